"""A withdrawal in the middle of everything: the fourteen channels hold no word of it afterwards, in one run."""

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from consent.presets import PRESETS
from followup import services as followup
from matching import services as matching
from notifications.delivery import sweep
from notifications.models import Notification, OutboxMessage
from notifications.outbox import gather
from obligations.models import CouncilText
from questions.services import answer_question
from requests_app import services
from requests_app.selectors import version_for_writing
from states.cast import acting_as
from states.models import Mandate
from states.services import issue_token
from tests.access.world import SUBJECTS
from tests.cast import a_draft, sign_in
from tests.factories.dialogue import a_need_item, a_segment, an_open_session, published
from tests.factories.followup import a_comment, a_submitted_report, an_active_match
from tests.factories.obligations import RecommendationFactory
from tests.factories.questions import a_question
from tests.files.hostile import a_pdf
from tests.followup.test_mail import sink  # noqa: F401 a mail server for the length of a test
from web.public_reads import KEPT

pytestmark = pytest.mark.django_db

#: one word for each thing that the State said; the kind of support is nobody else's
WORDS = {
    "title": "Title zibethtitle",
    "summary": "Summary zibethsummary",
    "gap": "Gap zibethgap",
    "institution": "Office zibethoffice",
    "contact_mailbox": "zibethcontact@example.org",
    "support_type": "seed_finance",
    "wanted_from": None,
    "wanted_to": None,
}
WORD = re.compile(r"zibeth[a-z]+")
#: what its author said of it outlives it
OF_OTHERS = {"zibethcomment", "zibethasked"}
#: nobody, a peer, a partner in talks, a partner at work, civil society, the check; each reads as many others do
OUTSIDE = ("An", "SB", "Do", "DM", "CA", "Cu")
BEFORE = ("An", "Do")
PARTNER, STATE = "signatory.xnd", "authoriser.xtv"


