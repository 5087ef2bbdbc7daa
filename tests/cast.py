"""The fixed cast that every test knows, and how its members sign in."""

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth import get_user_model
from django.test import Client

from consent.presets import PRESETS
from obligations.models import Recommendation
from requests_app import services
from requests_app.models import NeedsStatement
from requests_app.selectors import version_for_writing
from states.cast import acting_as

WORDS = {
    "title": "Train public defenders in the outer islands",
    "summary": "Four lawyers serve 110 islands; two regional circuits are planned from March.",
    "done_at_home": "A first circuit was paid from our own budget.",
    "contact_mailbox": "mission.talava@example.org",
    "support_type": "training",
    "institution": "Legal Aid Commission",
    "success_sign": "24 defenders certified by December 2027",
    "budget_band": "under_100k",
    "wanted_from": None,
    "wanted_to": None,
}


def sign_in(username: str, *, proven: bool = True, client: Client | None = None) -> Client:
    """A browser in which this member of the cast is signed in, with a fresh proof of identity or without."""
    client = client or Client()
    user = get_user_model().objects.get(username=username)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    if proven:
        _prove(client, user)
    return client


def _prove(client: Client, user) -> None:
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": 4e9, "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def a_draft(by: str = "drafter.xtv", recommendations=(), council_texts=(), **words) -> NeedsStatement:
    language = words.pop("language", "en")
    chosen = Recommendation.objects.filter(reference__in=recommendations)
    links = {"recommendations": chosen, "council_texts": council_texts}
    return services.begin_statement(by=acting_as(by), words=WORDS | words, language=language, **links)


def a_submitted(by: str = "authoriser.xtv", preset: str = "open", **words) -> NeedsStatement:
    statement = a_draft(by, **words)
    edit_no = version_for_writing(statement).edit_no
    return services.submit_statement(statement, by=acting_as(by), lines=PRESETS[preset].lines, edit_no=edit_no)


def an_open_statement(by: str = "authoriser.xtv", preset: str = "open", **words) -> NeedsStatement:
    """A statement that went the whole way: written, granted, submitted, checked, opened."""
    statement = a_submitted(by, preset, **words)
    services.begin_check(statement, by=acting_as("curator"))
    return services.open_after_check(statement, by=acting_as("curator"))
