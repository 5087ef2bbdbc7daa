"""From what was said in the room to a pledge or a report due, and what becomes of it where nobody confirms."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import ANONYMOUS
from dialogue import services
from dialogue.models import Commitment
from dialogue.selectors.commitments import commitments_of, commitments_shown_to
from dialogue.selectors.progress import session_progress
from followup.services import send_due, submit_report, write_report
from lifecycle.selectors import history_of
from matching.models import Match, Pledge
from matching.services import PLEDGE_ACTS, announce_pledge
from notifications.models import Notification
from requests_app.services import withdraw_statement
from states.cast import acting_as
from states.models import Body
from tests.cast import an_open_statement, sign_in
from tests.factories.dialogue import a_free_item, a_need_item, a_segment, an_open_session, an_outcome, published
from tests.factories.followup import REPORT, an_active_match
from tests.factories.matching import a_pledge, talks
from web.errors import FailedCheck, NotPermitted, ProofNeeded, WrongStatus

pytestmark = pytest.mark.django_db
ACTS = services.COMMITMENT_ACTS


@pytest.fixture
def item(cast):
    segment = a_segment(an_open_session())
    item = a_need_item(segment, an_open_statement(), "public")
    published(segment.session)
    return item


def confirmed(outcome: Commitment, *, public: bool = True) -> Commitment:
    given = ACTS["give"](outcome, by=acting_as("signatory.xnd"), may_be_public=public)
    return ACTS["confirm"](given, by=acting_as("authoriser.xtv"), may_be_public=public)


def test_support_becomes_a_confirmed_pledge_in_one_chain(item):
    done = confirmed(an_outcome(item))
    pledge = Pledge.objects.get(commitment__item=item)
    assert (pledge.status, pledge.body, pledge.match.status) == ("confirmed", done.giver, "in_talks")
    assert pledge.match.need == item.need


def test_amount_named_in_the_room_is_the_pledges(item):
    done = confirmed(an_outcome(item, amount=Decimal("5000.50"), currency="CHF"))
    assert (done.pledge.amount, done.pledge.currency, done.pledge.money) == (Decimal("5000.50"), "CHF", "5,000.50 CHF")
    assert "5,000.50 CHF" in Client().get(reverse("commitment", args=[done.key])).content.decode()


def test_yes_to_an_amount_is_said_in_sight_of_it(item):
    outcome = an_outcome(item, amount=7000, currency="CHF")
    for who, act in (("signatory.xnd", "give"), ("authoriser.xtv", "confirm")):
        page = sign_in(who).get(reverse("commitment_act", args=[outcome.key, act])).content.decode()
        assert "7,000 CHF" in page
        ACTS[act](outcome, by=acting_as(who))


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"amount": 5000}, "currency"),
        ({"currency": "CHF"}, "amount"),
        ({"amount": -5, "currency": "CHF"}, "amount"),
        ({"amount": 5, "currency": "DEM"}, "currency"),
    ],
)
def test_amount_goes_with_its_currency(item, words, field):
    with pytest.raises(ValidationError) as refusal:
        an_outcome(item, **words)
    assert field in refusal.value.message_dict
    giver = Body.objects.get(mailbox="agency.xnd@example.org")
    typed = {"client_key": uuid.uuid4(), "item": item.key, "kind": "pledge", "giver": giver.pk, "what": "Two trainers."}
    typed |= {"due_on": timezone.localdate() + timedelta(days=9)} | words
    answer = sign_in("curator").post(reverse("live_desk", args=[item.segment.session.reference]), typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])


def test_report_has_no_amount(cast):
    match = an_active_match(an_open_statement())
    item = services.add_item(a_segment(an_open_session()), by=acting_as("curator"), kind="match", pk=match.pk)
    with pytest.raises(FailedCheck) as refusal:
        an_outcome(item, kind="report", amount=5, currency="CHF")
    assert list(refusal.value.message_dict) == ["amount"]


def test_pledge_of_another_amount_is_not_asked_about(item):
    a_pledge_by_hand(item, amount=5000, currency="CHF")
    confirmed(an_outcome(item, amount=Decimal(7000), currency="CHF"))
    assert sorted(Pledge.objects.values_list("amount", flat=True)) == [5000, 7000]


def a_pledge_by_hand(item, **words) -> Pledge:
    """What the giver wrote down itself, before or after it said it in the room."""
    match = talks(item.need.statement)
    return a_pledge(match, **({"what": "Two trainers, written by hand"} | words))


@pytest.mark.parametrize("confirmed_before", [True, False])
def test_pledge_that_stands_is_what_was_promised_and_counts_once(item, confirmed_before):
    pledge = a_pledge_by_hand(item, amount=5000, currency="CHF")
    if confirmed_before:
        pledge = PLEDGE_ACTS["confirm"](pledge, by=acting_as("authoriser.xtv"))
    given = ACTS["give"](an_outcome(item), by=acting_as("signatory.xnd"))
    with pytest.raises(FailedCheck, match="stands already"):
        ACTS["confirm"](given, by=acting_as("authoriser.xtv"))
    done = ACTS["confirm"](given, by=acting_as("authoriser.xtv"), same_as=pledge.reference)
    assert (done.pledge, Pledge.objects.get().status) == (pledge, "confirmed")
    assert history_of(pledge).filter(transition="promise_aloud").count() == 1


def test_another_promise_beside_it_is_a_pledge_of_its_own(item):
    a_pledge_by_hand(item)
    given = ACTS["give"](an_outcome(item), by=acting_as("signatory.xnd"))
    ACTS["confirm"](given, by=acting_as("authoriser.xtv"), same_as="beside")
    assert Pledge.objects.count() == 2


def test_page_and_api_ask_which_pledge_it_is(item):
    pledge = a_pledge_by_hand(item)
    given = ACTS["give"](an_outcome(item), by=acting_as("signatory.xnd"))
    state, address = sign_in("authoriser.xtv"), reverse("commitment_act", args=[given.key, "confirm"])
    assert pledge.reference in state.get(address).content.decode()
    assert list(state.post(address, {}).context["form"].errors) == ["same_as"]
    api = f"/api/v1/commitments/{given.key}/confirm/"
    for words in ({}, {"same_as": "PLG-NONE22"}, {"same_as": ["x"]}):
        answer = state.post(api, words, content_type="application/json")
        assert (answer.status_code, list(answer.json())) == (400, ["same_as"])
    assert state.post(address, {"same_as": pledge.reference}).status_code == 302
    assert Commitment.objects.get().pledge == pledge


def test_pledge_written_by_hand_after_the_session_is_asked_about(item):
    done = confirmed(an_outcome(item))
    with pytest.raises(FailedCheck) as refusal:
        announce_pledge(done.match, by=acting_as("signatory.xnd"), words={"what": "The same, by hand"})
    assert done.pledge.reference in refusal.value.message_dict["beside"][0]


def test_report_becomes_a_due_of_its_date(cast):
    match = an_active_match(an_open_statement())
    segment = a_segment(an_open_session())
    item = services.add_item(segment, by=acting_as("curator"), kind="match", pk=match.pk)
    done = confirmed(an_outcome(item, kind="report"))
    assert (done.due.match, done.due.body, done.due.due_on) == (match, done.giver, done.due_on)
    again = confirmed(an_outcome(item, kind="report", what="Once more."))
    assert again.due == done.due


def test_unconfirmed_is_known_to_both_sides_and_the_curators_alone(item):
    outcome = an_outcome(item)
    for who in ("signatory.xnd", "officer.xnd", "authoriser.xtv", "ministry.xtv", "curator"):
        assert commitments_shown_to(acting_as(who)).get() == outcome
    for who in ("authoriser.xkr", "fund", "nhri.xtv", "cso.xtv", "moderator", "host", "admin"):
        assert not commitments_shown_to(acting_as(who)).exists()
    assert not commitments_shown_to(ANONYMOUS).exists()


@pytest.mark.parametrize(("giver", "receiver", "shown"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_confirmed_is_public_only_where_both_sides_say_so(item, giver, receiver, shown):
    given = ACTS["give"](an_outcome(item), by=acting_as("signatory.xnd"), may_be_public=giver)
    ACTS["confirm"](given, by=acting_as("authoriser.xtv"), may_be_public=receiver)
    assert len(commitments_of(ANONYMOUS, item.segment.session)) == shown


def test_withdrawal_of_the_statement_takes_it_from_the_public(item):
    confirmed(an_outcome(item))
    withdraw_statement(item.need.statement, by=acting_as("authoriser.xtv"))
    assert commitments_of(ANONYMOUS, item.segment.session) == []


@pytest.mark.parametrize("kind", ["closed", "non_attributable"])
def test_what_was_said_without_the_public_is_never_public(item, kind):
    confirmed(an_outcome(item))
    type(item.segment).objects.update(kind=kind)
    assert commitments_of(ANONYMOUS, item.segment.session) == []


@pytest.mark.parametrize(
    ("act", "who"),
    [
        ("give", "authoriser.xtv"),
        ("give", "officer.xnd"),
        ("give", "fund"),
        ("decline", "curator"),
        ("give", "curator"),
    ],
)
def test_nobody_says_yes_for_another_side(item, act, who):
    with pytest.raises(NotPermitted):
        ACTS[act](an_outcome(item), by=acting_as(who))


def test_yeses_bind_and_come_in_their_order(item):
    outcome = an_outcome(item)
    with pytest.raises(ProofNeeded):
        ACTS["give"](outcome, by=acting_as("signatory.xnd", proven=False))
    with pytest.raises(WrongStatus):
        ACTS["confirm"](outcome, by=acting_as("authoriser.xtv"))


def test_same_key_twice_is_one(item):
    key = uuid.uuid4()
    one, two = (an_outcome(item, client_key=key) for _time in range(2))
    assert one == two
    assert Commitment.objects.count() == 1


def test_free_item_ends_in_no_commitment(item):
    with pytest.raises(FailedCheck):
        an_outcome(a_free_item(item.segment))


def test_chased_at_48_hours_dropped_at_14_days_each_told_once(item):
    outcome = an_outcome(item)
    told = Notification.objects.filter(kind="dialogue.commitment_waiting")
    for hours, expected in ((47, 0), (49, 1), (60, 1)):
        send_due(on=timezone.now() + timedelta(hours=hours))
        assert bool(told.count()) == bool(expected)
    people = set(told.values_list("person__username", flat=True))
    assert people == {"signatory.xnd", "officer.xnd"}
    assert told.count() == 2
    send_due(on=timezone.now() + timedelta(days=15))
    outcome.refresh_from_db()
    assert outcome.status == "dropped"
    dropped = Notification.objects.filter(kind="dialogue.commitment_dropped")
    first = dropped.count()
    send_due(on=timezone.now() + timedelta(days=16))
    assert first == dropped.count() > 2


def test_refused_yes_leaves_nothing_behind(item):
    outcome = ACTS["give"](an_outcome(item), by=acting_as("signatory.xnd"))
    Match.objects.update(status="lapsed", ended_at=timezone.now())
    with pytest.raises(WrongStatus):
        ACTS["confirm"](outcome, by=acting_as("authoriser.xtv"))
    outcome.refresh_from_db()
    assert (outcome.status, Pledge.objects.count()) == ("given", 0)


# --- the live desk ----------------------------------------------------------------------------------------------


def desk(item) -> str:
    return reverse("live_desk", args=[item.segment.session.reference])


def form_words(item, **words) -> dict:
    giver = Body.objects.get(mailbox="agency.xnd@example.org")
    due_on = timezone.localdate() + timedelta(days=60)
    given = {"client_key": str(uuid.uuid4()), "item": item.key, "kind": "pledge", "giver": giver.pk, "receiver": ""}
    return given | {"what": "Two trainers come in May.", "due_on": due_on.isoformat()} | words


def test_outcome_by_script_is_answered_201_and_is_one_however_often_it_is_sent(item):
    client, words = sign_in("curator"), form_words(item)
    for _time in range(2):
        assert client.post(desk(item), words, headers={"Accept": "application/json"}).status_code == 201
    assert Commitment.objects.get().what == "Two trainers come in May."


def test_plain_form_works_and_says_beside_the_field_what_is_missing(item):
    client = sign_in("curator")
    assert client.post(desk(item), form_words(item)).status_code == 302
    answer = client.post(desk(item), form_words(item, what="", due_on="2020-01-01"))
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["what"]
    late = client.post(desk(item), form_words(item, due_on="2020-01-01"))
    assert list(late.context["form"].errors) == ["due_on"]


def test_desk_shows_now_next_and_how_far_over(item):
    other = a_free_item(item.segment, minutes=5)
    client = sign_in("curator")
    begin = reverse("day_act", args=[item.segment.session.reference, item.key, "begin"])
    assert client.post(begin).status_code == 302
    type(item).objects.filter(pk=item.pk).update(begun_at=timezone.now() - timedelta(minutes=50))
    context = client.get(desk(item)).context
    (running,) = context["running"]
    assert (running.line.item, running.over, running.lamp_open) == (item, 5, True)
    assert context["next"].line.item == other
    client.post(reverse("day_act", args=[item.segment.session.reference, other.key, "begin"]))
    item.refresh_from_db()
    assert item.ended_at is not None


def test_lamp_is_closed_where_the_ledger_does_not_show_the_item_to_everybody(item):
    segment = a_segment(item.segment.session, room="B")
    quiet = a_need_item(segment, an_open_statement("authoriser.xkr", "quiet"), "states")
    unnamed = a_free_item(a_segment(item.segment.session, room="C", kind="non_attributable"))
    rows = sign_in("curator").get(desk(item)).context["rows"]
    lamps = {one.line.item.pk: (one.lamp_open, one.without_names) for one in rows}
    assert lamps == {item.pk: (True, False), quiet.pk: (False, False), unnamed.pk: (False, True)}


def test_progress_of_a_session_counts_what_was_kept_and_shows_its_words(item):
    session = item.segment.session
    confirmed(an_outcome(item))
    Pledge.objects.update(amount=5000, currency="USD")
    match = an_active_match(an_open_statement())
    second = services.add_item(item.segment, by=acting_as("curator"), kind="match", pk=match.pk)
    due = confirmed(an_outcome(second, kind="report", what="A report on the circuits.")).due
    write_report(due, by=acting_as("signatory.xnd"), words=REPORT, edit_no=0)
    assert session_progress(acting_as("authoriser.xtv"), session)["kept"] == 0
    submit_report(due, by=acting_as("signatory.xnd"), edit_no=1, make_public=False)
    state = session_progress(acting_as("authoriser.xtv"), session)
    assert (state["promised"], state["kept"]) == (2, 1)
    assert state["sums"] == [{"currency": "USD", "pledged": 5000, "delivered": 0}]
    assert sum(row["value"] for row in state["bars"]) == 2
    address = reverse("session_progress", args=[session.reference])
    assert REPORT["delivered"] in sign_in("authoriser.xtv").get(address).content.decode()
    public = Client().get(address)
    assert public.context["progress"]["promised"] == 2
    assert public.context["progress"]["sums"] == []  # the match behind the pledge is not public
    assert REPORT["delivered"] not in public.content.decode()
    told = sign_in("authoriser.xtv").get(f"/api/v1/sessions/{session.reference}/progress/").json()
    assert (told["kept"], [one["report"] for one in told["commitments"] if one["report"]]) == (1, [due.reference])


def test_progress_of_a_session_shows_nobody_what_is_not_theirs(item):
    confirmed(an_outcome(item), public=False)
    session = item.segment.session
    for acting in (ANONYMOUS, acting_as("authoriser.xkr"), acting_as("fund")):
        assert session_progress(acting, session)["rows"] == []
    assert session_progress(acting_as("ministry.xtv"), session)["promised"] == 1