class Story:
    """A public statement that talks, pledges, reports, a session, questions, mails and a file hang on."""

    def __init__(self):
        self.by, self.partner = acting_as(STATE), acting_as(PARTNER)
        self.statement = self._opened()
        self.reference, self.slug = self.statement.reference, self.statement.subject.slug
        self._matched()
        self._said()
        self._listed()

    def _opened(self):
        recommended = RecommendationFactory(state=self.by.capacity.body.state)
        text = CouncilText.objects.create(symbol="A/HRC/RES/51/33", kind="resolution", title="Advisory services")
        draft = a_draft(STATE, recommendations=[recommended.reference], council_texts=[text], **WORDS)
        file = SimpleUploadedFile("zibethfile.pdf", a_pdf())
        self.document = services.attach_document(draft, upload=file, by=self.by).document
        edit_no = version_for_writing(draft).edit_no
        everything = [("contact", "read", "partners"), ("documents", "read", "public"), *PRESETS["open"].lines]
        purposes = ("session_listing", "annual_report", "waiting_time")
        everything += [("summary", purpose, "public") for purpose in purposes]
        services.submit_statement(draft, by=self.by, lines=everything, edit_no=edit_no)
        services.begin_check(draft, by=acting_as("curator"))
        opened = services.open_after_check(draft, by=acting_as("curator"))
        services.begin_amendment(opened, by=self.by)
        services.save_version(opened, by=self.by, words={"gap": "Gap zibethsecond"}, edit_no=1)
        return services.amend_statement(opened, by=self.by, lines=everything, edit_no=2)

    def _matched(self):
        need = self.statement.needs.get()
        talks = matching.propose(need, by=acting_as("fund"), scope="Two circuits.")
        self.talks = matching.say_yes_to_talks(talks, by=self.by)
        matching.propose(need, by=acting_as("officer.undp"), scope="A study visit.")
        money = {"what": "Travel of trainers", "amount": "5000.00", "currency": "EUR"}
        self.pledge = matching.announce_pledge(self.talks, by=acting_as("fund"), words=money)
        self.active = an_active_match(self.statement)
        self.report = a_submitted_report(self.active)

    def _said(self):
        self.comment = a_comment(self.statement, status="published", text="Clerks say zibethcomment.")
        self.question = a_question(self.statement.subject, by=PARTNER, status="published", text="Who zibethasked?")
        answer_question(self.question, by=self.by, text="We zibethanswered.", language="en")
        self.feed = followup.open_feed(by=self.partner)

    def _listed(self):
        session = an_open_session()
        a_need_item(a_segment(session), self.statement, "public")
        self.session = published(session)

    def addresses(self) -> dict[str, list[str]]:
        """Channel of the access table → every address by which its words could leave, or might have been kept."""
        this, session = [self.reference], [self.session.reference]
        need, api = reverse("need", args=this), reverse("api-statement-detail", args=this)
        listed = [reverse(f"api-{name}-list") for name in API_LISTS]
        return {
            "page": [need, reverse("statement", args=[self.slug]), reverse("editions", args=this)],
            "api": [api, reverse("api-statement-detail", args=[self.slug]), reverse("api-need-detail", args=this)],
            "list": [*map(reverse, LISTS), *listed, reverse("state", args=["XTV"])],
            "counts": [reverse("figures"), reverse("home"), f"{reverse('need_list')}?support_type=seed_finance"],
            "search": [f"{reverse('need_list')}?q=zibeth", f"{reverse('api-need-list')}?support_type=seed_finance"],
            "suggestions": [
                f"{reverse('api-offer-fitting')}?need={self.reference}",
                reverse("match_propose", args=[*this, 1]),
            ],
            "export": [reverse(route) for route in EXPORTS],
            "feeds": [reverse("calendar_feed", args=[self.feed]), reverse("session_calendar", args=session)],
            "attachment": [reverse("document", args=[self.document.slug])],
            "nested": [*self._nested(), *(reverse(route, args=session) for route in SESSION_ROUTES)],
            "history": [
                f"{reverse('editions', args=this)}?older=1&newer=2",
                f"{reverse('editions', args=[self.slug])}",
            ],
            "refusals": [reverse(route, args=this) for route in ("comment_new", "question_new")],
        }

    def _nested(self) -> list[str]:
        talks, active = self.talks.reference, self.active.reference
        pages = [reverse(route, args=[one]) for one in (talks, active) for route in ("match", "api-match-detail")]
        pages += [reverse("match_progress", args=[active]), reverse("report", args=[self.report.reference])]
        pages += [reverse("api-pledge-detail", args=[self.pledge.reference])]
        pages += [
            reverse("question", args=[self.question.public_id]),
            reverse("comment", args=[self.comment.public_id]),
        ]
        return [*pages, reverse("api-question-detail", args=[self.question.public_id])]


EXPORTS = ("need_file", "iati", "annual_report", "annual_report_word", "give_back")
LISTS = (
    "need_list", "state_list", "progress", "desk", "workload", "report_list", "sitting", "question_list",
    "comment_list", "question_screening", "screening", "offer_list", "session_list", "grant_ledger",
    "state_of_play", "recommendation_list",
)  # fmt: skip
API_LISTS = (
    "statement", "need", "grant", "exclusion", "match", "pledge", "report", "comment", "question", "session",
    "give-back",
)  # fmt: skip
SESSION_ROUTES = ("session", "agenda_print", "api-session-detail", "api-session-agenda", "agenda_changes", "run_sheet")


@pytest.fixture
def story(cast):
    return Story()


@pytest.fixture
def people(cast) -> dict[str, Client]:
    clients = {name: sign_in(SUBJECTS[name]) if SUBJECTS[name] else Client() for name in OUTSIDE}
    for client in clients.values():
        client.raise_request_exception = False
    return clients


def words_in(answer) -> set[str]:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Type", "").startswith("application/vnd.openxml"):
        body = "\n".join(line.text for line in docx.Document(io.BytesIO(body)).paragraphs).encode()
    return set(WORD.findall(f"{answer.headers}\n{body.decode('utf-8', 'replace')}"))


def heard(story: Story, people: dict, who=OUTSIDE) -> dict[tuple, set[str]]:
    """(channel, who, address) → the words of the statement that came; nothing fails."""
    found = {}
    for channel, urls in story.addresses().items():
        for name in who:
            for url in urls:
                answer = people[name].get(url)
                assert answer.status_code < 500, (name, url)
                found[channel, name, url] = words_in(answer) - OF_OTHERS - {"zibeth"}
    return {key: words for key, words in found.items() if words}


