"""A word that stands only in a private statement reaches nobody by any channel, unless its State granted it."""

import re
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from dialogue.choices import Pool
from dialogue.models import AgendaItem
from dialogue.views.documents import calendar_token
from files.models import Document
from states.selectors import acting_of
from tests.access.addresses import address, said_in
from tests.access.canaries import CANARIES
from tests.access.hearing import asking_much
from tests.access.table import TABLE
from tests.access.world import SUBJECTS, World

pytestmark = pytest.mark.django_db

OWN, CHECK = {"Dr", "Au", "Mi"}, {"Cu", "Mo"}
#: who may read the summary; a token reads as Au does, through the API alone
READERS = {
    "draft": OWN,
    "submitted": OWN | CHECK,
    "working": OWN | CHECK | {"SB", "Do", "DM"},
    "quiet": OWN | CHECK,
    "withdrawn": OWN,
    "quiet_withdrawn": OWN,
}
#: who may read the contact: the State, the secretariat where it was granted, and the partner once both want to talk
IN_CONTACT = READERS | {"working": OWN | CHECK | {"DM"}}
#: who may read what is neither headline nor contact
DETAILED = READERS | {"working": OWN | CHECK | {"Do", "DM"}}
#: whoever has such an address reads it, whoever asks: the secret is the right
BEARER = {"calendar_feed", "session_feed", "invitation"}
#: the things of the world that are statements
STATEMENTS = {"draft", "submitted", "in_check", "open", "working", "quiet", "withdrawn", "quiet_withdrawn"}
#: a nonce, the second of the clock, the length of the echoed address
OF_THE_MOMENT = {"Content-Security-Policy", "Expires", "Content-Length"}
NOISE = re.compile(rb'(nonce-?="?|csrfmiddlewaretoken" value=")[\w-]+|csrf[\w-]*":? ?"[\w-]+"')


def addresses(world: World) -> list[str]:
    """Every channel that shows things of several States, and every page of each private statement."""
    lists = [reverse("api-need-list") + f"?support_type={kind}" for _word, kind in CANARIES.values()]
    lists += [reverse("api-need-list") + "?state=XTV", reverse("state", args=["XTV"])]
    lists += [reverse("state_progress", args=["XTV"])]
    return [
        *lists,
        *session_addresses(world),
        *question_addresses(world),
        *searches(),
        *(url for name in CANARIES for url in own_addresses(world, name)),
        *rest_of_the_table(world),
        *files(world),
    ]


def report_addresses(world: World) -> list[str]:
    """A report that is being written and one that is public, with their documents."""
    made = world.things
    pages = [reverse(route, args=[due.reference]) for due in (made.due, made.report) for route in _REPORT_ROUTES]
    return pages + [reverse("report_document", args=[one.slug]) for one in (made.due_document, made.report_document)]


_REPORT_ROUTES = ("report", "report_review", "report_documents", "api-report-detail")


def rest_of_the_table(world: World) -> list[str]:
    """Every page, list and file that the access table knows; those of one statement for every private one."""
    asked = [row for row in TABLE if row.method == "get" and row.route not in BEARER]
    private = [replace(row, thing=name) for row in asked if row.thing in STATEMENTS for name in CANARIES]
    return [address(row, world) for row in (*asked, *private)]


def files(world: World) -> list[str]:
    """Calendars of each day and item, and the documents, of every agenda and statement."""
    sessions = (world.things.planned, world.things.agenda, world.things.edition)
    days = [reverse("day_calendar", args=[one.reference, str(day)]) for one in sessions for day in one.days]
    items = AgendaItem.objects.select_related("segment__session")
    days += [reverse("item_calendar", args=[one.segment.session.reference, one.key]) for one in items]
    for route in ("session_calendar", "session_summary", "session_outcome", "session_listings"):
        days += [reverse(route, args=[one.reference]) for one in sessions]
    return days + [reverse("document", args=[slug]) for slug in Document.objects.values_list("slug", flat=True)]


def own_feeds(world: World, subject: str) -> list[str]:
    """The calendar addresses that a person has of each session: whoever knows one reads it as that person does."""
    if SUBJECTS[subject] is None or not (token := calendar_token(acting_in_world(subject))):
        return []
    sessions = (world.things.planned, world.things.agenda, world.things.edition)
    return [reverse("session_feed", args=[one.reference, token]) for one in sessions]


def acting_in_world(subject: str):
    user = get_user_model().objects.get(username=SUBJECTS[subject])
    return acting_of(user, None, proven=False)


