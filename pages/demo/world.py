"""Builds the demonstration through the same services as people use, so that every record and mail is a true one."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from consent.presets import OPEN, PRESETS
from consent.services.papers import begin_paper, show_paper
from matching.models import CouncilSession
from obligations.models import Mechanism, Recommendation
from pages.demo.aftermath import act_out_aftermath
from pages.demo.chain import act_out_matches
from pages.demo.questions import ask_and_answer
from pages.demo.readings import build_readings
from pages.demo.sessions import hold_sessions
from pages.demo.standing import build_standing
from pages.demo.texts import PRACTICE, PRESENTATION, RECOMMENDATIONS, STORIES, Story
from practices.services import adopt_practice, publish_practice
from presentations.kind import PRESENTATIONS
from requests_app import services
from requests_app.models import Call, NeedsStatement
from requests_app.selectors import version_for_writing
from states.cast import acting_as, make_cast
from states.choices import BodyKind
from states.models import Body, State

CURATOR, AUTHORISERS = "curator", {"XTV": "authoriser.xtv", "XKR": "authoriser.xkr", "XWD": "authoriser.xwd"}


@transaction.atomic
def build_world(password: str) -> bool:
    """The whole demonstration; False (and nothing changed) where it stands already."""
    if Call.objects.exists():
        return False
    make_cast(password)
    call = _calendar()
    _recommendations()
    statements = [tell(story, call) for story in STORIES]
    library = build_standing()
    _papers()
    standing = [one for one in statements if one.status == "open"]
    act_out_matches(standing)
    _trained, shelters = (one for one in standing if one.state.iso3 == "XTV")
    act_out_aftermath(library.needs.get(), shelters.needs.get())
    hold_sessions(call, standing)
    build_readings()
    return True


#: the three regular sessions of a year: name, begins in so many days, lasts
COUNCIL_SESSIONS = [
    ("Spring session (demonstration)", 96, 40),
    ("Summer session (demonstration)", 208, 25),
    ("Autumn session (demonstration)", 290, 30),
]


def _calendar() -> Call:
    today = timezone.now().date()
    year = today.year + 1
    for name, begins, days in COUNCIL_SESSIONS:
        starts_on = today + timedelta(days=begins)
        CouncilSession.objects.create(name=name, starts_on=starts_on, ends_on=starts_on + timedelta(days=days))
    return Call.objects.create(
        reference=f"CALL-{year}",
        title=f"Call for needs {year}",
        year=year,
        opens_on=today - timedelta(days=60),
        closes_on=today + timedelta(days=46),
    )


def _recommendations() -> None:
    upr, _new = Mechanism.objects.get_or_create(
        slug="upr", defaults={"kind": "upr", "names": {"en": "Universal Periodic Review"}}
    )
    states = {state.iso3: state for state in State.objects.filter(fictitious=True)}
    Recommendation.objects.bulk_create(
        Recommendation(
            reference=reference,
            mechanism=upr,
            state=states[to],
            text=text,
            response=response,
            technical_assistance=help_,
            recommending_state=states[by],
            recommending_label=states[by].name,
        )
        for reference, to, text, response, help_, by in RECOMMENDATIONS
    )


def tell(story: Story, call: Call) -> NeedsStatement:
    """Write one statement and take it as far as its story goes."""
    chosen = Recommendation.objects.filter(reference__in=story.recommendations)
    statement = services.begin_statement(
        by=acting_as(story.by), words=story.words, language=story.language, call=call, recommendations=chosen
    )
    if story.status == "clearance":
        return services.ask_clearance(statement, by=acting_as(story.by))
    return statement if story.status == "draft" else _file(statement, story)


def _file(statement: NeedsStatement, story: Story) -> NeedsStatement:
    by, curator = acting_as(AUTHORISERS[statement.state.iso3]), acting_as(CURATOR)
    edit_no = version_for_writing(statement).edit_no
    services.submit_statement(statement, by=by, lines=PRESETS[story.preset].lines, edit_no=edit_no)
    if story.status == "submitted":
        return statement
    services.begin_check(statement, by=curator)
    return _after_check(statement, story.status, by, curator)


def _after_check(statement, status: str, by, curator) -> NeedsStatement:
    if status == "in_check":
        return statement
    if status == "clarification":
        return services.ask_clarification(
            statement, by=curator, note="How many of the sixty judges sit outside the capital?"
        )
    if status == "not_receivable":
        note = "Please say which institution would receive the support, and how its success would show."
        return services.refuse_receipt(statement, by=curator, reason="incomplete", note=note)
    opened = services.open_after_check(statement, by=curator)
    if status == "closed":
        return services.close_statement(opened, by=by, reason="met_from_own_means")
    return services.withdraw_statement(opened, by=by) if status == "withdrawn" else opened


def _papers() -> None:
    """A practice that its State can share, adopted elsewhere; a presentation."""
    amparo, office = State.objects.get(iso3="XAM"), Body.objects.filter(kind=BodyKind.SOUTH_SOUTH).first()
    words = PRACTICE | {"shared_by": office}
    card = publish_practice(state=amparo, language="es", words=words, lines=OPEN.lines, by=acting_as("authoriser.xam"))
    adopt_practice(card, by=acting_as("authoriser.xkr"), may_be_named=True)
    by = acting_as("authoriser.xtv")
    paper = begin_paper(PRESENTATIONS, by=by, words=PRESENTATION, language="en")
    shown = show_paper(PRESENTATIONS, paper, by=by, lines=OPEN.lines, edit_no=1)
    ask_and_answer(shown.subject)
