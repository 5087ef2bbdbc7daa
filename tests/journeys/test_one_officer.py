"""One officer alone in a mission, from sign-in to an open statement: counted in pages, fields and typed characters."""

import pytest
from django.test import Client

from requests_app import services
from requests_app.models import NeedsStatement
from states.cast import acting_as

pytestmark = pytest.mark.django_db
SIGN_IN = {"login": "authoriser.xkr", "password": "a password of the tests"}
ANSWERS = {
    "title": "Train court clerks of the two mountain districts",
    "summary": "Nine clerks keep the registers of two districts by hand; a first course is planned for May.",
    "support_type": "training",
    "institution": "Judiciary of Karadia",
    "success_sign": "Nine clerks certified by December 2027",
    "wanted_from": "2027-05-01",
    "wanted_to": "2027-12-31",
    "budget_band": "under_25k",
    "done_at_home": "A handbook was written in 2025.",
    "contact_mailbox": "mission.karadia@example.org",
}
CHOSEN = {"support_type", "budget_band", "wanted_from", "wanted_to"}
CHARACTERS_A_MINUTE = 100  # a slow typist


class Counting:
    """A browser of one person that counts the pages it gets and the answers it gives."""

    def __init__(self):
        self.client, self.pages, self.fields, self.typed = Client(), 0, 0, 0

    def get(self, url: str):
        self.pages += 1
        return self.client.get(url)

    def post(self, url: str, answers: dict, hidden: dict | None = None):
        """`answers` are what the person gives, `hidden` what the form itself carries along."""
        self.fields += len(answers)
        self.typed += sum(len(value) for name, value in answers.items() if name not in CHOSEN)
        return self.client.post(url, answers | (hidden or {}))


def test_one_officer_alone_from_sign_in_to_open(cast):
    officer = Counting()
    officer.get("/accounts/login/?next=/desk/statements/new/")
    officer.post("/accounts/login/?next=/desk/statements/new/", SIGN_IN)
    officer.get("/desk/statements/new/")
    filled = officer.post("/desk/statements/new/", ANSWERS, {"language": "fr", "review": "1"})
    review = filled["Location"]
    form = officer.get(review).context["form"]
    carried = {"edit_no": form.initial["edit_no"]}
    looked = officer.post(review, {"preset": "working"}, carried | {"step": "look"})
    officer.pages += 1
    seen = {"looked": looked.context["form"].data["looked"], "preset": "working"}
    done = officer.post(review, {"confirm": "on"}, carried | seen | {"step": "consent"})
    assert done.status_code == 302
    statement = NeedsStatement.objects.get()
    assert statement.status == "submitted"
    services.begin_check(statement, by=acting_as("curator"))
    assert services.open_after_check(statement, by=acting_as("curator")).status == "open"
    print(f"{officer.pages} pages, {officer.fields} fields, {officer.typed} typed characters")
    assert officer.pages <= 5
    assert officer.fields <= 14
    assert officer.typed <= 15 * CHARACTERS_A_MINUTE


def test_every_error_of_the_express_form_keeps_all_that_was_typed(cast):
    client = Client()
    client.login(username=SIGN_IN["login"], password=SIGN_IN["password"])
    for name in ANSWERS:
        wrong = ANSWERS | {name: "x" * 3000, "language": "fr", "review": "1"}
        answer = client.post("/desk/statements/new/", wrong)
        assert answer.status_code == 400, name
        kept = {field: answer.context["form"][field].value() for field in ANSWERS}
        assert kept == {field: wrong[field] for field in ANSWERS}, name
