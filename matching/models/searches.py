from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.choices import AlertRhythm, SearchOf
from matching.models.offers import Offer
from matching.models.references import new_slug
from requests_app.models import Need
from states.models import Body
from web.fields import LineField


class SavedSearch(models.Model):
    """What a person looks for again and again, and how often a mail tells what is new.

    `filters` are those of the list, by name: lists of codes, and words in `q`. The search reads as the person in a
    mandate of `body`; without one, as the public.
    """

    slug = models.CharField(max_length=16, unique=True, default=new_slug, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="searches")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    of = models.CharField(max_length=8, choices=SearchOf.choices)
    name = LineField(_("Name of this search"), max_length=80)
    filters = models.JSONField(default=dict, blank=True)
    rhythm = models.CharField(
        _("How often a mail tells you"), max_length=8, choices=AlertRhythm.choices, default=AlertRhythm.WEEKLY
    )
    next_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm=AlertRhythm.NEVER, next_on__isnull=True)
                | ~Q(rhythm=AlertRhythm.NEVER) & Q(next_on__isnull=False),
                name="search_alerts_on_a_day_or_never",
            ),
            models.CheckConstraint(condition=Q(of__in=SearchOf.values), name="search_of_needs_or_offers"),
        ]
        indexes = [models.Index(fields=["next_on"], name="searches_due", condition=Q(next_on__isnull=False))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("search_edit", args=[self.slug])

    @property
    def list_url(self) -> str:
        """The list itself, narrowed as it was saved."""
        return f"{reverse(LISTS[self.of])}?{urlencode(self.filters, doseq=True)}"


LISTS = {SearchOf.NEEDS: "need_list", SearchOf.OFFERS: "offer_list"}


class SearchAlert(models.Model):
    """One mail to one person on one day: what is new in all their searches that were due."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="one_alert_a_day")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"


class SearchHit(models.Model):
    """That a need or an offer was selected for an alert: once for each search. Whether it may still be told is asked
    again when the mail is written.
    """

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="hits")
    alert = models.ForeignKey(SearchAlert, on_delete=models.CASCADE, related_name="hits")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(need__isnull=False, offer__isnull=True) | Q(need__isnull=True, offer__isnull=False),
                name="hit_is_a_need_or_an_offer",
            ),
            models.UniqueConstraint(fields=["search", "need"], name="need_hit_once"),
            models.UniqueConstraint(fields=["search", "offer"], name="offer_hit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.need_id or self.offer_id}"
