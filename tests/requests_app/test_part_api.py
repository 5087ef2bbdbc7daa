"""Single parts, pages lent to an office, and hours of writing help, through the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from requests_app.models import ClinicHour
from requests_app.selectors import version_for_writing
from states.models import Body
from tests.cast import a_draft, an_open_statement, sign_in

pytestmark = pytest.mark.django_db
PART = {"support_type": "training", "institution": "Bar association", "budget_band": "unknown", "success_sign": "Two"}


@pytest.fixture
def draft(cast):
    return a_draft()


def url_of(statement, more: str = "") -> str:
    return f"/api/v1/statements/{statement.subject.slug}/{more}"


def post(client, url, words=None):
    return client.post(url, words or {}, "application/json")


def numbers(answer) -> list[int]:
    return [part["number"] for part in answer.json()]


def test_part_is_added_changed_moved_and_removed(draft):
    client = sign_in("drafter.xtv")
    added = post(client, url_of(draft, "parts/"), PART)
    assert (added.status_code, numbers(added)) == (201, [1, 2])
    second = added.json()[1]
    change = {"institution": "Legal aid office", "seen": second["seen"]}
    changed = client.patch(url_of(draft, "parts/2/"), change, "application/json")
    assert changed.json()[1]["institution"] == "Legal aid office"
    assert changed.json()[1]["support_type"] == "training"
    assert client.patch(url_of(draft, "parts/2/"), change, "application/json").status_code == 409
    assert numbers(post(client, url_of(draft, "parts/2/up/"))) == [2, 1]
    assert numbers(post(client, url_of(draft, "parts/1/remove/"))) == [2]
    assert post(client, url_of(draft, "parts/2/remove/")).status_code == 400
    assert version_for_writing(draft).need_versions.get().need.number == 2


def test_part_asks_the_same_rights_as_its_page(draft):
    opened = an_open_statement()
    assert sign_in("ministry.xtv").get(url_of(draft, "parts/")).status_code == 403
    assert sign_in("authoriser.xkr").get(url_of(draft, "parts/")).status_code == 404
    assert sign_in("drafter.xtv").get(url_of(opened, "parts/")).status_code == 404
    assert sign_in("officer.xnd").get(f"/api/v1/statements/{opened.reference}/parts/").status_code == 403
    refused = post(sign_in("drafter.xtv"), url_of(draft, "parts/"), PART | {"number": 3})
    assert (refused.status_code, list(refused.json())) == (400, ["number"])
    for _time in range(7):
        post(sign_in("drafter.xtv"), url_of(draft, "parts/"), PART)
    assert post(sign_in("drafter.xtv"), url_of(draft, "parts/"), PART).status_code == 400


def test_page_is_lent_to_an_office_of_the_state_and_closed_again(draft):
    client, ministry = sign_in("drafter.xtv"), Body.objects.get(mailbox="ministry.xtv@example.org")
    lent = post(client, url_of(draft, "helpers/"), {"body": ministry.pk, "sections": ["parts"]})
    assert lent.status_code == 200, lent.json()
    assert [one["body"] for one in lent.json()] == [ministry.name]
    helper = sign_in("ministry.xtv")
    seen = helper.get(url_of(draft, "parts/")).json()[0]["seen"]
    words = {"institution": "Ministry", "seen": seen}
    assert helper.patch(url_of(draft, "parts/1/"), words, "application/json").status_code == 200
    assert helper.patch(url_of(draft), {"title": "Mine", "edit_no": 2}, "application/json").status_code == 403
    assert post(client, url_of(draft, "helpers/"), {"body": ministry.pk, "sections": []}).json() == []
    assert helper.get(url_of(draft, "parts/")).status_code == 403
    other = Body.objects.get(mailbox="mission.xkr@example.org")
    assert post(client, url_of(draft, "helpers/"), {"body": other.pk, "sections": ["parts"]}).status_code == 400
    assert post(helper, url_of(draft, "helpers/"), {"body": ministry.pk, "sections": []}).status_code == 403


def test_hour_goes_from_the_question_to_the_draft_lent(draft):
    state, helper = sign_in("authoriser.xtv"), sign_in("curator")
    secretariat = Body.objects.get(kind="secretariat")
    words = {"statement": draft.subject.slug, "helper": secretariat.pk, "wish": "The sign of success", "language": "en"}
    asked = post(state, "/api/v1/clinic-hours/", words)
    assert asked.status_code == 201, asked.json()
    url = f"/api/v1/clinic-hours/{asked.json()['reference']}/"
    assert helper.get(url).json()["statement"] is None
    assert sign_in("officer.xnd").get(url).status_code == 404
    slot = (timezone.now() + timedelta(days=2)).replace(microsecond=0)
    offered = post(helper, f"{url}offer/", {"slots": [slot.isoformat()]})
    assert offered.json()["status"] == "offered"
    assert post(state, f"{url}agree/", {"slot": (slot + timedelta(hours=1)).isoformat()}).status_code == 400
    assert post(state, f"{url}agree/", {"slot": slot.isoformat()}).json()["status"] == "agreed"
    assert post(helper, f"{url}lend/").status_code == 403
    assert post(state, f"{url}lend/").json()["lent"] is True
    assert post(state, f"{url}take_back/").json()["lent"] is False
    assert post(state, f"{url}cancel/", {"note": "Solved"}).json()["status"] == "cancelled"
    assert post(state, f"{url}agree/", {"slot": slot.isoformat()}).status_code == 409


def test_hour_is_asked_of_offices_that_help_with_own_drafts_only(draft):
    state = sign_in("authoriser.xtv")
    own = Body.objects.get(mailbox="mission.xtv@example.org")
    words = {"statement": draft.subject.slug, "helper": own.pk, "wish": "Help", "language": "en"}
    assert "helper" in post(state, "/api/v1/clinic-hours/", words).json()
    helper = Body.objects.get(kind="secretariat").pk
    other = post(sign_in("authoriser.xkr"), "/api/v1/clinic-hours/", words | {"helper": helper})
    assert (other.status_code, list(other.json())) == (400, ["statement"])
    assert not ClinicHour.objects.exists()
