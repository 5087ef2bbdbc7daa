"""Deputies: named, agreed, standing in, ended; what they do stands under their own name and says on whose behalf."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consent.presets import PRESETS
from followup.services import send_reminders
from lifecycle.selectors import history_of
from notifications.models import Notification, OutboxMessage
from notifications.words import words_of
from requests_app import services as statements
from requests_app.selectors import version_for_writing
from states import services
from states.cast import acting_as
from states.models import Body, Deputy, Mandate
from states.selectors import acting_in, vacant_posts
from tests.cast import a_draft, an_open_statement, sign_in
from tests.factories.followup import an_active_match, the_due
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WEEK = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=7)}


@pytest.fixture
def mission(cast):
    return Body.objects.get(kind="mission", state__iso3="XTV")


def the_mandate(username: str) -> Mandate:
    return Mandate.objects.select_related("body__state", "user").get(user__username=username, is_deputy=False)


def named(post: str, deputy: str, by: str | None = None, **change) -> Deputy:
    held = the_mandate(post)
    words = {"post": held, "deputy": the_mandate(deputy)} | WEEK | change
    return services.name_deputy(held.body, by=acting_in(the_mandate(by or post), proven=True), **words)


def test_a_deputy_acts_in_its_own_name_and_the_record_says_for_whom(mission):
    statement = a_draft("drafter.xtv")
    deputy = named("authoriser.xtv", "drafter.xtv")
    acting = acting_in(deputy.mandate, proven=True)
    edit_no = version_for_writing(statement).edit_no
    statements.submit_statement(statement, by=acting, lines=PRESETS["quiet"].lines, edit_no=edit_no)
    record = history_of(statement).filter(transition="submit").get()
    assert record.actor_id == the_mandate("drafter.xtv").user_id
    assert record.capacity_label == "Deputy for: Authoriser, Permanent Mission of Talava"
    assert record.facts["stands_in_for"] == the_mandate("authoriser.xtv").pk


def test_a_deputy_acts_only_on_its_days(mission):
    later = {"starts_on": TODAY + timedelta(days=3), "ends_on": TODAY + timedelta(days=5)}
    deputy = named("authoriser.xtv", "drafter.xtv", **later)
    live = Mandate.objects.filter(pk=deputy.mandate_id)
    days = [live.live(TODAY + timedelta(days=n)).exists() for n in (0, 2, 3, 4, 5)]
    assert days == [False, False, True, True, False]


def test_somebody_of_another_office_waits_for_a_yes_unless_the_head_names(mission):
    asked = named("drafter.xtv", "nmirf.xtv")
    assert asked.agreed_at is None
    assert not Mandate.objects.filter(is_deputy=True).exists()
    told = Notification.objects.filter(kind="states.deputy_asked").values_list("person__username", flat=True)
    assert set(told) == {"authoriser.xtv"}
    with pytest.raises(NotPermitted):
        services.agree_to_deputy(asked, by=acting_as("authoriser.xkr"))
    with pytest.raises(ProofNeeded):
        services.agree_to_deputy(asked, by=acting_as("authoriser.xtv", proven=False))
    agreed = services.agree_to_deputy(asked, by=acting_as("authoriser.xtv"))
    assert Mandate.objects.live().get(pk=agreed.mandate_id).role == "drafter"
    with pytest.raises(Conflict):
        services.agree_to_deputy(asked, by=acting_in(the_mandate("authoriser.xtv"), proven=True))
    assert named("authoriser.xtv", "ministry.xtv").agreed_at is not None


def test_a_lower_role_gains_nothing_without_the_head(mission):
    Mandate.objects.create(user=the_mandate("ministry.xtv").user, body=mission, role="contributor")
    junior = Mandate.objects.get(body=mission, role="contributor")
    held = the_mandate("drafter.xtv")
    asked = services.name_deputy(mission, post=held, deputy=junior, by=acting_in(held, proven=True), **WEEK)
    assert asked.agreed_at is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_on": TODAY - timedelta(days=1)}, "starts_on"),
        ({"ends_on": TODAY}, "ends_on"),
        ({"ends_on": TODAY + timedelta(days=300)}, "ends_on"),
    ],
)
def test_bad_days_are_refused(mission, change, field):
    with pytest.raises(FailedCheck) as refusal:
        named("authoriser.xtv", "drafter.xtv", **change)
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize("who", ["authoriser.xtv", "authoriser.xkr", "officer.xnd", "curator", "cso.xtv"])
def test_only_somebody_near_the_office_stands_in(mission, who):
    with pytest.raises(FailedCheck) as refusal:
        named("authoriser.xtv", who)
    assert list(refusal.value.message_dict) == ["deputy"]


def test_two_do_not_stand_in_on_the_same_day(mission):
    named("authoriser.xtv", "drafter.xtv")
    with pytest.raises(FailedCheck) as refusal:
        named("authoriser.xtv", "ministry.xtv")
    assert list(refusal.value.message_dict) == ["starts_on"]


def test_a_deputy_changes_nothing_about_who_holds_a_post(mission):
    acting = acting_in(named("authoriser.xtv", "drafter.xtv").mandate, proven=True)
    days = {"post": the_mandate("authoriser.xtv"), "deputy": the_mandate("ministry.xtv")} | WEEK
    with pytest.raises(NotPermitted):
        services.name_deputy(mission, by=acting, **days)
    with pytest.raises(NotPermitted):
        services.invite(mission, email="x@example.org", role="authoriser", by=acting)
    with pytest.raises(NotPermitted):
        services.end_mandate_of_colleague(the_mandate("authoriser.xtv"), by=acting)
    with pytest.raises(NotPermitted):
        services.hand_over(mission, successor=the_mandate("drafter.xtv"), leaves=False, note="", by=acting)
    kinds = {"statement_kinds": ["mission"], "report_kinds": ["mission"]}
    with pytest.raises(NotPermitted):
        services.set_authority(mission.state, by=acting, second_person=False, **kinds)


def test_it_ends_with_the_post_with_the_person_and_by_a_word(mission):
    by = acting_as("authoriser.xtv")
    first = named("authoriser.xtv", "drafter.xtv")
    services.end_mandate_of_colleague(the_mandate("drafter.xtv"), by=by)
    assert not Mandate.objects.live().filter(pk=first.mandate_id).exists()
    second = named("authoriser.xtv", "ministry.xtv")
    with pytest.raises(NotPermitted):
        services.end_deputy(second, by=acting_as("authoriser.xkr"))
    services.end_deputy(second, by=acting_in(the_mandate("ministry.xtv")))
    assert not Mandate.objects.live().filter(pk=second.mandate_id).exists()
    third = named("authoriser.xtv", "nmirf.xtv")
    services.end_mandate(the_mandate("authoriser.xtv"), by=acting_as("curator"))
    assert not Mandate.objects.live().filter(pk=third.mandate_id).exists()


def test_a_curator_names_for_a_vacant_post_and_the_state_says_yes(mission):
    ministry = Body.objects.get(kind="ministry", state__iso3="XTV")
    assert ministry.pk in {post.body.pk for post in vacant_posts()}
    browser = sign_in("curator")
    page = browser.get(reverse("body_deputy", args=[ministry.pk]))
    people = {label.split(",")[0] for _pk, label in page.context["form"].fields["deputy"].choices}
    assert people == {"authoriser.xtv", "drafter.xtv", "ministry.xtv", "nmirf.xtv"}
    form = {"deputy": the_mandate("authoriser.xtv").pk} | WEEK
    assert browser.post(reverse("body_deputy", args=[ministry.pk]), form).status_code == 302
    asked = Deputy.objects.get()
    assert (asked.agreed_at, asked.role, asked.post) == (None, "authoriser", None)
    state = sign_in("authoriser.xtv")
    assert "Authoriser, Ministry of Justice of Talava" in state.get(reverse("desk")).content.decode()
    assert state.post(reverse("deputy_act", args=[asked.pk, "agree"])).status_code == 302
    assert ministry.pk not in {post.body.pk for post in vacant_posts()}
    assert browser.get(reverse("body_deputy", args=[mission.pk])).status_code == 404  # somebody heads it


def test_reminders_reach_the_deputy_and_stop_with_it(mission):
    match = an_active_match(an_open_statement())
    due = the_due(match)
    deputy = named("drafter.xtv", "ministry.xtv", by="authoriser.xtv")
    send_reminders(on=due.due_on - timedelta(days=30))
    told = Notification.objects.filter(kind__startswith="followup.", person__username="ministry.xtv")
    assert told.count() == 1
    services.end_deputy(deputy, by=acting_as("authoriser.xtv"))
    send_reminders(on=due.due_on - timedelta(days=7))
    assert told.count() == 1


def test_the_desk_leads_the_deputy_there(mission):
    deputy = named("authoriser.xtv", "drafter.xtv")
    browser = sign_in("drafter.xtv")
    page = browser.get(reverse("desk")).content.decode()
    assert "Deputy for: Authoriser, Permanent Mission of Talava" in page
    browser.post(reverse("mandate_switch"), {"mandate": deputy.mandate_id})
    assert browser.get(reverse("desk")).context["acting"].capacity_id == deputy.mandate_id
    told = Notification.objects.filter(kind="states.deputy_stands").values_list("person__username", flat=True)
    assert set(told) == {"drafter.xtv", "authoriser.xtv"}


def test_the_form_names_and_tells_faults_beside_the_field(mission):
    browser = sign_in("authoriser.xtv")
    form = {"post": the_mandate("authoriser.xtv").pk, "deputy": the_mandate("drafter.xtv").pk} | WEEK
    bad = browser.post(reverse("deputy_name"), form | {"ends_on": TODAY})
    assert (bad.status_code, list(bad.context["form"].errors)) == (400, ["ends_on"])
    assert browser.post(reverse("deputy_name"), form | {"deputy": "x"}).status_code == 400
    assert browser.post(reverse("deputy_name"), form)["Location"] == reverse("office")
    office = browser.get(reverse("office")).content.decode()
    assert "drafter.xtv" in office.split('id="deputies"')[1]
    assert sign_in("admin").get(reverse("deputy_name")).status_code == 200


def test_the_api_names_agrees_and_ends(mission):
    drafter, head = sign_in("drafter.xtv"), sign_in("authoriser.xtv")
    people = {one["person"]: one["id"] for one in drafter.get("/api/v1/deputies/candidates/").json()}
    days = {name: day.isoformat() for name, day in WEEK.items()}
    words = days | {"deputy": people["nmirf.xtv"]}
    made = drafter.post("/api/v1/deputies/", words, content_type="application/json")
    assert (made.status_code, made.json()["agreed"], made.json()["actions"]) == (201, False, ["end"])
    for change, field in (({"extra": 1}, "extra"), ({"deputy": 2**52}, "deputy"), ({"post": 2**52}, "post")):
        bad = drafter.post("/api/v1/deputies/", words | change, content_type="application/json")
        assert (bad.status_code, list(bad.json())) == (400, [field])
    address = f"/api/v1/deputies/{made.json()['id']}/"
    assert sign_in("authoriser.xkr").get(address).status_code == 404
    assert Client().get("/api/v1/deputies/").json()["results"] == []
    agreed = head.post(address + "agree/", content_type="application/json")
    assert (agreed.status_code, agreed.json()["agreed"]) == (200, True)
    assert head.post(address + "end/", content_type="application/json").status_code == 200
    assert head.get(address).status_code == 404


def test_mails_say_who_stands_in_from_when_to_when(mission):
    named("drafter.xtv", "nmirf.xtv")
    named("authoriser.xtv", "drafter.xtv")
    rows = OutboxMessage.objects.filter(kind__startswith="states.deputy").select_related("person")
    mails = {(one.kind, one.person.username): words_of(one) for one in rows}
    asked = mails["states.deputy_asked", "authoriser.xtv"]
    assert asked["subject"] == "A deputy for Permanent Mission of Talava waits for your yes"
    assert "nmirf.xtv stands in as Drafter of Permanent Mission of Talava" in asked["body"]
    assert "You stand in as Authoriser" in mails["states.deputy_stands", "drafter.xtv"]["body"]
    assert "drafter.xtv stands in for you as Authoriser" in mails["states.deputy_stands", "authoriser.xtv"]["body"]


def test_a_second_person_stays_a_second_person(mission):
    """Where the State asks for two, whoever wrote last does not submit as somebody's deputy either."""
    type(mission.state).objects.filter(pk=mission.state_id).update(second_person=True)
    statement = a_draft("drafter.xtv")
    acting = acting_in(named("authoriser.xtv", "drafter.xtv").mandate, proven=True)
    edit_no = version_for_writing(statement).edit_no
    with pytest.raises(NotPermitted):
        statements.submit_statement(statement, by=acting, lines=PRESETS["quiet"].lines, edit_no=edit_no)
