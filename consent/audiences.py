"""Audiences as the ledger writes them: who belongs to which, what they are called, and who reads as which."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from consent.choices import Audience
from states.choices import PARTICIPANT_KINDS, PARTNER_KINDS, STATE_KINDS, BodyKind, RegionalGroup
from states.models import Body


@dataclass(frozen=True)
class Regions:
    """A list of regions that can be an audience: `choices()` gives (slug, label), `of_body(body)` slugs."""

    choices: Callable[[], Iterable[tuple[str, str]]]
    of_body: Callable[[Body], Iterable[str]]


def _group_of(body: Body) -> list[str]:
    return [body.state.regional_group] if body.is_of_state and body.state.regional_group else []


#: floors above add the members of their regional calls here, at start
REGIONS: list[Regions] = [Regions(lambda: RegionalGroup.choices, _group_of)]


def tokens_of_body(body: Body | None) -> list[str]:
    """The audiences that people of this body belong to, as the ledger writes them; the public is everybody."""
    if body is None:
        return [Audience.PUBLIC.value]
    named = [Audience.PUBLIC.value, f"body:{body.pk}", *_regions_of(body)]
    if body.is_of_state:
        return [*named, Audience.STATES.value]
    if body.is_partner:
        return [*named, Audience.PARTNERS.value, f"partners:{body.kind}"]
    if body.kind in PARTICIPANT_KINDS:
        return [*named, Audience.PARTICIPANTS.value]
    return [*named, Audience.SECRETARIAT.value] if body.kind == BodyKind.SECRETARIAT else named


def _regions_of(body: Body) -> list[str]:
    return [f"region:{slug}" for regions in REGIONS for slug in regions.of_body(body)]


def tokens_read_as(audience: str) -> list[str]:
    """Every audience whose grants a member of `audience` has as well: a partner reads what the public reads, too."""
    kind, _colon, which = audience.partition(":")
    if kind == "body":
        return tokens_of_body(Body.objects.select_related("state").filter(pk=which).first())
    beside = {"partners": ["partners"], "region": ["states"]}.get(kind, []) if which else []
    return list(dict.fromkeys([audience, *beside, Audience.PUBLIC.value]))


def kinds_of_partner() -> list[tuple[str, str]]:
    return [(f"partners:{kind}", kind.label) for kind in BodyKind if kind in PARTNER_KINDS]


def regions() -> list[tuple[str, str]]:
    return [(f"region:{slug}", label) for one in REGIONS for slug, label in one.choices()]


def labels_of(audiences: Iterable[str]) -> dict[str, str]:
    """What each audience is called, in one query for all named bodies."""
    wanted = set(audiences)
    labels: dict = dict(Audience.choices) | dict(kinds_of_partner()) | dict(regions())
    pks = [audience.partition(":")[2] for audience in wanted if audience.startswith("body:")]
    labels |= (
        {f"body:{pk}": name for pk, name in Body.objects.filter(pk__in=pks).values_list("pk", "name")} if pks else {}
    )
    return {audience: str(labels.get(audience, audience)) for audience in wanted}


def nameable_bodies(state_id: int):
    """Whom a State can name, to show something or to leave out: every office that is not its own."""
    return Body.objects.exclude(state_id=state_id, kind__in=STATE_KINDS).exclude(kind=BodyKind.SECRETARIAT)
