"""The words of statements: which version a person gets, and its answers as plain values."""

from dataclasses import fields

from django.db.models import Exists, OuterRef, Prefetch

from consent.digests import digest_of, with_keys
from consent.models import Edition
from requests_app.clinic import Advice, NeedWords, Words, advise
from requests_app.models import Attachment, NeedsStatement, NeedVersion, StatementVersion
from requests_app.previews import NEED_FIELDS, SETS, VERSION_FIELDS


def version_for_writing(statement: NeedsStatement) -> StatementVersion | None:
    """The version of the unsealed edition, or None where none is being written."""
    return statement.versions.filter(edition__sealed_at__isnull=True).select_related("edition__subject__state").first()


def version_shown(statement: NeedsStatement) -> StatementVersion:
    """The words that readers see; before opening, the last sealed ones; in a draft, the words so far."""
    return _shown_of(statement, statement.versions.select_related("edition__subject"))


def with_shown_words(statements):
    """Of shown statements: with the words that readers see, and a mark `has_<name>` for each set and for annexes."""
    words = "subject__shown__statement_version"
    linked = {f"has_{name}": _has(getattr(StatementVersion, name).through, "statementversion", words) for name in SETS}
    linked["has_attachments"] = _has(Attachment, "version", words)
    return statements.select_related(words, "subject__state", "state").annotate(**linked)


def _has(model, path: str, words: str) -> Exists:
    return Exists(model._default_manager.filter(**{path: OuterRef(words)}))


def words_shown(statement: NeedsStatement) -> StatementVersion:
    """The version of one of `with_shown_words`: what it has none of is never asked for."""
    version = statement.subject.shown.statement_version
    version.edition, version.edition.subject = statement.subject.shown, statement.subject
    sets = {name: getattr(StatementVersion, name).rel.model for name in SETS} | {"attachments": Attachment}
    empty = {name: model._default_manager.none() for name, model in sets.items() if not _is_marked(statement, name)}
    version._prefetched_objects_cache = empty
    return version


def _is_marked(statement: NeedsStatement, name: str) -> bool:
    return getattr(statement, f"has_{name}")


def _shown_of(statement: NeedsStatement, versions) -> StatementVersion:
    newest_first = sorted(
        versions, key=lambda one: (one.edition.sealed_at is not None, one.edition.number), reverse=True
    )
    shown = [one for one in newest_first if one.edition_id == statement.subject.shown_id]
    return (shown or newest_first or [None])[0]


def versions_read(statements, may_write) -> dict[int, StatementVersion]:
    """For each statement of a page the version that its reader gets, with its parts, in few queries; by statement id.

    Whoever `may_write(statement)` gets the words being written, where there are any.
    """
    needs = Prefetch("need_versions", NeedVersion.objects.select_related("need"))
    versions: dict[int, list] = {}
    found = StatementVersion.objects.filter(statement__in=statements).select_related("edition__subject")
    for version in found.prefetch_related(needs, "attachments__document", *SETS):
        versions.setdefault(version.statement_id, []).append(version)
    return {one.pk: _read_of(one, versions[one.pk], may_write(one)) for one in statements}


def _read_of(statement: NeedsStatement, versions: list, writes: bool) -> StatementVersion:
    writing = [one for one in versions if writes and one.edition.sealed_at is None]
    return writing[0] if writing else _shown_of(statement, versions)


def last_filed_edition(statement: NeedsStatement) -> Edition | None:
    return statement.subject.editions.filter(sealed_at__isnull=False).order_by("-number").first()


def sealed_contents():
    """(edition, content) of every sealed statement, for checking the seals; nine queries for five hundred."""
    sealed = StatementVersion.objects.filter(edition__sealed_at__isnull=False).select_related("edition")
    needs = Prefetch("need_versions", NeedVersion.objects.select_related("need"))
    annexes = Prefetch("attachments", Attachment.objects.select_related("document"))
    sealed = with_keys(sealed, *SETS).prefetch_related(needs, annexes)
    return ((version.edition, version.content()) for version in sealed.iterator(chunk_size=500))


def version_titles(statements) -> dict[int, str]:
    """The newest title of each statement, for people who may read it whole (its State, the check)."""
    newest = StatementVersion.objects.filter(statement__in=statements).order_by("statement", "-edition__number")
    return dict(newest.distinct("statement").values_list("statement", "title"))


def words_of(version: StatementVersion, names, part: NeedVersion | None = None) -> dict:
    """The stored answers of these names: of the statement, its links (sets as lists), else of the part (the first)."""
    stored: dict = {}
    for name in names:
        if name in SETS:
            stored[name] = list(getattr(version, name).all())
        elif name in VERSION_FIELDS:
            stored[name] = getattr(version, name)
        else:
            part = part or version.need_versions.select_related("need").first()
            stored[name] = getattr(part, name)
    return stored


def part_words(part: NeedVersion) -> dict:
    """The stored answers of one part, its own title among them."""
    return {name: getattr(part, name) for name in NEED_FIELDS}


def seen_of(stored: dict) -> str:
    """A short digest of stored answers: a page carries it, so that a save can tell whether they changed meanwhile."""
    plain = {
        name: sorted(one.pk for one in value) if isinstance(value, list) else str(value if value is not None else "")
        for name, value in stored.items()
    }
    return digest_of(plain)[:20]


def advice_on(version: StatementVersion) -> Advice:
    """What the need clinic says of the words as they are stored."""
    parts = [
        NeedWords(**{one.name: getattr(part, one.name) for one in fields(NeedWords)})
        for part in version.need_versions.all()
    ]
    said = {name: getattr(version, name) for name in ("title", "summary", "gap", "done_at_home", "national_plan")}
    return advise(Words(**said, recommendations=version.recommendations.count(), needs=parts))


def current_words(version: StatementVersion) -> dict:
    """What is stored now, as the express form's fields: for showing both texts, and as initial values."""
    names = [*VERSION_FIELDS, *(name for name in NEED_FIELDS if name != "title")]
    return words_of(version, names) | {"language": version.edition.language, "edit_no": version.edit_no}
