"""Codes of offers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from states.choices import CountryGroup


class OfferStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being verified")
    VERIFIED = "verified", _("Verified")
    OPEN = "open", _("Open")
    PAUSED = "paused", _("Paused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class OfferForm(models.TextChoices):
    EXPERTISE = "expertise", _("Days of expertise")
    PLACES = "places", _("Places in a training")
    STUDY_VISIT = "study_visit", _("Hosting of a study visit")
    IN_KIND = "in_kind", _("Support in kind")
    GRANT = "grant", _("Grant")
    CO_FINANCE = "co_finance", _("Co-financing")
    TOOL = "tool", _("Tool or software")


class Eligible(models.TextChoices):
    LDC = CountryGroup.LDC.value, CountryGroup.LDC.label
    LLDC = CountryGroup.LLDC.value, CountryGroup.LLDC.label
    SIDS = CountryGroup.SIDS.value, CountryGroup.SIDS.label
    ANY = "any", _("Any State")


class AmountBand(models.TextChoices):
    """In the currency of the offer."""

    UNDER_25K = "under_25k", _("Under 25,000")
    UNDER_100K = "under_100k", _("25,000 to 100,000")
    UNDER_500K = "under_500k", _("100,000 to 500,000")
    OVER_500K = "over_500k", _("Over 500,000")


class Expectation(models.TextChoices):
    """What a partner expects of the State, by the words that every offer shares."""

    CO_FINANCE = "co_finance", _("Co-financing")
    CLEARANCE = "clearance", _("Clearance of experts or texts")
    LEGAL_AGREEMENT = "agreement", _("A legal agreement")
    TRAVEL = "travel", _("Travel borne by the State")