def question_addresses(world: World) -> list[str]:
    """The things that are asked about, and each question with every page and act of it."""
    things = world.things
    asked = (things.question_sent, things.question_working, things.question_gone)
    routes = ["question", "question_edit", "question_answer", "api-question-detail"]
    pages = [reverse(route, args=[one.public_id]) for one in asked for route in routes]
    acts = [reverse("question_act", args=[one.public_id, "publish"]) for one in asked]
    papers = (things.presentation_working, things.presentation_gone)
    pages += [reverse("api-presentation-detail", args=[things.presentation_draft.subject.slug])]
    pages += [
        reverse(route, args=[one.subject.reference]) for one in papers for route in ("presentation", "question_new")
    ]
    lists = ("presentation_list", "question_list", "question_screening", "api-question-list", "api-clinic-hour-list")
    return [*pages, *acts, *map(reverse, lists)]


def session_addresses(world: World) -> list[str]:
    """Every way by which something of an agenda could leave: pages, paper, API, the curators' own."""
    routes = ["session", "agenda_print", "agenda_build", "agenda_changes", "session_listings"]
    routes += ["api-session-detail", "api-session-agenda", "session_calendar", "live_desk", "run_sheet"]
    routes += ["participant_list", "registration", "registration_list", "travel_new", "table_list"]
    things = world.things
    sessions = (things.planned, things.agenda, things.edition)
    return [
        *(reverse(route, args=[one.reference]) for one in sessions for route in routes),
        *(reverse(route, args=["ocean"]) for route in ("region", "api-region-detail")),
        reverse("commitment", args=[things.commitment.key]),
        reverse("travel", args=[things.travel.key]),
        *(reverse(f"api-{name}-list") for name in ("table", "segment", "item", "registration", "commitment")),
        *(
            f"{reverse(route, args=[one.reference])}?pool={pool}"
            for one in sessions
            for route in ("api-session-waiting", "agenda_build")
            for pool in Pool.values
        ),
        *(reverse("session_progress", args=[one.reference]) for one in sessions),
        *(reverse("api-session-unlisted", args=[one.reference]) for one in sessions),
        *(
            reverse(route, args=[one.key])
            for one in (things.talk, things.booked)
            for route in ("table", "api-table-detail")
        ),
        *(reverse("table_act", args=[things.booked.key, act]) for act in ("book", "cancel")),
    ]


def searches() -> list[str]:
    """Half a word: the page repeats what was asked, and that is no leak."""
    return [f"{reverse('need_list')}?q={word[:-3]}" for word, _kind in CANARIES.values()] + [
        f"{reverse('need_list')}?support_type={kind}" for _word, kind in CANARIES.values()
    ]


def own_addresses(world: World, name: str) -> list[str]:
    subject = getattr(world.things, name).subject
    reference = subject.reference or "XTV-2027-NONE"
    acts = [reverse("statement_act", args=[subject.slug, act]) for act in ("withdraw", "begin_check", "close")]
    routes = ("statement", "statement_edit", "statement_review", "statement_parts", "statement_helpers")
    pages = [reverse(page, args=[subject.slug]) for page in (*routes, "statement_delete")]
    pages += [reverse("statement_step", args=[subject.slug, section]) for section in ("who", "need", "links", "place")]
    pages += [reverse("clinic_hour", args=[world.things.hour.reference]), reverse("clinic_ask", args=[subject.slug])]
    pages += [reverse("statement_part", args=[subject.slug, 1]), reverse("api-statement-parts", args=[subject.slug])]
    api = [reverse("api-statement-detail", args=[key]) for key in (subject.slug, reference)]
    shown = [reverse("need", args=[reference]), reverse("api-need-detail", args=[reference])]
    match = [reverse("match", args=[world.things.talks.reference]), reverse("match_propose", args=[reference, 1])]
    shown += [
        f"{reverse('api-offer-fitting')}?need={reference}",
        reverse("api-offer-fitting-needs", args=[world.things.offer.reference]),
    ]
    return [*acts, *pages, *api, *shown, *match, reverse("comment_new", args=[reference])]


#: the other half is asked in `test_channels_too.py`: a file is one worker's, and two are at work
FIRST_HALF = ("An", "Dr", "Au", "Mi", "Tk", "SB", "Cu", "Mo")


@pytest.fixture(scope="module")
def heard(built_world) -> dict[str, str]:
    return hear(built_world, FIRST_HALF)


def hear(world: World, subjects) -> dict[str, str]:
    """Everything that each subject gets to read, headers and all, through all channels together."""
    with asking_much():
        return {subject: _everything(world, subject) for subject in subjects}


