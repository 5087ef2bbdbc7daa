"""Drafts: begun, saved with two hands in mind, cleared, begun anew."""

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent.choices import Kind
from consent.services import begin_edition, begin_subject
from lifecycle.engine import record_act
from obligations.models import Recommendation
from requests_app.choices import StatementStatus
from requests_app.lifecycles import STATEMENT
from requests_app.models import Call, Need, NeedsStatement, NeedVersion, StatementVersion
from requests_app.notices import tell_clearance_asked, tell_sent_back
from requests_app.selectors import version_for_writing
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus

WRITABLE = (StatementStatus.DRAFT, StatementStatus.CLEARANCE, StatementStatus.OPEN)
VERSION_FIELDS = ("title", "summary", "done_at_home", "contact_mailbox", "prevention")
NEED_FIELDS = ("support_type", "institution", "success_sign", "modality", "wanted_from", "wanted_to", "budget_band")
SETS = ("recommendations", "themes", "affected_groups", "sdg_targets")


@transaction.atomic
def begin_statement(
    *, by: Acting, words: dict, language: str, call: Call | None = None, recommendations=()
) -> NeedsStatement:
    """A new draft of the person's own State, with one need. `words` are VERSION_FIELDS and NEED_FIELDS.

    The recommendations that it starts from fill in its themes and SDG targets. Raises NotPermitted.
    """
    if not rules.has_perm("requests_app.begin_statement", by, None):
        raise NotPermitted
    state = by.capacity.body.state
    if state.contested_at:
        raise NotPermitted
    edition = begin_subject(kind=Kind.STATEMENT, state=state, language=language, by=by)
    statement = NeedsStatement.objects.create(subject=edition.subject, state=state, call=call)
    version = StatementVersion(edition=edition, statement=statement, edit_no=1)
    need = Need.objects.create(statement=statement, number=1)
    _write(version, NeedVersion(need=need, version=version), words)
    start_from(version, recommendations)
    record_act(statement, "begin", by=by)
    return statement


def start_from(version: StatementVersion, recommendations) -> None:
    """Link the version to recommendations to its own State, and take over their themes."""
    chosen = list(recommendations)
    if any(one.state_id != version.statement.state_id for one in chosen):
        raise FailedCheck({"recommendations": [_("Only recommendations to your own State can be chosen.")]})
    version.recommendations.set(chosen)
    version.themes.add(
        *Recommendation.themes.through.objects.filter(recommendation__in=chosen).values_list("theme", flat=True)
    )


@transaction.atomic
def save_version(statement: NeedsStatement, *, by: Acting, words: dict, edit_no: int, language: str = "", **sets):
    """Store the words of the edition being written; returns the version.

    `edit_no` is the number that the writer last saw: another hand's save in between raises Conflict with both
    texts kept. `sets` may give `recommendations`, `themes`, `affected_groups`, `sdg_targets`.
    """
    if not rules.has_perm("requests_app.write_statement", by, statement):
        raise NotPermitted
    locked = STATEMENT.lock(statement)
    version = version_for_writing(locked)
    if locked.status not in WRITABLE or version is None:
        raise WrongStatus(locked, _("Write"))
    if version.edit_no != edit_no:
        raise Conflict(
            _("Somebody else saved this meanwhile. Your text is kept below; compare, then save again."),
            current_words(version),
        )
    if language and language != version.edition.language:
        version.edition.language = language
        version.edition.save(update_fields=["language"])
    version.edit_no += 1
    _write(version, version.need_versions.get(need__number=1), words)
    _set_links(version, sets)
    record_act(locked, "write", by=by, facts={"edition": version.edition.number, "edit_no": version.edit_no})
    return version


def _write(version: StatementVersion, need_version: NeedVersion, words: dict) -> None:
    for target, names in ((version, VERSION_FIELDS), (need_version, NEED_FIELDS)):
        for name in names:
            if name in words:
                setattr(target, name, words[name])
    version.full_clean(exclude=["edition"])
    version.save()
    need_version.version = version
    need_version.full_clean()
    need_version.save()


def _set_links(version: StatementVersion, sets: dict) -> None:
    for name, chosen in sets.items():
        if name == "recommendations":
            start_from(version, chosen)
        else:
            getattr(version, name).set(chosen)


def current_words(version: StatementVersion) -> dict:
    """What is stored now, as the form's fields: for showing both texts, and as initial values."""
    need_version = version.need_versions.get(need__number=1)
    words = {name: getattr(version, name) for name in VERSION_FIELDS}
    words |= {name: getattr(need_version, name) for name in NEED_FIELDS}
    return words | {"language": version.edition.language, "edit_no": version.edit_no}


def copy_version(version: StatementVersion, edition) -> StatementVersion:
    """The same words in a new, unsealed edition."""
    sets = {name: list(getattr(version, name).all()) for name in SETS}
    needs = list(version.need_versions.all())
    copy = StatementVersion(edition=edition, statement_id=version.statement_id, edit_no=1)
    for name in VERSION_FIELDS:
        setattr(copy, name, getattr(version, name))
    copy.save()
    for need_version in needs:
        need_version.pk, need_version.version, need_version._state.adding = None, copy, True
        need_version.save()
    for name, chosen in sets.items():
        getattr(copy, name).set(chosen)
    return copy


@transaction.atomic
def begin_amendment(statement: NeedsStatement, *, by: Acting, **_words) -> NeedsStatement:
    """Begin a new edition of an open statement; readers go on seeing the granted one. Conflict where one is begun."""
    if not rules.has_perm("requests_app.write_statement", by, statement):
        raise NotPermitted
    locked = STATEMENT.lock(statement)
    if locked.status != StatementStatus.OPEN:
        raise WrongStatus(locked, _("Begin a new edition"))
    _begin_copy(locked, by)
    return locked


def _begin_copy(statement: NeedsStatement, by: Acting) -> None:
    last = statement.versions.select_related("edition").order_by("-edition__number").first()
    edition = begin_edition(statement.subject, language=last.edition.language)
    copy_version(last, edition)
    record_act(statement, "begin_edition", by=by, facts={"edition": edition.number})


@transaction.atomic
def ask_clearance(statement: NeedsStatement, *, by: Acting, note: str = "", **_words) -> NeedsStatement:
    done = STATEMENT.apply(statement, "ask_clearance", by=by, note=note)
    tell_clearance_asked(done)
    return done


@transaction.atomic
def return_to_draft(statement: NeedsStatement, *, by: Acting, note: str = "", **_words) -> NeedsStatement:
    done = STATEMENT.apply(statement, "return_to_draft", by=by, note=note)
    tell_sent_back(done)
    return done


@transaction.atomic
def file_again(statement: NeedsStatement, *, by: Acting, note: str = "", **_words) -> NeedsStatement:
    """Back to a draft, in a new edition with the same words."""
    done = STATEMENT.apply(statement, "file_again", by=by, note=note)
    _begin_copy(done, by)
    return done


@transaction.atomic
def delete_draft(statement: NeedsStatement, *, by: Acting) -> None:
    """Drafts that were never filed can be deleted; whatever was filed is withdrawn instead."""
    if not rules.has_perm("requests_app.write_statement", by, statement):
        raise NotPermitted
    locked = STATEMENT.lock(statement)
    if locked.status != StatementStatus.DRAFT or locked.subject.editions.filter(sealed_at__isnull=False).exists():
        raise WrongStatus(locked, _("Delete"))
    record_act(locked, "delete", by=by)
    subject = locked.subject
    locked.delete()
    subject.delete()
