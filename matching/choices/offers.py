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
