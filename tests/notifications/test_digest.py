"""One mail a day at most gathers what may wait; what is urgent comes at once; each line is asked again at sending."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import transaction

from notifications import delivery, notice
from notifications.models import Notification, OutboxMessage
from notifications.notice import Notice
from notifications.outbox import enqueue, gather
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
KIND = "requests_app.statement_submitted"
TODAY = date(2027, 3, 1)


@pytest.fixture
def gentle(told, monkeypatch):
    """The notice of the things, as one that may wait; `gone` are the things that are no longer right to tell."""
    known, told.gone, told.broken = notice.REGISTRY[KIND], set(), set()

    def words(number, person):
        if number in told.broken:
            raise ZeroDivisionError
        return known.context(told, person) | {"statement": {"subject": {"slug": "s"}, "reference": f"XTV-{number}"}}

    kind = Notice(KIND, lambda pk: pk, lambda number, person: number not in told.gone, words, may_wait=True)
    monkeypatch.setitem(notice.REGISTRY, KIND, kind)
    return told


def a_person(rhythm: str = "daily", name: str = "maria"):
    fields = {"email": f"{name}@example.org", "mail_rhythm": rhythm}
    return get_user_model().objects.create(username=name, **fields)


def tell(*people, number: int = 1) -> int:
    ids = [person.pk for person in people]
    with transaction.atomic():
        return enqueue(KIND, event=f"event {number}", people=ids, object_id=number)


def mails() -> int:
    return OutboxMessage.objects.count()


def test_what_may_wait_waits_and_is_gathered_into_one_mail(gentle, sink):
    person = a_person()
    assert [tell(person, number=number) for number in (1, 2, 3)] == [1, 1, 1]
    assert mails() == 0
    assert gather(on=TODAY) == 1
    delivery.sweep()
    assert [line["subject"] for line in sink.received()] == ["3 messages for you"]
    assert OutboxMessage.objects.get().lines.count() == 3


def test_one_line_alone_keeps_its_own_subject(gentle, sink):
    tell(a_person())
    gather()
    delivery.sweep()
    assert "XTV-1" in sink.received()[0]["subject"]


def test_one_mail_a_day_and_the_rest_tomorrow(gentle):
    person = a_person()
    tell(person)
    assert gather(on=TODAY) == 1
    tell(person, number=2)
    assert gather(on=TODAY) == 0
    assert gather(on=TODAY + timedelta(days=1)) == 1
    assert gather(on=TODAY + timedelta(days=2)) == 0


@pytest.mark.parametrize(
    ("rhythm", "days"), [("daily", [0, 1, 2, 3, 4, 5, 6, 7]), ("weekly", [0, 7]), ("desk", []), ("at_once", [])]
)
def test_each_rhythm(gentle, rhythm, days):
    person, gathered = a_person(rhythm), []
    for number in range(8):
        tell(person, number=number)
        if gather(on=TODAY + timedelta(days=number)):
            gathered.append(number)
    assert gathered == days
    assert mails() == (8 if rhythm == "at_once" else len(days))


@pytest.mark.parametrize("rhythm", ["at_once", "daily", "weekly", "desk"])
def test_what_binds_comes_at_once_whatever_the_rhythm(told, rhythm):
    tell(a_person(rhythm))
    assert mails() == 1


def test_a_line_that_is_no_longer_right_is_left_out_and_none_makes_no_mail(gentle, sink):
    person = a_person()
    for number in (1, 2):
        tell(person, number=number)
    gather(on=TODAY)
    gentle.gone = {1}
    delivery.sweep()
    assert "XTV-2" in sink.received()[0]["subject"]
    tell(person, number=3)
    gather(on=TODAY + timedelta(days=1))
    gentle.gone = {3}
    assert delivery.sweep() == {"cancelled": 1}


def test_a_broken_line_waits_for_the_next_mail_and_holds_up_nobody(gentle, sink):
    person = a_person()
    for number in (1, 2):
        tell(person, number=number)
    gather(on=TODAY)
    gentle.broken = {1}
    assert delivery.sweep() == {"sent": 1}
    assert "XTV-2" in sink.received()[0]["subject"]
    gentle.broken = set()
    assert gather(on=TODAY + timedelta(days=1)) == 1
    delivery.sweep()
    assert "XTV-1" in sink.received()[1]["subject"]


def test_a_thing_told_twice_is_one_line(gentle, sink):
    person = a_person()
    tell(person)
    with transaction.atomic():
        enqueue(KIND, event="the same again", people=[person.pk], object_id=1)
    gather()
    delivery.sweep()
    assert "XTV-1" in sink.received()[0]["subject"]


def test_somebody_who_left_gets_nothing(gentle):
    person = a_person()
    tell(person)
    get_user_model().objects.update(is_active=False)
    assert gather() == 0


def test_every_mail_says_why_it_came_and_how_to_change_it(gentle, settings):
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    person = a_person()
    tell(person)
    tell(person, number=2)
    gather()
    mail.outbox.clear()
    delivery.sweep()
    (words,) = [one.body for one in mail.outbox]
    assert words.count("/accounts/mails/") == 1
    assert "an office that you act for" in words


def test_page_changes_rhythm_and_language(cast):
    browser, user = sign_in("drafter.xtv"), cast["drafter.xtv"]
    waiting = Notification.objects.create(event="one", person=user, kind=KIND, object_id=1, waits=True)
    assert browser.get("/accounts/mails/").status_code == 200
    assert browser.post("/accounts/mails/", {"mail_rhythm": "desk", "language": "ar"}).status_code == 302
    user.refresh_from_db()
    waiting.refresh_from_db()
    assert (user.mail_rhythm, user.language, waiting.waits) == ("desk", "ar", False)


@pytest.mark.parametrize("words", [{"mail_rhythm": "hourly", "language": "en"}, {"mail_rhythm": "daily"}, {}])
def test_page_says_beside_the_field_what_is_wrong(cast, words):
    answer = sign_in("drafter.xtv").post("/accounts/mails/", words)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) <= {"mail_rhythm", "language"}
