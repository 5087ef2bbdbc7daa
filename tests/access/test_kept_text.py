"""A text typed into a session that had ended stands in its form again after signing in: on every page with a form."""

from urllib.parse import urlencode

import pytest
from django import forms
from django.test import Client
from django.urls import resolve

from tests.access.addresses import address
from tests.access.table import TABLE
from tests.access.world import SUBJECTS, World
from tests.cast import sign_in
from web.kept import KEPT
from web.views import SubmitPage

pytestmark = pytest.mark.django_db
TYPED = "zibethtyped"
#: a comment stays with its author: whoever sits down next at the same machine must not find it; the live desk keeps
#: what is typed in the browser; the builder's buttons are no text
NOT_KEPT = {"comment_new", "comment_edit", "comment_review", "comment_act", "live_desk", "agenda_build"}


def pages_with_text(world: World):
    """(route, address, subject, name of a text field) of each form with a text field that somebody may open."""
    found = {}
    for row in TABLE:
        may = [who for who, code in row.expected().items() if code == 200 and SUBJECTS[who]]
        if row.method != "get" or not may or row.route in found:
            continue
        url = address(row, world) + _choice(row, world)
        view = getattr(resolve(url.partition("?")[0]).func, "view_class", None)
        if view is not None and issubclass(view, SubmitPage):
            field = _text_field(world, may[0], url)
            if field:
                found[row.route] = (row.route, url, may[0], field)
    return found.values()


def _choice(row, world: World) -> str:
    """The first step of the one form that has two: whom to ask for a table."""
    return f"?asked={world.things.talk.asking.key}" if row.route == "table_list" else ""


def _text_field(world: World, subject: str, url: str) -> str:
    context = world.ask(subject, "get", url).context or {}
    fields = context["form"].fields if "form" in context else {}
    plain = (forms.TextInput, forms.Textarea)
    return next((name for name, one in fields.items() if type(one.widget) in plain), "")


def test_every_form_gives_typed_text_back_after_signing_in(world):
    pages, lost = list(pages_with_text(world)), []
    for route, url, subject, field in pages:
        client = Client()
        asked = client.post(url, {field: TYPED})
        assert asked.status_code == 302, route
        kept = TYPED in str(client.session.get(KEPT, {}))
        again = sign_in(SUBJECTS[subject], client=client).get(url).content.decode()
        if (TYPED in again, kept) != (route not in NOT_KEPT,) * 2:
            lost.append(f"{route}: {field}, kept {kept}")
    assert lost == []
    assert len(pages) > 50


def test_text_is_given_back_at_its_own_address_alone_and_goes_with_signing_out(world):
    new, client = "/desk/presentations/new/", Client()
    client.post(new, urlencode({"title": TYPED}), content_type="application/x-www-form-urlencoded")
    sign_in("authoriser.xtv", client=client)
    assert TYPED not in client.get("/desk/practices/new/").content.decode()
    assert TYPED in client.get(new).content.decode()
    client.logout()
    assert TYPED not in sign_in("authoriser.xtv", client=client).get(new).content.decode()
