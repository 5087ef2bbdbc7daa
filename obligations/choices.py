from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MechanismKind(models.TextChoices):
    UPR = "upr", _("Universal Periodic Review")
    TREATY_BODY = "treaty_body", _("Treaty body")
    SPECIAL_PROCEDURE = "special_procedure", _("Special procedure")
    OTHER = "other", _("Other mechanism")


class Response(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    NOTED = "noted", _("Noted")
    UNKNOWN = "unknown", _("No clear response")


class HeldReason(models.TextChoices):
    """Why a row of an import waits for a person."""

    STATE = "unknown_state", _("The State under review is not known by this name")
    RECOMMENDING_STATE = "unknown_recommending_state", _("The recommending State is not known by this name")
    THEME = "unknown_theme", _("The theme is not known by this name")
    RESPONSE = "unknown_response", _("The response is not one of the known ones")
    NUMBERS = "unreadable_numbers", _("The session or the level of action is not a number")
    GROUP = "unknown_group", _("The group of persons is not known by this name")
    GOAL = "unknown_goal", _("The goal or target is not known by this number")
    MECHANISM = "unknown_mechanism", _("The mechanism is not known by this name")
    SYMBOL = "unreadable_symbol", _("The symbol is not one of a text of the Council")
    DATE = "unreadable_date", _("The date cannot be read")
    NOT_RECOMMENDATION = "not_a_recommendation", _("It is no recommendation, but an observation or something else")
    TEXT = "no_text", _("The recommendation has no text, or a text that cannot be shown")


class CouncilTextKind(models.TextChoices):
    RESOLUTION = "resolution", _("Resolution")
    DECISION = "decision", pgettext_lazy("a text of the Council", "Decision")
    PRESIDENT = "president", _("President's statement")


class Resolution(models.TextChoices):
    """How a held row came to its end."""

    MAPPED = "mapped", _("The name was mapped")
    WITHOUT_STATE = "without_state", _("Kept without a recommending State")
    LEFT_OUT = "left_out", _("Left out on purpose")


class SupportType(models.TextChoices):
    LEGISLATION = "legislation", _("Drafting of laws")
    INSTITUTION = "institution", _("Setting up an institution")
    NMIRF = "nmirf", _("NMIRF or tracking database")
    TRAINING = "training", _("Training")
    EXPERT = "expert", _("Expert on the spot")
    PEER_EXCHANGE = "peer_exchange", _("Peer exchange or study visit")
    DATA = "data", _("Data and indicators")
    EQUIPMENT = "equipment", _("Equipment and ICT")
    REPORTING = "reporting", _("Help with reports and translation")
    CONVENING = "convening", _("Bringing people together")
    SEED_FINANCE = "seed_finance", _("Seed finance")
    OTHER = "other", _("Other")
