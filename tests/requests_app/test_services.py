import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from accounts.acting import ANONYMOUS
from consent.digests import broken_editions
from consent.models import Grant
from consent.presets import PRESETS
from requests_app import services
from requests_app.models import NeedsStatement, StatementVersion
from requests_app.selectors import needs_shown_to, statements_reachable, tombstones_for, version_for_writing
from states.cast import acting_as
from tests.cast import WORDS, a_draft, a_submitted, an_open_statement
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded, WrongStatus

pytestmark = pytest.mark.django_db

EVERYBODY = [
    "drafter.xtv",
    "authoriser.xtv",
    "authoriser.xkr",
    "signatory.xnd",
    "curator",
    "moderator",
    "nhri.xtv",
    "cso.xtv",
    "mechanism",
    "host",
    "admin",
    "ministry.xtv",
]


def readers_of(statement) -> set[str]:
    """Who of the cast finds the statement in the list of needs; «public» is a stranger."""
    found = {name for name in EVERYBODY if needs_shown_to(acting_as(name)).filter(statement=statement).exists()}
    return found | ({"public"} if needs_shown_to(ANONYMOUS).filter(statement=statement).exists() else set())


OWN = {"drafter.xtv", "authoriser.xtv", "ministry.xtv"}


@pytest.mark.parametrize(
    ("preset", "others"),
    [
        ("quiet", {"curator", "moderator"}),
        ("working", {"curator", "moderator", "signatory.xnd", "authoriser.xkr"}),
        ("open", set(EVERYBODY) - OWN | {"public"}),
    ],
)
def test_preset_decides_who_finds_an_open_statement(cast, preset, others):
    assert readers_of(an_open_statement(preset=preset)) == OWN | others


def test_draft_is_known_to_its_own_state_only(cast):
    draft = a_draft()
    reach = {name for name in EVERYBODY if statements_reachable(acting_as(name)).filter(pk=draft.pk).exists()}
    assert reach == OWN
    assert readers_of(draft) == set()


def test_submitted_statement_reaches_the_check_and_nobody_else(cast):
    filed = a_submitted()
    reach = {name for name in EVERYBODY if statements_reachable(acting_as(name)).filter(pk=filed.pk).exists()}
    assert reach == OWN | {"curator", "moderator"}


def test_opening_allots_a_reference_with_a_random_suffix(cast):
    first, second = an_open_statement(), an_open_statement()
    assert first.subject.reference.startswith("XTV-")
    assert first.subject.reference != second.subject.reference


def test_drafter_cannot_submit(cast):
    draft = a_draft()
    with pytest.raises(NotPermitted):
        services.submit_statement(draft, by=acting_as("drafter.xtv"), lines=PRESETS["open"].lines, edit_no=1)


def test_submission_asks_for_a_fresh_proof(cast):
    draft = a_draft()
    unproven = acting_as("authoriser.xtv", proven=False)
    with pytest.raises(ProofNeeded):
        services.submit_statement(draft, by=unproven, lines=PRESETS["open"].lines, edit_no=1)
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert Grant.objects.count() == 0


def test_second_person_is_asked_only_where_the_state_demands_it(cast):
    alone = a_draft("authoriser.xtv")
    alone.state.second_person = True
    alone.state.save()
    with pytest.raises(NotPermitted):
        services.submit_statement(alone, by=acting_as("authoriser.xtv"), lines=PRESETS["open"].lines, edit_no=1)


def test_other_state_cannot_touch_a_draft(cast):
    draft = a_draft()
    with pytest.raises(NotPermitted):
        services.save_version(draft, by=acting_as("authoriser.xkr"), words=WORDS, edit_no=1)


def test_contested_state_writes_nothing(cast):
    draft = a_draft()
    NeedsStatement.objects.get(pk=draft.pk).state.__class__.objects.filter(iso3="XTV").update(
        contested_at="2026-11-01T00:00Z"
    )
    with pytest.raises(NotPermitted):
        services.save_version(
            NeedsStatement.objects.get(pk=draft.pk), by=acting_as("drafter.xtv"), words=WORDS, edit_no=1
        )
    with pytest.raises(NotPermitted):
        a_draft()


