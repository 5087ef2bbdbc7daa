"""Statements of the demonstration that stand where only time or paper brings them: opened unchecked by their State,
about to lapse, written down by the secretariat; and one with a document.
"""

import io
from datetime import timedelta

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from consent.presets import PRESETS
from pages.demo.texts import KARADIA, TALAVA, words
from requests_app import services
from requests_app.clocks import CONFIRMED_FOR, REMINDED_BEFORE, UNCHECKED_AFTER
from requests_app.models import NeedsStatement
from requests_app.selectors import version_for_writing
from states.cast import acting_as
from states.models import State

UNCHECKED = words(
    "A legal library for the courts of the southern atolls",
    "Three courts decide without the texts that they apply; a shared digital library is planned.",
    "data",
    "Judiciary of Talava",
    "Three courts use the library every week by June 2028",
    "Nothing yet.",
    TALAVA,
)
STALE = words(
    "Formation des inspecteurs du travail aux droits de l'enfant",
    "Onze inspecteurs couvrent les mines du nord ; aucun n'est formé au travail des enfants.",
    "training",
    "Inspection du travail",
    "Onze inspecteurs formés et deux tournées faites avant décembre 2027",
    "Un guide de poche a été imprimé.",
    KARADIA,
)
ON_PAPER = words(
    "Statistics on access to justice for persons with disabilities",
    "The courts count cases, and not who could not come. A first survey is planned.",
    "data",
    "Bureau of Statistics",
    "A first survey published by March 2028",
    "Two questions were added to the census.",
    TALAVA,
) | {"clearance_document": "Note verbale 14/2026 (demonstration)"}
ANNEX = ("Plan of the library (demonstration)", "Three courts, one catalogue, one person who keeps it.")


def build_standing() -> NeedsStatement:
    """All of them; returns the one that was opened unchecked."""
    opened = _unchecked()
    _stale()
    services.transcribe_statement(State.objects.get(iso3="XTV"), by=acting_as("curator"), words=ON_PAPER, language="en")
    return opened


def _submitted(by, text: dict, language: str, *, annex=None) -> NeedsStatement:
    statement = services.begin_statement(by=by, words=text, language=language)
    if annex is not None:
        services.attach_document(statement, upload=annex, by=by)
    edit_no = version_for_writing(statement).edit_no
    lines = [*PRESETS["open"].lines, ("documents", "read", "public")]
    return services.submit_statement(statement, by=by, lines=list(dict.fromkeys(lines)), edit_no=edit_no)


def _unchecked() -> NeedsStatement:
    """Filed longer ago than the secretariat had; its State opened it. It carries a document."""
    by = acting_as("authoriser.xtv")
    statement = _submitted(by, UNCHECKED, "en", annex=_annex())
    filed = timezone.now() - UNCHECKED_AFTER - timedelta(days=1)
    NeedsStatement.objects.filter(pk=statement.pk).update(submitted_at=filed)
    return services.open_unchecked(statement, by=by)


def _stale() -> None:
    """Opened most of a year ago, and asked for a word before it lapses."""
    by, curator = acting_as("authoriser.xkr"), acting_as("curator")
    statement = _submitted(by, STALE, "fr")
    services.begin_check(statement, by=curator)
    services.open_after_check(statement, by=curator)
    then = timezone.now() - CONFIRMED_FOR + REMINDED_BEFORE / 2
    NeedsStatement.objects.filter(pk=statement.pk).update(opened_at=then, confirmed_at=then)


def _annex() -> SimpleUploadedFile:
    """A Word document of two lines, made here so that the world needs no file beside its code."""
    made, out = docx.Document(), io.BytesIO()
    made.core_properties.author = ""
    made.add_heading(ANNEX[0], 0)
    made.add_paragraph(ANNEX[1])
    made.save(out)
    return SimpleUploadedFile("plan-of-the-library.docx", out.getvalue())
