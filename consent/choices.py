from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    STATEMENT = "statement", _("Needs statement")
    PRESENTATION = "presentation", _("Presentation")
    REPORT = "report", _("Progress report")
    PRACTICE = "practice", _("Practice card")


class Element(models.TextChoices):
    SUMMARY = "summary", _("Summary")
    DETAILS = "details", _("Details")
    DOCUMENTS = "documents", _("Documents")
    CONTACT = "contact", _("Contact")


class Purpose(models.TextChoices):
    READ = "read", _("Reading")
    SESSION_LISTING = "session_listing", _("Listing at the session")
    ANNUAL_REPORT = "annual_report", _("Naming in the annual report")
    WAITING_TIME = "waiting_time", _("Showing the days of waiting")


class Audience(models.TextChoices):
    """The audiences without a parameter; beside them `partners:<kind>`, `body:<id>` and `region:<slug>`."""

    SECRETARIAT = "secretariat", _("the secretariat")
    PARTNERS = "partners", _("all partners")
    STATES = "states", _("all States")
    PARTICIPANTS = "participants", _("NHRIs, civil society and mechanisms taking part")
    PUBLIC = "public", _("the public")


AUDIENCE_PATTERN = (
    r"^(secretariat|partners|states|participants|public|partners:[a-z_]+|body:[0-9]+|region:[a-z0-9_-]+)$"
)

#: which elements a purpose can be about; the form offers these, the ledger takes no others
PURPOSE_ELEMENTS: dict[str, list[str]] = {
    Purpose.READ.value: Element.values,
    Purpose.SESSION_LISTING.value: [Element.SUMMARY.value, Element.DETAILS.value],
    Purpose.ANNUAL_REPORT.value: [Element.SUMMARY.value],
    Purpose.WAITING_TIME.value: [Element.SUMMARY.value],
}


class PaperStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SHOWN = "shown", _("Shown")
    WITHDRAWN = "withdrawn", _("Withdrawn by the State")
