"""What an office sent, and where each thing stands."""

from django.utils.translation import gettext as _

from accounts.acting import Acting
from followup.choices import GIVEN, ReportStatus
from followup.selectors import comments_of_own_body, dues_of
from matching.choices import LIVE, OfferStatus
from matching.selectors import matches_of, offers_shown_to
from requests_app.selectors import statements_under_way, version_titles
from states.rules import body_of

MOST = 10


def sent_by(acting: Acting) -> list[dict]:
    """Statements, offers, proposals, reports and comments of the person's office: kind, what, url, status, tone."""
    body = body_of(acting)
    if body is None:
        return []
    return [
        *_statements(acting),
        *_offers(acting, body),
        *_proposals(acting, body),
        *_reports(acting),
        *_comments(acting),
    ]


def _statements(acting: Acting) -> list[dict]:
    sent = list(statements_under_way(acting)[:MOST])
    titles = version_titles(sent)
    return [_row(_("Needs statement"), titles.get(one.pk, ""), one) for one in sent]


def _offers(acting: Acting, body) -> list[dict]:
    ended = (OfferStatus.DRAFT, OfferStatus.WITHDRAWN)
    mine = offers_shown_to(acting).filter(body=body).exclude(status__in=ended).order_by("-pk")[:MOST]
    return [_row(_("Offer"), one.title, one) for one in mine]


def _proposals(acting: Acting, body) -> list[dict]:
    mine = matches_of(acting).filter(proposed_by_body=body, status__in=LIVE).order_by("-pk")[:MOST]
    return [_row(_("Proposal"), one.scope, one) for one in mine]


def _reports(acting: Acting) -> list[dict]:
    given = (*GIVEN, ReportStatus.RETURNED)
    sent = dues_of(acting).filter(status__in=given, submitted_at__isnull=False).order_by("-submitted_at")[:MOST]
    return [_row(_("Report"), f"{one.match.reference} · {one.body.name}", one) for one in sent]


def _comments(acting: Acting) -> list[dict]:
    mine = comments_of_own_body(acting).exclude(status__in=["draft", "withdrawn"])[:MOST]
    return [_row(_("Comment"), one.statement.reference, one) for one in mine]


def _row(kind: str, what: str, one) -> dict:
    good = one.status in ("open", "active", "noted", "published", "agreed")
    tone = "good" if good else "wait"
    return {"kind": kind, "what": what, "url": one.get_absolute_url(), "status": one.get_status_display(), "tone": tone}