def _everything(world: World, subject: str) -> str:
    asked = dict.fromkeys([*addresses(world), *report_addresses(world), *own_feeds(world, subject)])
    return "\n".join(said_in(world.ask(subject, "get", url)) for url in asked)


def who_reads(heard: dict[str, str], word: str) -> set[str]:
    """Of the subjects that were heard."""
    return {subject for subject, text in heard.items() if word in text}


def _with_token(readers: set[str]) -> set[str]:
    return readers | {"Tk"} if "Au" in readers else readers


@pytest.mark.parametrize("name", CANARIES)
@pytest.mark.parametrize(
    ("part", "readers"), [("title", READERS), ("summary", READERS), ("details", DETAILED), ("contact", IN_CONTACT)]
)
def test_private_words_reach_exactly_those_who_may_read_them(heard, name, part, readers):
    assert who_reads(heard, CANARIES[name][0] + part) == _with_token(readers[name]) & heard.keys()


WORKING_PAPER = "zibethpaperworking"
PAPERS = {
    "zibethpaperdraft": OWN,
    WORKING_PAPER: OWN | CHECK | {"SB", "Do", "DM"},
    "zibethpapergone": OWN,
}


@pytest.mark.parametrize("word", PAPERS)
def test_words_of_a_paper_reach_nobody_who_may_not_read_them(heard, word):
    assert who_reads(heard, word) <= _with_token(PAPERS[word])


def test_words_of_a_paper_reach_all_who_may_read_them(heard):
    assert who_reads(heard, WORKING_PAPER) - {"Tk"} == PAPERS[WORKING_PAPER] & heard.keys()


#: what was asked, and answered, about something private → who may read it; the fund's own office keeps its own words
QUESTIONS = {
    "zibethasksent": {"Do", "Mo"},
    "zibethaskworking": OWN | CHECK | {"SB", "Do", "DM"},
    "zibethanswerworking": OWN | CHECK | {"SB", "Do", "DM"},
    "zibethaskgone": OWN | {"Do"},
    "zibethanswergone": OWN,
}


@pytest.mark.parametrize("word", QUESTIONS)
def test_questions_and_answers_reach_exactly_those_who_may_read_the_thing(heard, word):
    assert who_reads(heard, word) == _with_token(QUESTIONS[word]) & heard.keys()


#: what stands in an agenda → who may have it there or elsewhere
AGENDA_READERS = {
    "zibethdraftsegment": {"Cu"},
    "zibethdraftitem": {"Cu"},
    "zibethforstates": OWN | CHECK | {"SB"},
    "zibethclosedsegment": {"Cu", "SB"},
    "zibethclosedroom": {"Cu", "SB"},
    "zibethcloseditem": {"Cu", "SB"},
    "zibethwithoutnames": OWN | CHECK | {"SB", "DM"},  # registered: what is said there goes out without the names
}


#: of a regional edition and of what is shown to its region alone; other States of the cast are not on its list
REGION_READERS = {
    "zibethregionaldraft": {"Ho"},
    "zibethregionalitem": {"Ho"},
    "zibethregionallisting": OWN | CHECK | {"Ho"},
    "zibethforregion": OWN | CHECK | {"Ho"},
    "zibethhostaccess": {"DM", "Ho"},
}


@pytest.mark.parametrize("word", REGION_READERS)
def test_words_of_a_region_reach_exactly_those_who_may_read_them(heard, word):
    assert who_reads(heard, word) == _with_token(REGION_READERS[word]) & heard.keys()


#: documents of a report: its side's alone while it is written, everybody's once it is public
REPORT_DOCUMENTS = {"zibethreportdraft": OWN, "zibethreportshown": set(SUBJECTS) - {"Tk"}}


@pytest.mark.parametrize("word", REPORT_DOCUMENTS)
def test_documents_of_a_report_reach_exactly_those_who_may_read_its_words(heard, word):
    assert who_reads(heard, word) == _with_token(REPORT_DOCUMENTS[word]) & heard.keys()


#: what is said to both sides or to the hosts alone
SESSION_READERS = {
    "zibethoutcome": OWN | {"DM", "Cu", "Tk"},
    "zibethaccess": {"Dr", "Au", "Cu", "Tk"},
    "zibethjourney": OWN | {"Do"},
    "zibethtalk": {"SB", "DM"},
    "zibethbooked": {"SB", "DM"},
}


@pytest.mark.parametrize("word", SESSION_READERS)
def test_outcomes_and_registrations_reach_exactly_those_whom_they_concern(heard, word):
    assert who_reads(heard, word) == SESSION_READERS[word] & heard.keys()


