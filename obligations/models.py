from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Func, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from obligations.choices import CouncilTextKind, HeldReason, MechanismKind, Resolution, Response
from states.models import State
from web.names import Named, english_present

HELP_FIRST = 2**40
#: A/HRC/RES/6/25, A/HRC/DEC/S-9/101, A/HRC/PRST/OM/1/1, A/HRC/DEC/6/102A
COUNCIL_SYMBOL = r"^A/HRC/(OS/)?(RES|DEC|PRST)/(S-|OM/)?[0-9]{1,3}/[0-9]{1,3}[A-Z]?$"


class Reference(Named):
    """A row of a list that the platform ships: named in several languages, with its source and date."""

    source = models.CharField(max_length=200, blank=True)
    as_of = models.DateField(null=True)

    class Meta:
        abstract = True


class Mechanism(Reference):
    """A human rights mechanism of the United Nations that makes recommendations."""

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=MechanismKind.choices)
    abbreviation = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [english_present("mechanism")]


class SDGGoal(Reference):
    number = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = _("Sustainable Development Goal")
        ordering = ["number"]
        constraints = [english_present("sdg_goal")]


class SDGTarget(Reference):
    """A target of a goal, under a short label of our own."""

    goal = models.ForeignKey(SDGGoal, on_delete=models.PROTECT, related_name="targets")
    code = models.CharField(max_length=6, unique=True)

    class Meta:
        verbose_name = _("target of the Sustainable Development Goals")
        ordering = ["pk"]
        constraints = [english_present("sdg_target")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Theme(Reference):
    slug = models.SlugField(max_length=60, unique=True)
    goals = models.ManyToManyField(SDGGoal, related_name="themes", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [english_present("theme")]


class AffectedGroup(Reference):
    """Persons whom a need or a recommendation is about."""

    slug = models.SlugField(max_length=60, unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [english_present("affected_group")]


class Alias(models.Model):
    """What a source calls something, exactly as it writes it."""

    source = models.CharField(max_length=40)
    label = models.CharField(max_length=200)

    class Meta:
        abstract = True
        ordering = ["source", "label"]

    def __str__(self) -> str:
        return self.label


class ThemeAlias(Alias):
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        verbose_name_plural = "theme aliases"
        constraints = [models.UniqueConstraint(fields=["source", "label"], name="theme_label_once_per_source")]


class GroupAlias(Alias):
    group = models.ForeignKey(AffectedGroup, on_delete=models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        verbose_name_plural = "group aliases"
        constraints = [models.UniqueConstraint(fields=["source", "label"], name="group_label_once_per_source")]


class MechanismAlias(Alias):
    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        verbose_name_plural = "mechanism aliases"
        constraints = [models.UniqueConstraint(fields=["source", "label"], name="mechanism_label_once_per_source")]


class StateAlias(Alias):
    """What a source calls a State, where it is not one of the State's names."""

    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        verbose_name_plural = "State aliases"
        constraints = [models.UniqueConstraint(fields=["source", "label"], name="state_label_once_per_source")]


class Recommendation(models.Model):
    """What a mechanism, or another State through it, recommended to a State, word for word."""

    reference = models.CharField(max_length=20, unique=True)
    mechanism = models.ForeignKey(Mechanism, on_delete=models.PROTECT, related_name="recommendations")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="recommendations")
    text = models.TextField()
    language = models.CharField(max_length=8, default="en")
    recommending_state = models.ForeignKey(
        State, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations_made"
    )
    recommending_label = models.CharField(max_length=1000, blank=True)
    response = models.CharField(max_length=10, choices=Response.choices, default=Response.UNKNOWN)
    action_level = models.PositiveSmallIntegerField(null=True, blank=True)
    session_number = models.PositiveSmallIntegerField(null=True, blank=True)
    cycle = models.PositiveSmallIntegerField(null=True, blank=True)
    themes = models.ManyToManyField(Theme, related_name="recommendations", blank=True)
    affected_groups = models.ManyToManyField(AffectedGroup, related_name="recommendations", blank=True)
    goals = models.ManyToManyField(SDGGoal, related_name="recommendations", blank=True)
    sdg_targets = models.ManyToManyField(SDGTarget, related_name="recommendations", blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    paragraph = models.CharField(max_length=20, blank=True)
    published_on = models.DateField(null=True, blank=True)
    #: what the source itself called the themes, the groups and the goals
    issue_label = models.TextField(blank=True)
    group_label = models.TextField(blank=True)
    goal_label = models.TextField(blank=True)
    technical_assistance = models.BooleanField(default=False)
    imported_at = models.DateTimeField(auto_now_add=True)
    folded_text = models.GeneratedField(
        expression=Func(F("text"), function="obligations_folded"), output_field=models.TextField(), db_persist=True
    )
    #: one number to page by: what asks for technical assistance stands above all else
    place = models.GeneratedField(
        expression=Case(
            When(technical_assistance=True, then=ExpressionWrapper(F("id") + HELP_FIRST, models.BigIntegerField())),
            default=F("id"),
            output_field=models.BigIntegerField(),
        ),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["-place"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="recommendation_has_text"),
            models.CheckConstraint(
                condition=Q(action_level__isnull=True) | Q(action_level__range=(1, 5)), name="action_level_from_1_to_5"
            ),
        ]
        indexes = [
            GinIndex(OpClass(F("folded_text"), name="gin_trgm_ops"), name="recommendation_search"),
            models.Index(fields=["-place"], name="recommendation_place"),
            models.Index(fields=["state", "-place"], name="recommendation_of_state"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("recommendation", args=[self.reference])


class CouncilText(models.Model):
    """A resolution, decision or President's statement of the Human Rights Council, by its symbol."""

    symbol = models.CharField(max_length=40, unique=True, validators=[RegexValidator(COUNCIL_SYMBOL)])
    kind = models.CharField(max_length=12, choices=CouncilTextKind.choices)
    title = models.CharField(max_length=500)
    adopted_on = models.DateField(null=True, blank=True)
    agenda_item = models.PositiveSmallIntegerField(null=True, blank=True)
    url = models.URLField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-adopted_on", "symbol"]
        constraints = [
            models.CheckConstraint(condition=Q(symbol__regex=COUNCIL_SYMBOL), name="council_symbol_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.title}"


class ImportRun(models.Model):
    """One reading of one file: what it was and what came of it."""

    importer = models.CharField(max_length=40)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    counts = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.at:%Y-%m-%d %H:%M})"


class RecommendationSource(models.Model):
    """Where a recommendation was read, under which key: the same row is never taken twice."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="sources")
    source = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, related_name="sources")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="source_row_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.key[:12]}"


class HeldRow(models.Model):
    """A row of an import that could not be mapped: it waits for a person and is never dropped."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    raw = models.JSONField()
    reason = models.CharField(max_length=30, choices=HeldReason.choices)
    label = models.CharField(max_length=200, blank=True)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, related_name="held_rows")
    held_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolution = models.CharField(max_length=20, choices=Resolution.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="held_row_once"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolution="") | Q(resolved_at__isnull=False) & ~Q(resolution=""),
                name="resolved_row_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.label}"
