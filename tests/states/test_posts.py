"""Posts: invitations by a one-time link, mandates that end, signed handovers, vacant posts, verified offices."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lifecycle.selectors import history_of
from notifications.models import SIGN_IN_MAIL, OutboxMessage
from states import services
from states.cast import acting_as
from states.models import Body, Invitation, Mandate
from states.selectors import vacant_posts
from tests.cast import sign_in
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough sentence"
PERSON = {"first_name": "Ada", "last_name": "Example", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def mission(cast):
    return Body.objects.get(kind="mission", state__iso3="XTV")


def invited(mission, email: str = "next@example.org", role: str = "drafter", by: str = "authoriser.xtv") -> Invitation:
    return services.invite(mission, email=email, role=role, by=acting_as(by))


def link_of(invitation: Invitation) -> str:
    return reverse("invitation", args=[invitation.token])


def test_an_invited_person_sets_a_password_and_acts(mission):
    browser = sign_in("authoriser.xtv")
    form = {"email": "Next@example.org", "role": "drafter", "starts_on": timezone.localdate()}
    assert browser.post(reverse("invite"), form).status_code == 302
    mail = OutboxMessage.objects.get(key__startswith="invitation:")
    assert (mail.kind, mail.ready["to"]) == (SIGN_IN_MAIL, ["next@example.org"])
    link = re.search(r"/accounts/invitation/\S+", mail.ready["body"])[0]
    new = Client()
    assert new.get(link).status_code == 200
    assert new.post(link, PERSON).headers["Location"] == reverse("desk")
    page = new.get(reverse("office"))
    assert page.context["acting"].capacity_label == "Drafter, Permanent Mission of Talava"
    assert get_user_model().objects.get(email="next@example.org").check_password(PASSWORD)
    assert Client().get(link).status_code == 404  # it works once
    names = [record.transition for record in history_of(mission)]
    assert names[-3:] == ["invite", "give_mandate", "accept_invitation"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"again": "another long sentence"}, "again"),
        ({"password": "short", "again": "short"}, "password"),
        ({"first_name": "a\x07b"}, "first_name"),
        ({"last_name": ""}, "last_name"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_leaves_nothing(mission, change, field):
    invitation = invited(mission)
    answer = Client().post(link_of(invitation), PERSON | change)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert not get_user_model().objects.filter(email="next@example.org").exists()
    assert Invitation.objects.waiting().count() == 1


def test_somebody_with_an_account_signs_in_and_accepts(mission):
    invitation = invited(mission, email="ministry.xtv@example.org", role="authoriser")
    assert Client().post(link_of(invitation), PERSON).status_code == 400
    assert sign_in("drafter.xtv").post(link_of(invitation)).status_code == 400
    browser = sign_in("ministry.xtv")
    before = browser.session.session_key
    assert browser.post(link_of(invitation)).status_code == 302
    assert browser.session.session_key != before
    assert Mandate.objects.live().filter(user__username="ministry.xtv", body=mission, role="authoriser").exists()


def test_a_withdrawn_invitation_is_neither_sent_nor_open(mission):
    invitation = invited(mission)
    services.withdraw_invitation(invitation, by=acting_as("authoriser.xtv"))
    assert OutboxMessage.objects.get(key=f"invitation:{invitation.pk}").status == "cancelled"
    assert Client().get(link_of(invitation)).status_code == 404
    with pytest.raises(Conflict):
        services.withdraw_invitation(invitation, by=acting_as("authoriser.xtv"))
    assert invited(mission).pk != invitation.pk


def test_an_old_link_is_dead_and_a_new_one_can_be_sent(mission):
    invitation = invited(mission)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link_of(invitation)).status_code == 404
    assert invited(mission).pk != invitation.pk


@pytest.mark.parametrize("token", ["x", "~", "abc~def", "%F0%9F%98%80", "a" * 500])
def test_a_guessed_link_is_a_404(cast, token):
    assert Client().get(f"/accounts/invitation/{token}/").status_code == 404


@pytest.mark.parametrize("who", ["drafter.xtv", "nmirf.xtv", "authoriser.xkr", "signatory.xnd", "moderator", "cso.xtv"])
def test_only_the_head_of_the_office_invites(mission, who):
    with pytest.raises(NotPermitted):
        invited(mission, by=who)


def test_inviting_needs_a_fresh_proof_and_sensible_words(mission):
    with pytest.raises(ProofNeeded):
        services.invite(mission, email="a@example.org", role="drafter", by=acting_as("authoriser.xtv", proven=False))
    for words in ({"role": "curator"}, {"email": "drafter.xtv@example.org"}, {"email": "no address"}):
        with pytest.raises(ValidationError) as refusal:
            invited(mission, **words)
        assert set(refusal.value.message_dict) == set(words)
    invited(mission)
    with pytest.raises(ValidationError, match="waits already"):
        invited(mission)


def test_curators_invite_the_first_head_of_a_verified_office_only(cast):
    body = Body.objects.create(kind="fund", name="A new fund")
    with pytest.raises(NotPermitted):
        invited(body, role="signatory", by="curator")
    with pytest.raises(FailedCheck):
        services.verify_body(body, by=acting_as("curator"), note=" ")
    browser = sign_in("curator")
    assert browser.post(reverse("body_verify", args=[body.pk]), {"note": "Letter of its board."}).status_code == 302
    form = {"email": "head@example.org", "role": "signatory", "starts_on": timezone.localdate()}
    assert browser.post(reverse("body_invite", args=[body.pk]), form).headers["Location"] == reverse("body_list")
    assert history_of(Body.objects.get(pk=body.pk)).filter(transition="verify").get().note == "Letter of its board."
    with pytest.raises(Conflict):
        services.verify_body(Body.objects.get(pk=body.pk), by=acting_as("curator"), note="Again.")


def test_a_mandate_ended_by_the_head_stops_at_the_next_request_under_a_new_key(mission):
    drafter = sign_in("drafter.xtv")
    assert drafter.get(reverse("office")).status_code == 200
    key = drafter.session.session_key
    ended = Mandate.objects.get(user__username="drafter.xtv")
    assert sign_in("authoriser.xtv").post(reverse("mandate_end", args=[ended.pk])).status_code == 302
    assert drafter.get(reverse("office")).status_code == 403
    assert drafter.session.session_key != key
    with pytest.raises(Conflict):
        services.end_mandate_of_colleague(ended, by=acting_as("authoriser.xtv"))


def test_handover_is_signed_recorded_and_the_office_goes_on(mission):
    successor = Mandate.objects.get(user__username="drafter.xtv")
    words = {"successor": successor.pk, "leaves": "on", "note": "Two reports are due in May."}
    browser = sign_in("authoriser.xtv")
    assert browser.post(reverse("hand_over"), words).status_code == 302
    heads = Mandate.objects.live().filter(body=mission, role="authoriser").values_list("user__username", flat=True)
    assert list(heads) == ["drafter.xtv"]
    record = history_of(mission).get(transition="hand_over")
    assert (record.note, record.facts["leaves"]) == ("Two reports are due in May.", True)
    assert browser.get(reverse("office")).status_code == 403


def test_handover_needs_proof_and_a_colleague(mission):
    successor, stranger = (Mandate.objects.get(user__username=name) for name in ("drafter.xtv", "ministry.xtv"))
    how = {"leaves": False, "note": ""}
    with pytest.raises(ProofNeeded):
        services.hand_over(mission, successor=successor, by=acting_as("authoriser.xtv", proven=False), **how)
    with pytest.raises(FailedCheck):
        services.hand_over(mission, successor=stranger, by=acting_as("authoriser.xtv"), **how)
    with pytest.raises(NotPermitted):
        services.hand_over(mission, successor=successor, by=acting_as("drafter.xtv"), **how)


def why(mission) -> list[str]:
    return [post.why for post in vacant_posts([mission.pk])]


def test_vacant_posts_are_found_and_why(mission):
    head = get_user_model().objects.get(username="authoriser.xtv")
    assert why(mission) == []
    head.last_login = timezone.now() - timedelta(days=91)
    head.save()
    assert why(mission) == ["Who heads it was not here for 90 days"]
    OutboxMessage.objects.create(key="bounced", kind="x.y", person=head, status="failed")
    assert why(mission) == ["Mails to who heads it come back"]
    OutboxMessage.objects.create(key="went", kind="x.y", person=head, status="sent", sent_at=timezone.now())
    assert why(mission) == ["Who heads it was not here for 90 days"]
    Mandate.objects.filter(user=head).update(ends_on=timezone.localdate())
    assert why(mission) == ["Nobody heads this office"]
    assert "Permanent Mission of Talava" in sign_in("curator").get(reverse("body_list")).content.decode()
    assert "Nobody heads this office" in sign_in("drafter.xtv").get(reverse("office")).content.decode()


def test_number_of_queries_for_vacant_posts_does_not_grow(mission, django_assert_num_queries):
    for number in range(10):
        Body.objects.create(kind="fund", name=f"Fund {number}")
    with django_assert_num_queries(1):
        assert len(vacant_posts()) >= 10


def test_state_of_play_tells_a_successor_what_waits(mission):
    page = sign_in("drafter.xtv").get(reverse("state_of_play"))
    assert page.status_code == 200
    assert "authoriser.xtv" in page.content.decode()


def test_a_mail_in_trouble_goes_again_with_one_click_and_is_recorded(cast):
    mail = OutboxMessage.objects.create(key="one", kind="x.y", person=cast["drafter.xtv"], status="failed", error="550")
    browser = sign_in("curator")
    page = browser.get(reverse("mail_list"))
    assert "drafter.xtv@example.org" in page.content.decode()
    assert browser.post(reverse("mail_list"), {"mail": mail.pk, "act": "again"}).status_code == 302
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == ("queued", 0)
    assert history_of(mail).get().transition == "send_mail_again"
    with pytest.raises(Conflict):
        services.send_mail_again(mail, by=acting_as("curator"))
    with pytest.raises(NotPermitted):
        services.let_mail_go(mail, by=acting_as("moderator"))


@pytest.mark.parametrize("words", [{}, {"mail": "x", "act": "again"}, {"mail": "9" * 30, "act": "go"}, {"mail": "1"}])
def test_bad_words_about_a_mail_do_nothing(cast, words):
    assert sign_in("curator").post(reverse("mail_list"), words).status_code == 302
