"""The main job once more, through the API alone, each person in a session of their own."""

from datetime import date, timedelta

import pytest

from followup.services import send_due
from tests.cast import sign_in

pytestmark = pytest.mark.django_db

WORDS = {
    "title": "A bail court for the northern atolls",
    "summary": "Nobody decides on bail within a week there.",
    "done_at_home": "Nothing yet.",
    "contact_mailbox": "mission.talava@example.org",
    "language": "en",
    "needs": [
        {
            "support_type": "training",
            "institution": "Judiciary of Talava",
            "success_sign": "Twelve clerks trained by June 2028",
            "budget_band": "under_25k",
        }
    ],
}


def post(client, path: str, words: dict | None = None, status: int = 200) -> dict:
    answer = client.post(f"/api/v1/{path}", words or {}, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_main_job_through_the_api_alone(cast):
    state, partner, curator = sign_in("authoriser.xtv"), sign_in("signatory.xnd"), sign_in("curator")
    slug, reference = statement_opens(state, curator)
    assert [need["reference"] for need in partner.get("/api/v1/needs/").json()["results"]] == [reference]
    both_agree(state, partner, reference)
    partner_reports(partner, curator)
    society_comments(state, reference)

    assert post(state, f"statements/{slug}/withdraw/")["status"] == "withdrawn"
    assert partner.get("/api/v1/needs/").json()["results"] == []
    assert partner.get(f"/api/v1/statements/{reference}/").status_code == 410


def statement_opens(state, curator) -> tuple[str, str]:
    begun = post(state, "statements/", WORDS, 201)
    slug = begun["reference"]
    assert begun["status"] == "draft"
    assert {"submit", "ask_clearance"} <= set(begun["actions"])
    post(state, f"statements/{slug}/submit/", {"preset": "open", "edit_no": begun["edit_no"]})
    post(curator, f"statements/{slug}/begin_check/")
    opened = post(curator, f"statements/{slug}/open_after_check/")
    assert opened["status"] == "open"
    return slug, opened["reference"]


def both_agree(state, partner, reference: str) -> None:
    match = post(partner, "matches/", {"need": f"{reference}#1", "scope": "Two trainers for four weeks."}, 201)
    path = f"matches/{match['reference']}"
    assert post(state, f"{path}/say_yes_to_talks/")["status"] == "in_talks"
    began = date.today() - timedelta(days=340)
    card = {"scope": "Two trainers.", "starts_on": str(began), "ends_on": str(began + timedelta(days=700))}
    terms = post(partner, f"{path}/write_card/", card | {"terms_no": match["terms_no"]})["terms_no"]
    yes = {"terms_no": terms, "may_be_public": True}
    assert post(partner, f"{path}/say_yes_to_agreement/", yes)["status"] == "in_talks"
    assert post(state, f"{path}/say_yes_to_agreement/", yes)["status"] == "agreed"
    assert post(partner, f"{path}/start/")["status"] == "active"


def partner_reports(partner, curator) -> None:
    send_due(on=date.today())
    due = partner.get("/api/v1/reports/").json()["results"][0]["reference"]
    words = {"implementation": "on_track", "delivered": "Twelve clerks trained.", "language": "en", "edit_no": 0}
    written = partner.patch(f"/api/v1/reports/{due}/", words, content_type="application/json")
    assert written.status_code == 200, written.content
    assert post(partner, f"reports/{due}/submit/", {"edit_no": 1, "make_public": True})["status"] == "submitted"
    assert post(curator, f"reports/{due}/note/")["status"] == "noted"


def society_comments(state, reference: str) -> None:
    author, moderator = sign_in("cso.xtv"), sign_in("moderator")
    words = {"statement": reference, "mode": "named", "stance": "agree", "text": "It works.", "language": "en"}
    comment = post(author, "comments/", words, 201)
    path = f"comments/{comment['id']}"
    assert state.get(f"/api/v1/{path}/").status_code == 404
    post(author, f"{path}/submit/", {"edit_no": comment["edit_no"]})
    assert state.get(f"/api/v1/{path}/").status_code == 404
    post(moderator, f"{path}/take_up/")
    post(moderator, f"{path}/publish/")
    assert state.get(f"/api/v1/{path}/").json()["text"] == "It works."
