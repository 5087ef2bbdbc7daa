"""Django's admin, for whoever runs the machine: bad input is said beside its field there too."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from obligations.models import Theme
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
PASSWORDS = {"usable_password": "true", "password1": "correct horse 71", "password2": "correct horse 71"}


def errors_of(answer) -> list[str]:
    return list(answer.context["adminform"].form.errors)


def test_person_is_written_in_with_an_address_of_their_own(cast):
    admin, page = sign_in("admin"), reverse("admin:accounts_user_add")
    assert errors_of(admin.post(page, {"username": "new"} | PASSWORDS)) == ["email"]
    words = {"username": "new", "email": "new@example.org"} | PASSWORDS
    assert admin.post(page, words).status_code == 302
    assert errors_of(admin.post(page, words | {"username": "newer"})) == ["email"]
    assert get_user_model().objects.get(username="new").email == "new@example.org"


@pytest.mark.parametrize("names", ["1e309", "0", '["Water"]', '{"en": 1}', '{"fr": "Eau"}'])
def test_names_that_are_none_are_said_beside_the_field(cast, names):
    theme = Theme.objects.create(slug="water", names={"en": "Water"})
    page = reverse("admin:obligations_theme_change", args=[theme.pk])
    answer = sign_in("admin").post(page, {"slug": "water", "names": names, "source": "a list", "as_of": "2026-11-01"})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert Theme.objects.get(pk=theme.pk).names == {"en": "Water"}
