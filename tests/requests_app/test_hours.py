"""The hour of writing help: asked, offered, agreed; the draft is read only while lent, and never its mailboxes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.selectors import history_of
from notifications.models import Notification
from requests_app import services
from requests_app.models import ClinicHour
from states.cast import acting_as
from states.models import Body
from tests.cast import WORDS, a_draft, sign_in
from web.errors import FailedCheck, NotPermitted, WrongStatus

pytestmark = pytest.mark.django_db


def told(name: str) -> set[str]:
    rows = Notification.objects.filter(kind=f"requests_app.{name}")
    return set(rows.values_list("person__username", flat=True))


def an_hour(helper: str = "officer.ohchr") -> ClinicHour:
    body = Body.objects.get(pk=acting_as(helper).capacity.body_id)
    wish = "How do we word the sign of success?"
    return services.ask_hour(a_draft(), by=acting_as("drafter.xtv"), helper=body, wish=wish, language="en")


def slot(days: int = 3):
    return timezone.now().replace(microsecond=0) + timedelta(days=days)


def test_hour_is_asked_offered_and_agreed(cast):
    hour, at = an_hour(), slot()
    assert told("hour_asked") == {"officer.ohchr"}
    services.offer_slots(hour, by=acting_as("officer.ohchr"), slots=[at, slot(4)])
    assert told("hour_offered") >= {"drafter.xtv", "authoriser.xtv"}
    with pytest.raises(FailedCheck):
        services.agree_slot(hour, by=acting_as("drafter.xtv"), slot=slot(9))
    done = services.agree_slot(hour, by=acting_as("drafter.xtv"), slot=at)
    assert (done.status, done.begins_at) == ("agreed", at)
    assert told("hour_agreed") == {"officer.ohchr"}


@pytest.mark.parametrize("slots", [[], [None], [slot(-1)], [slot(1), slot(2), slot(3), slot(4)]])
def test_times_are_one_to_three_and_ahead(cast, slots):
    with pytest.raises(FailedCheck):
        services.offer_slots(an_hour(), by=acting_as("officer.ohchr"), slots=slots)


def test_nobody_but_the_helper_offers_and_no_donor_can_be_asked(cast):
    with pytest.raises(NotPermitted):
        services.offer_slots(an_hour(), by=acting_as("curator"), slots=[slot()])
    with pytest.raises(FailedCheck):
        an_hour("signatory.xnd")


def test_helper_reads_the_draft_only_while_it_is_lent_and_never_its_mailbox(cast):
    hour = an_hour()
    helper, state = sign_in("officer.ohchr"), sign_in("authoriser.xtv")
    url = reverse("clinic_hour", args=[hour.reference])
    lend, take_back = (reverse("clinic_hour_act", args=[hour.reference, act]) for act in ("lend", "take_back"))
    assert WORDS["title"] not in helper.get(url).content.decode()
    assert sign_in("drafter.xtv").post(lend).status_code == 403
    assert state.post(lend).status_code == 302
    page = helper.get(url).content.decode()
    assert WORDS["title"] in page
    assert WORDS["contact_mailbox"] not in page
    assert helper.get(reverse("statement", args=[hour.statement.subject.slug])).status_code == 404
    assert state.post(take_back).status_code == 302
    assert WORDS["title"] not in helper.get(url).content.decode()
    acts = list(history_of(hour.statement).values_list("transition", flat=True))
    assert acts[-2:] == ["lend", "take_back"]


def test_end_of_the_hour_takes_the_draft_back(cast):
    hour = an_hour()
    services.lend_draft(hour, by=acting_as("authoriser.xtv"), lend=True)
    services.cancel_hour(hour, by=acting_as("drafter.xtv"))
    assert ClinicHour.objects.get().lent_at is None
    with pytest.raises(FailedCheck):
        services.lend_draft(hour, by=acting_as("authoriser.xtv"), lend=True)
    with pytest.raises(WrongStatus):
        services.decline_hour(hour, by=acting_as("officer.ohchr"), note="Too late.")


def test_pages_of_both_sides(cast):
    draft, helper = a_draft(), Body.objects.get(pk=acting_as("officer.ohchr").capacity.body_id)
    state, other = sign_in("drafter.xtv"), sign_in("officer.ohchr")
    ask = reverse("clinic_ask", args=[draft.subject.slug])
    words = {"helper": helper.pk, "wish": "How do we word it?", "language": "en"}
    assert state.post(ask, words | {"wish": ""}).status_code == 400
    url = state.post(ask, words)["Location"]
    assert b"How do we word it?" in other.get(url).content
    assert url.encode() in other.get("/desk/").content
    assert other.post(url, {"slot_1": "2020-01-01T10:00"}).status_code == 400
    assert other.post(url, {"slot_1": f"{slot():%Y-%m-%dT%H:%M}"}).status_code == 302
    hour = ClinicHour.objects.get()
    chosen = {"slot": hour.slots[0].isoformat()}
    assert chosen["slot"].encode() in state.get(url).content
    assert state.post(reverse("clinic_hour_act", args=[hour.reference, "agree"]), chosen).status_code == 302
    assert sign_in("authoriser.xkr").get(url).status_code == 404
