"""Papers written through the API and in their forms: links by code, two hands, every act as the life-cycle allows."""

import pytest
from django.test import Client
from django.urls import reverse

from consent.digests import broken_editions
from obligations.models import SDGGoal, SDGTarget
from presentations.models import Presentation
from states.cast import acting_as
from states.models import Mandate, State
from states.services import issue_token
from tests.cast import sign_in
from tests.factories.obligations import RecommendationFactory, ThemeFactory
from tests.factories.papers import PRACTICE, PRESENTATION, a_presentation

pytestmark = pytest.mark.django_db
KINDS = {"presentations": PRESENTATION, "practices": PRACTICE}


@pytest.fixture
def links(cast):
    goal, _new = SDGGoal.objects.get_or_create(number=16, defaults={"names": {"en": "Peace"}})
    SDGTarget.objects.get_or_create(code="16.a", defaults={"goal": goal, "names": {"en": "Institutions"}})
    ThemeFactory(slug="zibeth-theme", names={"en": "Zibeth"})
    own = RecommendationFactory(state=State.objects.get(iso3="XTV"))
    other = RecommendationFactory(state=State.objects.get(iso3="XKR"))
    return {"own": own.reference, "other": other.reference}


def post(client, url, words=None):
    return client.post(url, words or {}, "application/json")


@pytest.mark.parametrize("kind", KINDS)
def test_paper_lives_its_whole_life_through_the_api(links, kind):
    state, public, url = sign_in("authoriser.xtv"), Client(), f"/api/v1/{kind}/"
    linked = {"themes": ["zibeth-theme"], "sdg_targets": ["16.a"], "recommendations": [links["own"]]}
    made = post(state, url, KINDS[kind] | linked | {"language": "fr"})
    assert made.status_code == 201, made.json()
    assert (made.json()["links"], made.json()["language"], made.json()["edit_no"]) == (linked, "fr", 1)
    draft = f"{url}{made.json()['reference']}/"
    assert public.get(draft).status_code == sign_in("authoriser.xkr").get(draft).status_code == 404
    changed = state.patch(draft, {"title": "Changed", "edit_no": 1}, "application/json")
    assert (changed.status_code, changed.json()["title"], changed.json()["edit_no"]) == (200, "Changed", 2)
    assert state.patch(draft, {"title": "Late", "edit_no": 1}, "application/json").status_code == 409
    assert post(state, f"{draft}show/", {"preset": "open", "edit_no": 1}).status_code == 409
    shown = post(state, f"{draft}show/", {"preset": "open", "edit_no": 2}).json()
    page = f"{url}{shown['reference']}/"
    assert public.get(page).json()["title"] == "Changed"
    assert post(state, f"{page}begin_edition/").status_code == 200
    state.patch(page, {"title": "Second edition", "edit_no": 1}, "application/json")
    assert (public.get(page).json()["title"], state.get(page).json()["title"]) == ("Changed", "Second edition")
    assert post(sign_in("drafter.xtv"), f"{page}withdraw/").status_code == 403
    assert post(state, f"{page}withdraw/").json()["status"] == "withdrawn"
    assert (public.get(page).status_code, set(public.get(page).json())) == (410, {"detail"})
    assert broken_editions() == []


def test_acts_bind_and_tokens_only_read(cast):
    paper = a_presentation(preset="")
    url = f"/api/v1/presentations/{paper.subject.slug}/"
    token = issue_token(Mandate.objects.get(user__username="authoriser.xtv"))
    bearer = {"Authorization": f"Token {token}"}
    assert Client().get(url, headers=bearer).json()["edit_no"] == 1
    words = {"preset": "open", "edit_no": 1}
    assert Client().post(f"{url}show/", words, "application/json", headers=bearer).status_code == 403
    unproven = post(sign_in("authoriser.xtv", proven=False), f"{url}show/", words)
    assert (unproven.status_code, unproven.json()) == (403, {"detail": "proof_of_identity_needed"})
    assert post(sign_in("drafter.xtv"), f"{url}show/", words).status_code == 403
    assert Presentation.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"title": ""}, "title"),
        ({"language": "tlh"}, "language"),
        ({"themes": ["nothing"]}, "themes"),
        ({"status": "shown"}, "status"),
        ({"achievements": "x" * 4001}, "achievements"),
        ({"contact_mailbox": "nobody"}, "contact_mailbox"),
    ],
)
def test_api_refuses_bad_words_by_name_and_stores_nothing(cast, words, field):
    refused = post(sign_in("drafter.xtv"), "/api/v1/presentations/", PRESENTATION | {"language": "en"} | words)
    assert refused.status_code == 400
    assert field in refused.json()
    assert not Presentation.objects.exists()


def test_recommendation_to_another_state_is_refused_at_every_door(links):
    client = sign_in("drafter.xtv")
    words = PRESENTATION | {"language": "en", "recommendations": [links["other"]]}
    assert "recommendations" in post(client, "/api/v1/presentations/", words).json()
    typed = words | {"recommendations": links["other"]}
    refused = client.post(reverse("presentation_new"), typed)
    assert refused.status_code == 400
    assert "recommendations" in refused.context["form"].errors
    assert not Presentation.objects.exists()
    partner = post(sign_in("officer.xnd"), "/api/v1/presentations/", PRESENTATION | {"language": "en"})
    assert partner.status_code == 403


@pytest.mark.parametrize("kind", ["presentation", "practice"])
def test_form_asks_for_targets_and_recommendations_and_gives_them_back(links, kind):
    client, words = sign_in("drafter.xtv"), KINDS[f"{kind}s"]
    typed = {"sdg_targets": " 16.A ", "recommendations": f"{links['own'].lower()}\r\n", "language": "en"}
    saved = client.post(reverse(f"{kind}_new"), words | typed)
    assert saved.status_code == 302, saved.context["form"].errors
    page = client.get(saved["Location"]).content.decode()
    assert "16.a" in page
    assert links["own"] in page
    form = client.get(saved["Location"] + "edit/").content.decode()
    assert "16.a" in form
    assert links["own"] in form


def test_presentation_without_recommendations_keeps_the_seal_of_before(cast):
    version = a_presentation().subject.shown.presentation_version
    assert "recommendations" not in version.content()
    assert acting_as("authoriser.xtv").capacity.body.state_id == version.paper.state_id
