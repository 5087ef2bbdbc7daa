"""The words of one edition: typed columns, one for each question, copied from version to version."""

from functools import cache

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consent.digests import digest_of, keys_of
from consent.models import Edition
from consent.triggers import content_sealed
from obligations.models import AffectedGroup, CouncilText, Recommendation, SDGTarget, Theme
from requests_app.choices import (
    BudgetBand,
    Cooperation,
    Level,
    Modality,
    NMIRFType,
    Priority,
    ReportRhythm,
    SubmittingBody,
    SupportType,
)
from requests_app.models.statements import MOST_NEEDS, Need, NeedsStatement
from requests_app.triggers import NEED_SEARCHED, WORDS_SEARCHED
from web.fields import LineField, ProseField

#: what holds a version in its place and is no answer of the State
FRAME = frozenset({"id", "edition", "statement", "edit_no", "need", "version", "position"})


@cache
def typed_columns(model) -> list[str]:
    """The columns of a version that hold an answer: every one is sealed, copied and belongs to one element."""
    return [column.name for column in model._meta.concrete_fields if column.name not in FRAME]


def answers_of(row) -> dict:
    """{column: value} of every question that was answered; dates as text. What is empty stands nowhere in a seal,
    so a question that is asked from next year on breaks no seal of this year.
    """
    answers = {name: getattr(row, name) for name in typed_columns(type(row))}
    return {
        name: value if isinstance(value, str | int) else str(value)
        for name, value in answers.items()
        if value not in ("", None)
    }


