"""States, their groups, and the offices that people act for."""

from zoneinfo import available_timezones

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from states.choices import (
    AUTHORISING_KINDS,
    GROUP_SHORT,
    PARTNER_KINDS,
    SEEN_READING_KINDS,
    STATE_KINDS,
    BodyKind,
    CountryGroup,
    Membership,
    RegionalGroup,
)
from web.fields import LineField
from web.names import Named, english_present


def statement_kinds_at_first() -> list[str]:
    return [BodyKind.MISSION, BodyKind.FOREIGN_MINISTRY]


def report_kinds_at_first() -> list[str]:
    """The NMIRF, and the mission and ministry as well: a mission of one may be all that a State has."""
    return [BodyKind.NMIRF, BodyKind.MISSION, BodyKind.FOREIGN_MINISTRY]


class State(Named):
    """A Member State or observer State of the United Nations; fictitious ones live only in the demonstration."""

    iso2 = models.CharField(max_length=2, unique=True)
    iso3 = models.CharField(max_length=3, unique=True)
    m49 = models.CharField(max_length=3, unique=True)
    membership = models.CharField(max_length=10, choices=Membership.choices, default=Membership.MEMBER)
    regional_group = models.CharField(max_length=20, choices=RegionalGroup.choices, blank=True)
    source = models.CharField(max_length=200, blank=True)
    as_of = models.DateField(null=True)
    fictitious = models.BooleanField(default=False)
    second_person = models.BooleanField(_("a second person must authorise"), default=False)
    statement_kinds = ArrayField(
        models.CharField(max_length=20, choices=AUTHORISING_KINDS),
        verbose_name=_("offices that may authorise statements"),
        default=statement_kinds_at_first,
    )
    report_kinds = ArrayField(
        models.CharField(max_length=20, choices=AUTHORISING_KINDS),
        verbose_name=_("offices that may authorise reports"),
        default=report_kinds_at_first,
    )
    shows_readers = models.BooleanField(_("readers see by how many offices a thing was read"), default=False)
    contested_at = models.DateTimeField(_("representation contested since"), null=True, blank=True)

    class Meta:
        ordering = ["iso3"]
        constraints = [english_present("state")]

    def get_absolute_url(self) -> str:
        return reverse("state", args=[self.iso3])


class CountryGroupMembership(models.Model):
    """That a State belongs to a group, from when to when, and who says so. Editable: membership changes by decision."""

    group = models.CharField(max_length=4, choices=CountryGroup.choices)
    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="group_memberships")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    as_of = models.DateField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["group", "state"]
        constraints = [
            models.UniqueConstraint(fields=["group", "state"], name="one_membership_per_group"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=models.F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.state_id}"

    @property
    def short(self):
        """The group in the reader's language, as short as a list needs it."""
        return GROUP_SHORT[self.group]


def check_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("This is not the name of a time zone."))


class Body(models.Model):
    """An office that people act for. Bodies form a tree: State → mission, ministry; organisation → offices."""

    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    name = LineField(_("name"), max_length=200)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="offices")
    time_zone = models.CharField(max_length=64, default="UTC", validators=[check_time_zone])
    mailbox = models.EmailField(_("functional mailbox"), blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    shows_reading = models.BooleanField(_("a State sees on which days this office read its things"), default=False)

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="body_named_once_per_kind"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(STATE_KINDS)) | Q(state__isnull=False), name="state_body_has_its_state"
            ),
            models.CheckConstraint(
                condition=Q(shows_reading=False) | Q(kind__in=sorted(SEEN_READING_KINDS)),
                name="reading_seen_of_no_body_at_risk",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_state(self) -> bool:
        return self.kind in STATE_KINDS

    @property
    def is_partner(self) -> bool:
        return self.kind in PARTNER_KINDS

    @cached_property
    def region_slugs(self) -> list[str]:
        """The regions of its State, or those that it hosts; read once, since the ledger asks it for every list."""
        if self.is_of_state:
            return list(Region.objects.filter(states=self.state_id).order_by("slug").values_list("slug", flat=True))
        if self.kind == BodyKind.REGIONAL_HOST:
            return list(self.regions_hosted.order_by("slug").values_list("slug", flat=True))
        return []


class Region(Named):
    """States that meet regionally, by list, and the body that hosts them. `slug` is the audience `region:<slug>`."""

    slug = models.CharField(max_length=30, unique=True, validators=[RegexValidator(r"^[a-z_]+$")])
    host = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="regions_hosted")
    states = models.ManyToManyField(State, blank=True, related_name="regions")

    class Meta:
        ordering = ["slug"]
        constraints = [
            english_present("region"),
            models.CheckConstraint(
                condition=~Q(slug__in=RegionalGroup.values), name="region_named_apart_from_regional_groups"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("region", args=[self.slug])
