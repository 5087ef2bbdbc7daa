"""Drafts: begun, saved with several hands in mind, cleared, deleted."""

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent.choices import Kind
from consent.services import begin_subject
from lifecycle.engine import record_act
from obligations.models import Recommendation
from requests_app.choices import StatementStatus
from requests_app.lifecycles import STATEMENT
from requests_app.models import NeedsStatement, StatementVersion
from requests_app.notices import tell_clearance_asked, tell_sent_back
from requests_app.previews import NEED_FIELDS
from requests_app.selectors import current_words, seen_of, words_of
from requests_app.services.parts import arrange_parts
from requests_app.services.words import lock_for_writing, refuse_unseen, saved, write_part, write_statement
from web.errors import FailedCheck, NotPermitted, WrongStatus

#: what the chosen recommendations bring with them
FILLED_IN = ("themes", "affected_groups", "sdg_targets")


@transaction.atomic
def begin_statement(*, by: Acting, words: dict, language: str, **more) -> NeedsStatement:
    """A new draft of the person's own State, with one need or with `needs` (each a dict of NEED_FIELDS).

    `words` are VERSION_FIELDS, and NEED_FIELDS of the first need; `more` may hold a `call` and any of SETS. The
    recommendations that it starts from fill in its themes. Raises NotPermitted.
    """
    if not rules.has_perm("requests_app.begin_statement", by, None):
        raise NotPermitted
    state = by.capacity.body.state
    if state.contested_at:
        raise NotPermitted
    return write_first(state, by=by, words=words, language=language, **more)


def write_first(state, *, by: Acting, words, language, call=None, needs=None, facts=None, **sets) -> NeedsStatement:
    """The first edition of a new draft of `state`; `facts` are further fields of the statement."""
    edition = begin_subject(kind=Kind.STATEMENT, state=state, language=language, by=by)
    statement = NeedsStatement.objects.create(subject=edition.subject, state=state, call=call, **(facts or {}))
    version = StatementVersion(edition=edition, statement=statement, edit_no=1)
    write_statement(version, words)
    arrange_parts(version, needs or [words | {"title": ""}])
    set_links(version, sets)
    record_act(statement, "begin", by=by)
    return statement


def start_from(version: StatementVersion, recommendations) -> None:
    """Link the version to recommendations to its own State; new ones bring their themes, groups and targets."""
    chosen, known = list(recommendations), set(version.recommendations.values_list("pk", flat=True))
    if any(one.state_id != version.statement.state_id for one in chosen):
        raise FailedCheck({"recommendations": [_("Only recommendations to your own State can be chosen.")]})
    version.recommendations.set(chosen)
    new = [one for one in chosen if one.pk not in known]
    for name in FILLED_IN:
        of_these = getattr(Recommendation, name).through.objects.filter(recommendation__in=new)
        column = Recommendation._meta.get_field(name).m2m_reverse_name()
        getattr(version, name).add(*of_these.values_list(column, flat=True))


@transaction.atomic
def save_version(
    statement: NeedsStatement, *, by: Acting, words: dict, edit_no=None, seen=None, language="", needs=None, **sets
):
    """Store `words` (VERSION_FIELDS, and NEED_FIELDS of the first part) and `sets` (SETS); returns the version.

    `needs`, where given, are all the parts in their order, each a dict of NEED_FIELDS with the `number` of an
    existing part or without one: parts that it does not name are removed.
    Nobody overwrites another hand's save: `edit_no` is the number of the whole text that the writer last saw, `seen`
    the digest (`selectors.seen_of`) of these same answers alone, so that two people on two pages do not collide. Where
    it differs, Conflict with what is stored now. Contributors write only in the sections opened to their office.
    """
    names = [*words, *sets]
    version = lock_for_writing(statement, by=by, names=names, parts=needs is not None)
    current = version.edit_no if seen is None else seen_of(words_of(version, names))
    refuse_unseen(current, edit_no if seen is None else seen, current_words(version))
    if language and language != version.edition.language:
        version.edition.language = language
        version.edition.save(update_fields=["language"])
    if needs is not None:
        arrange_parts(version, needs)
    write_statement(version, words)
    first = {name: words[name] for name in NEED_FIELDS if name in words and name != "title"}
    if first:
        write_part(version, version.need_versions.select_related("need").first(), first)
    set_links(version, sets)
    saved(version, by=by, names=names)
    return version


def set_links(version: StatementVersion, sets: dict) -> None:
    """Recommendations last: those newly chosen add to the themes."""
    for name, chosen in sorted(sets.items(), key=lambda one: one[0] == "recommendations"):
        if name == "recommendations":
            start_from(version, chosen)
        else:
            getattr(version, name).set(chosen)


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