def test_fourteen_channels_hold_no_word_after_a_withdrawal(story, people, sink):  # noqa: F811
    before = heard(story, people, BEFORE)
    told = {word for words in before.values() for word in words}
    assert {channel for channel, _who, _url in before} >= {"page", "api", "list", "attachment", "nested", "history"}
    assert told >= {"zibethtitle", "zibethsummary", "zibethgap", "zibethsecond", "zibethoffice", "zibethcontact"}
    assert told >= {"zibethanswered", "zibethfile"}
    kept = _kept_answers(story, people)
    assert any(b"zibeth" in answer.body for answer in KEPT.answers.values()), "and the platform keeps some of it"
    OutboxMessage.objects.filter(status="sent").delete()

    services.withdraw_statement(story.statement, by=story.by)

    assert heard(story, people) == {}
    assert _options(story, people) == set(), "nor does an answer that tells what may be done"
    assert _still_fresh(kept, people) == [], "nothing kept by a browser or a proxy is called fresh"
    assert _counted(people) == set(), "no facet counts it, no search tells it from nobody's word"
    assert _mailed(sink) == set(), "mails that waited say nothing of it"
    assert _token_and_stranger_agree(story), "who never could read it learns nothing from the answer"


def _options(story: Story, people: dict) -> set[str]:
    addresses = story.addresses()
    return {word for url in addresses["page"] + addresses["api"] for word in words_in(people["Do"].options(url))}


def _kept_answers(story: Story, people: dict) -> list[tuple]:
    """(who, address, validators) of everything that a cache may have kept."""
    kept = []
    for urls in story.addresses().values():
        for url in urls:
            for who in BEFORE:
                headers = people[who].get(url).headers
                if "ETag" in headers or "Last-Modified" in headers:
                    kept.append((who, url, headers))
    return kept


def _still_fresh(kept: list, people: dict) -> list[str]:
    fresh = []
    for who, url, headers in kept:
        asked = {"If-None-Match": headers.get("ETag", ""), "If-Modified-Since": headers.get("Last-Modified", "")}
        answer = people[who].get(url, headers={name: value for name, value in asked.items() if value})
        told = words_in(people[who].get(url)) - OF_OTHERS - {"zibeth"}
        fresh += [url] if answer.status_code == 304 and told else []
    return fresh


def _counted(people: dict) -> set[str]:
    """Who can tell from counts, facets or the search that there is something."""
    found = set()
    for who, client in people.items():
        page = client.get(reverse("need_list")).content.decode()
        values = set(re.findall(r'name="support_type" value="(\w+)"', page))
        hit, nobodys = (_searched(client, word) for word in ("zibethtitle", "zibethtitlf"))
        found |= {who} if "seed_finance" in values or hit != nobodys else set()
    return found


def _searched(client: Client, word: str) -> str:
    page = client.get(f"{reverse('need_list')}?q={word}").content.decode().replace(word, "")
    return re.sub(r'(nonce-?="?|csrfmiddlewaretoken" value=")[\w-]+|csrf[\w-]*":? ?"[\w-]+"', "", page)


def _mailed(sink) -> set[str]:  # noqa: F811
    """Words of the statement in what is sent outside its State from now on, and in the notes on people's desks."""
    gather()
    while sweep().get("sent"):
        pass
    own = {
        f"{name}@example.org"
        for name in Mandate.objects.filter(body__state__iso3="XTV").values_list("user__username", flat=True)
    }
    said = [mail.as_string() for receivers, mail in sink.mails if not set(receivers) <= own]
    assert Notification.objects.exists()
    return {word for mail in said for word in WORD.findall(mail)} - OF_OTHERS


def _token_and_stranger_agree(story: Story) -> bool:
    """The State's own token still reads it; strangers, who could read it, are told of the withdrawal, and no word."""
    token = issue_token(Mandate.objects.get(user__username=STATE))
    url = reverse("api-statement-detail", args=[story.reference])
    own = Client().get(url, headers={"Authorization": f"Token {token}"})
    gone, never = (Client().get(f"/api/v1/statements/{one}/") for one in (story.reference, "XTV-2027-ZZZ"))
    told = set(gone.json()) == {"detail"} and not WORD.search(gone.content.decode())
    return told and (own.status_code, gone.status_code, never.status_code) == (200, 410, 404)
