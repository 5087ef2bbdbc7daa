"""Word documents of a session, in numbered paragraphs as the United Nations writes them.

They are made to be passed on, so they hold what everybody may read and nothing else, whoever downloads them: no
closed segment, no name and no item of one without attribution, no commitment that is not public.
"""

from io import BytesIO

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document
from docx.shared import Cm, Pt

from accounts.acting import ANONYMOUS
from dialogue.models import AnnualSession
from dialogue.selectors.agenda import Agenda, Block, agenda_of
from dialogue.selectors.commitments import commitments_of

ROMAN = ("I", "II", "III", "IV", "V", "VI")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Paper:
    """A document whose paragraphs are numbered through, whatever headings stand between them."""

    def __init__(self, title: str, place: str):
        self.document = Document()
        self.document.styles["Normal"].font.size = Pt(11)
        self.document.add_heading(title, level=0)
        self.document.add_paragraph(place)
        self.paragraphs = self.chapters = self.sections = 0

    def chapter(self, words: str) -> None:
        self.document.add_heading(f"{ROMAN[self.chapters]}. {words}", level=1)
        self.chapters, self.sections = self.chapters + 1, 0

    def section(self, words: str) -> None:
        self.document.add_heading(f"{_letters(self.sections)}. {words}", level=2)
        self.sections += 1

    def say(self, words: str) -> None:
        self.paragraphs += 1
        paragraph = self.document.add_paragraph(f"{self.paragraphs}.\t{words}")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1))

    def bytes(self) -> bytes:
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()


def _letters(number: int) -> str:
    """A, B … Z, AA, AB …"""
    first, last = divmod(number, len(LETTERS))
    return (LETTERS[first - 1] if first else "") + LETTERS[last]


def summary_of(session: AnnualSession) -> bytes:
    """The agenda on paper: what takes place when and where."""
    paper, agenda = _begun(session, _("Annotated agenda")), agenda_of(ANONYMOUS, session)
    paper.chapter(_("Agenda"))
    for day, blocks in agenda.days() if agenda else ():
        paper.section(date_format(day))
        for block in blocks:
            _say_block(paper, agenda, block)
    return paper.bytes()


def _begun(session: AnnualSession, title: str) -> Paper:
    paper = Paper(f"{title}: {session.title}", f"{session.place}, {_days(session)}")
    paper.chapter(_("Introduction"))
    words = {"title": session.title, "days": _days(session), "place": session.place}
    paper.say(_("%(title)s takes place on %(days)s in %(place)s.") % words)
    if session.languages:
        named = ", ".join(label for code, label in _language_names() if code in session.languages)
        paper.say(_("Interpretation is given in the following languages: %(named)s.") % {"named": named})
    return paper


def _language_names() -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in AnnualSession._meta.get_field("languages").base_field.choices]


def _days(session: AnnualSession) -> str:
    first, last = date_format(session.starts_on), date_format(session.ends_on)
    return first if first == last else f"{first} – {last}"


def _clock(agenda: Agenda, block: Block) -> str:
    begins, ends = (one.astimezone(agenda.session.zone) for one in (block.starts_at, block.ends_at))
    return f"{begins:%H:%M}–{ends:%H:%M}"


def _say_block(paper: Paper, agenda: Agenda, block: Block) -> None:
    words = {"clock": _clock(agenda, block), "room": block.room, "title": block.title}
    if not block.attributed:
        paper.say(_("%(clock)s, %(room)s: «%(title)s», without attribution.") % words)
        return
    paper.say(_("%(clock)s, %(room)s: «%(title)s».") % words)
    for line in block.lines:
        who = f" ({line.shown.state})" if line.shown.state else ""
        paper.say(f"{line.shown.title}{who}, {line.minutes}′.")


def outcome_of(session: AnnualSession) -> bytes:
    """A draft of the outcome: what was heard in open segments, and the commitments that are public."""
    paper, agenda = _begun(session, _("Draft outcome")), agenda_of(ANONYMOUS, session)
    paper.chapter(_("Proceedings"))
    for block in agenda.standing if agenda else ():
        paper.section(block.title)
        _say_proceedings(paper, block)
    paper.chapter(_("Commitments"))
    commitments = [row["commitment"] for row in commitments_of(ANONYMOUS, session)]
    for one in commitments:
        words = {
            "giver": one.giver.name,
            "receiver": one.receiver.name,
            "what": " · ".join(filter(None, [one.what, one.money])),
            "day": date_format(one.due_on),
        }
        paper.say(_("%(giver)s announced to %(receiver)s, by %(day)s: %(what)s") % words)
    if not commitments:
        paper.say(_("No commitment has been confirmed and made public by both sides yet."))
    paper.chapter(_("Follow-up"))
    paper.say(_("The commitments stand as reports due and pledges; the next session opens with them."))
    return paper.bytes()


def _say_proceedings(paper: Paper, block: Block) -> None:
    if not block.attributed:
        paper.say(_("Views were exchanged under «%(title)s» without attribution.") % {"title": block.title})
    for line in block.lines if block.attributed else ():
        words = {"title": line.shown.title, "who": line.shown.state}
        said = _("The meeting heard %(who)s on «%(title)s».") if words["who"] else _("The meeting took up «%(title)s».")
        paper.say(said % words)