class StatementVersion(models.Model):
    """The words of one edition. Typed columns, copied from version to version; sealed with the edition."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="statement_version")
    statement = models.ForeignKey(NeedsStatement, on_delete=models.CASCADE, related_name="versions")
    edit_no = models.PositiveIntegerField(default=0)

    # the need
    title = LineField(
        _("What do you need, in one line?"),
        max_length=120,
        help_text=_("For example: train public defenders in the outer islands on bail."),
    )
    summary = ProseField(
        _("Summary in plain words"),
        max_length=600,
        help_text=_("Two or three sentences. This is what others may read first."),
    )
    gap = ProseField(
        _("Which gap or weakness is behind it?"),
        max_length=2000,
        blank=True,
        help_text=_("What an institution cannot do today, and why. Please name no individuals."),
    )
    done_at_home = ProseField(
        _("What have you tried or done already?"),
        max_length=2000,
        blank=True,
        help_text=_("«Nothing yet» is a good answer too."),
    )
    obstacles = ProseField(_("What stood in the way?"), max_length=2000, blank=True)
    achievement = ProseField(_("An achievement that you want to show"), max_length=2000, blank=True)
    prevention = ProseField(_("What does it prevent?"), max_length=2000, blank=True)

    # who speaks
    submitting_body = models.CharField(_("Who submits it?"), max_length=20, choices=SubmittingBody.choices, blank=True)
    nmirf_type = models.CharField(
        _("Your mechanism for implementation, reporting and follow-up"),
        max_length=20,
        choices=NMIRFType.choices,
        blank=True,
    )
    contact_mailbox = models.EmailField(
        _("Office mailbox"),
        blank=True,
        help_text=_("A functional mailbox, not a person's. It crosses only when you and a partner both say yes."),
    )
    clearing_mailbox = models.EmailField(
        _("Mailbox of the office that clears it"), blank=True, help_text=_("An office, never a person.")
    )
    alternate_mailbox = models.EmailField(
        _("Mailbox of the office that clears in its place"), blank=True, help_text=_("An office, never a person.")
    )
    clearance_document = LineField(_("Note verbale or clearance: number and date"), max_length=120, blank=True)

    # what it hangs on
    national_plan = LineField(_("National plan or cooperation framework that it serves"), max_length=300, blank=True)
    treaty_report = LineField(_("Treaty report ahead"), max_length=120, blank=True)
    treaty_report_on = models.DateField(_("When is that report due?"), null=True, blank=True)

    # people and place
    level = models.CharField(_("National or subnational?"), max_length=12, choices=Level.choices, blank=True)
    place = LineField(_("Where in the country?"), max_length=200, blank=True)
    groups_consulted = ProseField(
        _("Which groups were consulted, and how?"),
        max_length=2000,
        blank=True,
        help_text=_("«None» is a lawful answer. Organisations and kinds of people, never names of individuals."),
    )
    equality_note = ProseField(
        _("Women and men, persons with disabilities, those left behind"), max_length=2000, blank=True
    )
    line_ministries = ProseField(_("Ministries and offices involved"), max_length=1000, blank=True)

    # support so far
    partners_active = ProseField(_("Partners who already help with this"), max_length=2000, blank=True)
    earlier_requests = ProseField(
        _("Earlier requests for the same, and what came of them"), max_length=2000, blank=True
    )

    # own part and follow-up
    own_contribution = ProseField(
        _("What your State puts in itself"),
        max_length=2000,
        blank=True,
        help_text=_("Staff, premises, funds, a date in the calendar of parliament."),
    )
    report_rhythm = models.CharField(
        _("How often will you report?"), max_length=12, choices=ReportRhythm.choices, blank=True
    )
    reporting_office = LineField(
        _("Office that reports"), max_length=200, blank=True, help_text=_("An office, never a person.")
    )

    recommendations = models.ManyToManyField(
        Recommendation, blank=True, related_name="+", verbose_name=_("Recommendations")
    )
    council_texts = models.ManyToManyField(
        CouncilText,
        blank=True,
        related_name="+",
        verbose_name=_("Texts of the Human Rights Council"),
        help_text=_("Resolutions, decisions and statements by symbol, one to a line. For example: A/HRC/RES/51/33."),
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("Themes"))
    affected_groups = models.ManyToManyField(
        AffectedGroup, blank=True, related_name="+", verbose_name=_("Groups of persons")
    )
    sdg_targets = models.ManyToManyField(
        SDGTarget, blank=True, related_name="+", verbose_name=_("Targets of the 2030 Agenda")
    )

    class Meta:
        triggers = [content_sealed("r.edition_id"), WORDS_SEARCHED]

    def __str__(self) -> str:
        return self.title

    def digest(self) -> str:
        """The hash of every word and choice that readers of this edition could see."""
        return digest_of(self.content())

    def content(self) -> dict:
        parts = sorted(self._rows("need_versions", "need"), key=lambda part: part.position)
        needs = [part.content() for part in parts]
        chosen = {name: keys for name, keys in keys_of(self).items() if keys}
        return answers_of(self) | chosen | self._annexes() | {"needs": needs, "language": self.edition.language}

    def _rows(self, name: str, related: str):
        """What was read before with a whole batch, or what is there now."""
        rows = getattr(self, name).all()
        return rows if name in getattr(self, "_prefetched_objects_cache", ()) else rows.select_related(related)

    def _annexes(self) -> dict:
        """The documents of this edition by hash and name; nothing where there are none."""
        documents = [one.document for one in self._rows("attachments", "document")]
        attached = sorted((document.sha256, document.name) for document in documents)
        return {"attachments": [list(one) for one in attached]} if attached else {}


class NeedVersion(models.Model):
    """The words of one need in one edition. `position` is where it stands; the need's number never changes."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="versions")
    version = models.ForeignKey(StatementVersion, on_delete=models.CASCADE, related_name="need_versions")
    position = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_NEEDS)]
    )
    title = LineField(_("This part in one line"), max_length=120, blank=True)
    support_type = models.CharField(_("Kind of support"), max_length=20, choices=SupportType.choices)
    institution = LineField(_("Which institution would receive it?"), max_length=200)
    success_sign = LineField(
        _("How will you see that it worked?"),
        max_length=300,
        help_text=_("One thing that can be counted or shown, with a date where you can."),
    )
    modality = models.CharField(_("How"), max_length=12, choices=Modality.choices, blank=True)
    cooperation = models.CharField(_("With whom"), max_length=12, choices=Cooperation.choices, blank=True)
    wanted_from = models.DateField(_("Wanted from"), null=True, blank=True)
    wanted_to = models.DateField(_("Wanted until"), null=True, blank=True)
    working_language = models.CharField(_("Working language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    volume = LineField(
        _("How much?"), max_length=200, blank=True, help_text=_("For example: two courses of five days for 24 people.")
    )
    budget_band = models.CharField(_("Budget, roughly"), max_length=12, choices=BudgetBand.choices)
    priority = models.PositiveSmallIntegerField(_("Priority"), choices=Priority.choices, null=True, blank=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["need", "version"], name="need_once_per_version"),
            models.UniqueConstraint(
                fields=["version", "position"],
                name="one_need_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_NEEDS), name="need_position_in_range"
            ),
            models.CheckConstraint(
                condition=Q(priority__isnull=True) | Q(priority__in=Priority.values), name="need_priority_known"
            ),
            models.CheckConstraint(
                condition=Q(wanted_to__isnull=True)
                | Q(wanted_from__isnull=True)
                | Q(wanted_to__gte=models.F("wanted_from")),
                name="need_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]
        triggers = [
            content_sealed("SELECT v.edition_id FROM requests_app_statementversion v WHERE v.id = r.version_id"),
            NEED_SEARCHED,
        ]

    def __str__(self) -> str:
        return self.title or self.version.title

    def content(self) -> dict:
        return {"number": self.need.number} | answers_of(self)