#: what only its side, its author, or who screens and checks it may read; a token where the API has it
WORK_READERS = {
    "zibethcommentdraft": {"CA"},
    "zibethcommentsent": {"CA", "Mo"},
    "zibethwrittenreport": OWN | {"Tk"},
    "zibethnotedraft": OWN | {"Tk"},
    "zibethofferdraft": {"DM"},
    "zibethproposal": OWN | CHECK | {"DM", "Tk"},
    "zibethchange": OWN | CHECK | {"DM", "Tk"},
    "zibethmonthdraft": CHECK,
    "zibethmonthsent": OWN | CHECK | {"Tk"},
    "zibethannex": OWN | CHECK | {"Do", "DM", "Tk"},
    "zibethverbale": OWN | CHECK,
    "zibethwish": OWN | CHECK | {"Tk"},
    "zibethsearch": {"Do"},
}


@pytest.mark.parametrize("word", WORK_READERS)
def test_words_of_work_reach_exactly_those_who_may_read_them(heard, word):
    assert who_reads(heard, word) == WORK_READERS[word] & heard.keys()


@pytest.mark.parametrize("word", AGENDA_READERS)
def test_words_of_an_agenda_reach_exactly_those_who_may_read_them(heard, word):
    assert who_reads(heard, word) == _with_token(AGENDA_READERS[word]) & heard.keys()


@pytest.mark.parametrize("name", CANARIES)
def test_facets_count_only_what_a_person_may_read(world, name):
    word, kind = CANARIES[name]
    listed = set() if name in ("draft", "submitted", "withdrawn", "quiet_withdrawn") else READERS[name]
    seen = {subject for subject in SUBJECTS if kind in _facet_values(world, subject)}
    assert seen == listed


def _facet_values(world: World, subject: str) -> set[str]:
    facets = world.ask(subject, "get", reverse("need_list")).context["facets"]
    return {option["value"] for facet in facets for option in facet["options"] if option["count"]}


@pytest.mark.parametrize("name", CANARIES)
def test_search_answers_no_question_about_words_that_are_hidden(world, name):
    """Nobody's word looks as much like what a person may read: the search forgives typing errors."""
    word = CANARIES[name][0]
    nobodys = f"{word[:-2]}zz"
    for subject in set(SUBJECTS) - READERS[name]:
        hidden, unknown = (_search(world, subject, one) for one in (word, nobodys))
        assert hidden.replace(word.encode(), b"") == unknown.replace(nobodys.encode(), b""), subject


def _search(world: World, subject: str, word: str) -> bytes:
    return NOISE.sub(b"", world.ask(subject, "get", f"{reverse('need_list')}?q={word}").content)


HIDDEN = [
    ("need", "working", "XTV-2027-ZZZ"),
    ("need", "quiet_withdrawn", "XTV-2027-ZZZ"),
    ("statement", "draft", "0123456789abcdef"),
    ("offer", "offer_draft", "0123456789abcdef"),
    ("match", "talks", "MAT-ZZZZZZ"),
    ("report", "due", "REP-ZZZZZZ"),
    ("comment", "comment_sent", "zzzzzzzzzz"),
    ("api-statement-detail", "draft", "0123456789abcdef"),
    ("api-need-detail", "quiet", "XTV-2027-ZZZ"),
    ("api-offer-detail", "offer_draft", "0123456789abcdef"),
    ("api-match-detail", "talks", "MAT-ZZZZZZ"),
    ("api-pledge-detail", "pledge", "PLE-ZZZZZZ"),
    ("api-report-detail", "due", "REP-ZZZZZZ"),
    ("api-comment-detail", "comment_sent", "zzzzzzzzzz"),
]


@pytest.mark.parametrize("subject", ["NH", "Rv", "An"])
@pytest.mark.parametrize(("route", "thing", "unknown"), HIDDEN)
def test_hidden_answers_exactly_as_unknown_does(world, subject, route, thing, unknown):
    there, nowhere = (_answer(world, subject, route, key) for key in (_key(world, route, thing), unknown))
    assert there == nowhere


def _key(world: World, route: str, name: str) -> str:
    thing = getattr(world.things, name)
    if "statement" in route:
        return thing.subject.slug
    if hasattr(thing, "subject"):
        return thing.subject.reference
    return getattr(thing, "public_id", None) or thing.reference or thing.slug


def _answer(world: World, subject: str, route: str, key: str):
    got = world.ask(subject, "get", reverse(route, args=[key]))
    headers = {name: value.replace(key, "") for name, value in got.headers.items() if name not in OF_THE_MOMENT}
    return got.status_code, headers, NOISE.sub(b"", got.content).replace(key.encode(), b"")
