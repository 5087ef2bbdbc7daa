"""Which field of a statement belongs to which element. Pages, API and mails receive nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from consent.choices import Element
from consent.projections import Line, Projection, lines_of
from requests_app.choices import Section
from requests_app.models import NeedVersion, StatementVersion


@dataclass(frozen=True)
class Answer:
    """An answer of a statement: the one element it belongs to, the page of the form that asks for it, and what
    readers see beside it (else the form's own question).
    """

    element: Element
    section: Section
    label: object = ""


#: the one map: a new column of a version is one line here, and pages, API, mails, digests and copies have it
STATEMENT_ANSWERS = {
    "title": Answer(Element.SUMMARY, Section.NEED),
    "summary": Answer(Element.SUMMARY, Section.NEED),
    "gap": Answer(Element.DETAILS, Section.NEED, _("Gap or weakness")),
    "done_at_home": Answer(Element.DETAILS, Section.NEED, _("What was tried or done already")),
    "obstacles": Answer(Element.DETAILS, Section.NEED, _("Obstacles")),
    "achievement": Answer(Element.DETAILS, Section.NEED, _("Achievement")),
    "prevention": Answer(Element.DETAILS, Section.NEED, _("What it prevents")),
    "submitting_body": Answer(Element.DETAILS, Section.WHO, _("Submitted by")),
    "nmirf_type": Answer(
        Element.DETAILS, Section.WHO, _("National mechanism for implementation, reporting and follow-up")
    ),
    "national_plan": Answer(Element.DETAILS, Section.LINKS, _("National plan or cooperation framework")),
    "treaty_report": Answer(Element.DETAILS, Section.LINKS, _("Treaty report ahead")),
    "treaty_report_on": Answer(Element.DETAILS, Section.LINKS, _("Report due on")),
    "level": Answer(Element.DETAILS, Section.PLACE, _("National or subnational")),
    "place": Answer(Element.DETAILS, Section.PLACE, _("Place")),
    "groups_consulted": Answer(Element.DETAILS, Section.PLACE, _("Groups consulted")),
    "equality_note": Answer(Element.DETAILS, Section.PLACE, _("Gender, disability, those left behind")),
    "line_ministries": Answer(Element.DETAILS, Section.PLACE, _("Ministries and offices involved")),
    "partners_active": Answer(Element.DETAILS, Section.SUPPORT, _("Partners already active")),
    "earlier_requests": Answer(Element.DETAILS, Section.SUPPORT, _("Earlier requests and what came of them")),
    "own_contribution": Answer(Element.DETAILS, Section.FOLLOW_UP, _("The State's own contribution")),
    "report_rhythm": Answer(Element.DETAILS, Section.FOLLOW_UP, _("Reports")),
    "reporting_office": Answer(Element.DETAILS, Section.FOLLOW_UP, _("Office that reports")),
    "clearance_document": Answer(Element.DOCUMENTS, Section.WHO, _("Note verbale or clearance")),
    "contact_mailbox": Answer(Element.CONTACT, Section.WHO, _("Office mailbox")),
    "clearing_mailbox": Answer(Element.CONTACT, Section.WHO, _("Mailbox of the clearing office")),
    "alternate_mailbox": Answer(Element.CONTACT, Section.WHO, _("Mailbox of the alternate office")),
}
NEED_ANSWERS = {
    "title": Answer(Element.SUMMARY, Section.PARTS),
    "support_type": Answer(Element.SUMMARY, Section.PARTS),
    "wanted_from": Answer(Element.SUMMARY, Section.PARTS),
    "wanted_to": Answer(Element.SUMMARY, Section.PARTS),
    "working_language": Answer(Element.SUMMARY, Section.PARTS),
    "institution": Answer(Element.DETAILS, Section.PARTS, _("Institution that would receive it")),
    "success_sign": Answer(Element.DETAILS, Section.PARTS, _("Sign of success")),
    "modality": Answer(Element.DETAILS, Section.PARTS),
    "cooperation": Answer(Element.DETAILS, Section.PARTS),
    "volume": Answer(Element.DETAILS, Section.PARTS, _("How much")),
    "budget_band": Answer(Element.DETAILS, Section.PARTS),
    "priority": Answer(Element.DETAILS, Section.PARTS),
}
LINK_ANSWERS = {
    "recommendations": Answer(Element.DETAILS, Section.LINKS),
    "council_texts": Answer(Element.DETAILS, Section.LINKS),
    "themes": Answer(Element.SUMMARY, Section.LINKS),
    "affected_groups": Answer(Element.SUMMARY, Section.PLACE),
    "sdg_targets": Answer(Element.SUMMARY, Section.LINKS),
}

VERSION_ELEMENTS = {name: answer.element for name, answer in STATEMENT_ANSWERS.items()}
NEED_ELEMENTS = {name: answer.element for name, answer in NEED_ANSWERS.items()}
SET_ELEMENTS = {name: answer.element for name, answer in LINK_ANSWERS.items()}
VERSION_FIELDS, NEED_FIELDS, SETS = tuple(STATEMENT_ANSWERS), tuple(NEED_ANSWERS), tuple(LINK_ANSWERS)
ALL_ANSWERS = NEED_ANSWERS | LINK_ANSWERS | STATEMENT_ANSWERS


#: how what is linked is called in forms and the API
LINKED_BY = {
    "recommendations": "reference",
    "council_texts": "symbol",
    "themes": "slug",
    "affected_groups": "slug",
    "sdg_targets": "code",
}


def names_in(section: str, answers: dict[str, Answer] = ALL_ANSWERS) -> list[str]:
    """The answers that one page of the form asks for, in the order of the map."""
    return [name for name, answer in answers.items() if answer.section == section]


def project(version: StatementVersion, elements: Iterable[str]) -> Projection:
    """The permitted elements of a version with its needs."""
    seen = frozenset(elements)
    needs = Prefetch("need_versions", NeedVersion.objects.select_related("need"))
    prefetch_related_objects([version], needs, "attachments__document", *SETS)  # asks nothing where it was asked before
    return Projection(
        language=version.edition.language,
        direction=version.edition.direction,
        title=version.title if Element.SUMMARY in seen else "",
        lines=_lines(version, STATEMENT_ANSWERS, seen),
        needs=[_need(need, seen) for need in version.need_versions.all()],
        sets={name: list(getattr(version, name).all()) for name, element in SET_ELEMENTS.items() if element in seen},
        documents=[one.document for one in version.attachments.all()] if Element.DOCUMENTS in seen else [],
    )


def _need(need_version: NeedVersion, seen: frozenset) -> dict:
    lines = _lines(need_version, NEED_ANSWERS, seen)
    title = (need_version.title or need_version.version.title) if Element.SUMMARY in seen else ""
    kind = need_version.support_type if NEED_ELEMENTS["support_type"] in seen else ""
    number = need_version.need.number
    return {"number": number, "need_id": need_version.need_id, "title": title, "kind": kind, "lines": lines}


def _lines(row, answers: dict[str, Answer], seen: frozenset) -> list[Line]:
    elements = {name: answer.element for name, answer in answers.items()}
    return lines_of(
        row, elements, seen, {name: label_of(one, row._meta.get_field(name)) for name, one in answers.items()}
    )


def label_of(answer: Answer, column) -> str:
    return str(answer.label or column.verbose_name)