def test_two_hands_never_overwrite_each_other(cast):
    draft = a_draft()
    services.save_version(draft, by=acting_as("drafter.xtv"), words={"title": "First hand"}, edit_no=1)
    with pytest.raises(Conflict) as conflict:
        services.save_version(draft, by=acting_as("authoriser.xtv"), words={"title": "Second hand"}, edit_no=1)
    assert conflict.value.current["title"] == "First hand"
    assert version_for_writing(draft).title == "First hand"


def test_text_that_changed_after_the_review_is_not_submitted(cast):
    draft = a_draft()
    services.save_version(draft, by=acting_as("drafter.xtv"), words={"title": "Changed"}, edit_no=1)
    with pytest.raises(Conflict):
        services.submit_statement(draft, by=acting_as("authoriser.xtv"), lines=PRESETS["open"].lines, edit_no=1)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_submission_without_the_secretariat_is_refused(cast):
    draft = a_draft()
    with pytest.raises(FailedCheck):
        services.submit_statement(draft, by=acting_as("authoriser.xtv"), lines=(), edit_no=1)


def test_sealed_words_refuse_change(cast):
    a_submitted()
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        StatementVersion.objects.update(title="Changed behind")
    with pytest.raises(IntegrityError, match="only by being withdrawn"), transaction.atomic():
        Grant.objects.update(audience="public")
    with pytest.raises(InternalError), transaction.atomic():
        Grant.objects.all().delete()


def test_words_changed_with_all_rights_are_found_and_not_opened(cast):
    filed = a_submitted()
    services.begin_check(filed, by=acting_as("curator"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE requests_app_statementversion DISABLE TRIGGER USER")
        cursor.execute("UPDATE requests_app_statementversion SET title = 'Changed behind'")
        cursor.execute("ALTER TABLE requests_app_statementversion ENABLE TRIGGER USER")
    assert len(broken_editions()) == 1
    with pytest.raises(Conflict):
        services.open_after_check(filed, by=acting_as("curator"))


def test_state_cannot_open_before_day_fifteen(cast):
    filed = a_submitted()
    with pytest.raises(FailedCheck):
        services.open_unchecked(filed, by=acting_as("authoriser.xtv"))
    NeedsStatement.objects.update(submitted_at="2026-01-01T00:00Z")
    filed.refresh_from_db()
    assert services.open_unchecked(filed, by=acting_as("authoriser.xtv")).status == "open"


def test_withdrawal_leaves_nothing_but_a_tombstone_for_those_who_saw_it(cast):
    statement = an_open_statement(preset="working")
    services.withdraw_statement(statement, by=acting_as("authoriser.xtv"))
    assert readers_of(statement) == set()
    assert not Grant.objects.filter(withdrawn_at__isnull=True).exists()
    tombs = {name for name in EVERYBODY if tombstones_for(acting_as(name)).filter(pk=statement.pk).exists()}
    assert tombs == OWN | {"curator", "moderator", "signatory.xnd", "authoriser.xkr"}
    assert not tombstones_for(ANONYMOUS).exists()


def test_new_edition_is_read_only_after_its_own_consent(cast):
    statement = an_open_statement()
    services.begin_amendment(statement, by=acting_as("drafter.xtv"))
    services.save_version(statement, by=acting_as("drafter.xtv"), words={"title": "New words"}, edit_no=1)
    assert needs_shown_to(ANONYMOUS).get().title == WORDS["title"]
    services.amend_statement(statement, by=acting_as("authoriser.xtv"), lines=PRESETS["open"].lines, edit_no=2)
    assert needs_shown_to(ANONYMOUS).get().title == "New words"


def test_acts_from_a_wrong_status_are_refused(cast):
    statement = an_open_statement()
    with pytest.raises(WrongStatus):
        services.begin_check(statement, by=acting_as("curator"))


def test_open_statement_without_a_grant_is_refused_by_the_database(cast):
    draft = a_draft()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="live grant"), transaction.atomic():
        NeedsStatement.objects.filter(pk=draft.pk).update(status="open", opened_at="2026-01-01T00:00Z")
