"""The annual report drafts itself: chapters of numbered paragraphs, as documents of the United Nations have them.

Figures come from `insights.selectors`, words from `insights.quotes`; nothing else is read.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights import quotes, selectors
from insights.suppression import SMALLEST_SHOWN, Table

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass
class Paragraph:
    """One numbered paragraph: plain words, or a quotation with its language."""

    text: str
    language: str = ""
    number: int = 0


@dataclass
class Chapter:
    title: str
    paragraphs: list[Paragraph]
    tables: list[Table] = field(default_factory=list)
    roman: str = ""


def draft_of(year: int) -> list[Chapter]:
    """The report on a calendar year: chapters numbered I, II, …; paragraphs 1, 2, … through all of them."""
    chapters = [
        _introduction(year),
        _needs(year),
        _answers(year),
        _follow_up(year),
        _prevention(year),
        _voices(year),
    ]
    paragraphs = [paragraph for chapter in chapters for paragraph in chapter.paragraphs]
    for number, paragraph in enumerate(paragraphs, 1):
        paragraph.number = number
    for roman, chapter in zip(ROMAN, chapters, strict=False):
        chapter.roman = roman
    return chapters


def _said(*texts: str) -> list[Paragraph]:
    return [Paragraph(text) for text in texts if text]


def _in_words(number: int | None) -> str:
    return _("fewer than %(smallest)s") % {"smallest": SMALLEST_SHOWN} if number is None else str(number)


def _introduction(year: int) -> Chapter:
    return Chapter(
        _("Introduction"),
        _said(
            _("The present report covers the voluntary platform from 1 January to 31 December %(year)s.")
            % {"year": year},
            _(
                "Only what States agreed to show to the public is counted, and only what its authors let be named in "
                "this report is named. Numbers below %(smallest)s are not shown, nor those from which they could be "
                "computed."
            )
            % {"smallest": SMALLEST_SHOWN},
        ),
    )


def _needs(year: int) -> Chapter:
    table = selectors.answers_by_region(year)
    total = table.cells[-1][-1]
    named = quotes.needs_named(year)
    words = _("States opened %(count)s needs in the year.") % {"count": _in_words(total)}
    listed = _("With the consent of the States concerned, the following needs are named:") if named else ""
    items = [Paragraph(f"{one.who}: {one.text} ({one.about})", one.language) for one in named]
    return Chapter(
        _("Needs as States expressed them"), _said(words, listed) + items, [table, selectors.answers_by_support(year)]
    )


def _answers(year: int) -> Chapter:
    days, matches = selectors.days_to_first_answer(year), selectors.match_figures()
    waited = (
        _("There were too few answers to state how long States waited.")
        if days is None
        else ngettext(
            "Half of the needs that were answered had a first answer within %(days)s day.",
            "Half of the needs that were answered had a first answer within %(days)s days.",
            days,
        )
        % {"days": days}
    )
    running = _("At the time of writing %(active)s matches were under way and %(completed)s completed.") % {
        name: _in_words(number) for name, number in matches.items()
    }
    groups = "; ".join(f"{label}: {_in_words(number)}" for label, number in selectors.answers_by_group(year).items())
    fair = _("Answered needs by group of States, of which a State can belong to several: %(groups)s.") % {
        "groups": groups
    }
    return Chapter(_("Answers and the equity of them"), _said(waited, running, fair))


def _follow_up(year: int) -> Chapter:
    reached = selectors.people_reached(year)
    people = (
        _("Taken together, States reported to have reached %(count)s people.") % {"count": reached} if reached else ""
    )
    words = _("Both sides of each match owe a report two months before the session.")
    moved = selectors.recommendations_moved(year)
    view = _("How far recommendations moved is given in the States' own view.") if not moved.is_empty else ""
    tables = [table for table in (selectors.report_figures(year), moved) if not table.is_empty]
    return Chapter(_("Follow-up"), _said(words, people, view), tables)


def _prevention(year: int) -> Chapter:
    count = selectors.prevention_figure(year)
    words = _("In %(count)s of the needs that are public the State says what it prevents.") % {
        "count": _in_words(count)
    }
    named = [Paragraph(f"{one.who}: {one.text}", one.language) for one in quotes.prevention_named(year)]
    return Chapter(_("Resilience and prevention"), _said(words) + named)


def _voices(year: int) -> Chapter:
    voices = quotes.voices_named(year)
    heads = {
        "state": _("States reported:"),
        "partners": _("Partners reported:"),
        "society": _("National human rights institutions, civil society and mechanisms commented:"),
    }
    paragraphs: list[Paragraph] = []
    for name, head in heads.items():
        paragraphs += _said(head if voices[name] else _("%(whose)s nothing that may be quoted.") % {"whose": head})
        for one in voices[name]:
            paragraphs.append(Paragraph(f"{one.who} ({one.about}): {one.text}", one.language))
            if one.reply:
                paragraphs.append(Paragraph(f"{_('Reply')}, {one.reply.who}: {one.reply.text}", one.reply.language))
    return Chapter(_("Three voices"), paragraphs)
