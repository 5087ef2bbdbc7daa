"""Which open offer could serve which need of a call, how well it fits in words and points, and why others could not.

Everything is worked out for all pairs at once, on summary fields alone; an offer is paired only with what its partner
may read itself, so an invitation betrays no need.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from matching.allocation.solver import Edges
from matching.choices import Eligible
from matching.models import MatchParty, Offer
from matching.selectors import open_offers, reader_for, secretariat_reader
from matching.selectors.fits import CONDITIONS, MOST_THEMES, POINTS, REASONS
from requests_app.choices import StatementStatus
from requests_app.models import Call, StatementVersion
from requests_app.selectors import needs_shown_to
from states.choices import CountryGroup
from states.selectors import live_memberships

FIRST = (CountryGroup.LDC, CountryGroup.SIDS)


@dataclass
class Pairs:
    """The rows of a call, the conditions of each pair and the parts of its score: tables of needs × offers.

    `conditions` are those of CONDITIONS, and whether the partner may read the need (`reads`) and was not asked before
    (`fresh`); `parts` those of POINTS, true or, for the themes, how many.
    """

    needs: list
    offers: list[Offer]
    conditions: dict[str, np.ndarray]
    parts: dict[str, np.ndarray]
    first: np.ndarray

    @cached_property
    def viable(self) -> np.ndarray:
        return np.logical_and.reduce(list(self.conditions.values()))

    @cached_property
    def scores(self) -> np.ndarray:
        tables = [POINTS[name] * table.astype(np.int64) for name, table in self.parts.items()]
        return np.sum(tables, axis=0)

    def edges(self) -> Edges:
        """All viable pairs, none cut off for a low score."""
        need, offer = np.nonzero(self.viable)
        places = np.array([max(0, one.places - one.taken) for one in self.offers], dtype=np.int64)
        return Edges(need, offer, self.scores[need, offer].astype(np.int64), self.first, places)

    def reasons(self, need: int, offer: int) -> list[str]:
        """Why this offer fits this need, in the words of the suggestions."""
        held = [str(yes) for yes, _no in CONDITIONS.values()]
        return held + [str(REASONS[name]) for name, table in self.parts.items() if table[need, offer]]

    def why_not(self, need: int) -> str:
        """The first condition at which every offer fails for this need."""
        left = np.ones(len(self.offers), dtype=bool)
        for name, table in self.conditions.items():
            left = left & table[need]
            if not left.any():
                return str(WHY_NOT[name])
        return _("The offers that fit it have no place left beside the needs that they serve.")


WHY_NOT = {
    "kind": _lazy("No open offer is of its kind of support."),
    "eligible": _lazy("Offers of its kind are not meant for this State."),
    "dates": _lazy("Offers of its kind are not valid when it is wanted."),
    "spoken": _lazy("Offers of its kind have no language in common with it."),
    "reads": _lazy("The State has not shown it to the partners whose offers fit."),
    "fresh": _lazy("The partners whose offers fit were asked before."),
}


def pairs_of(call: Call) -> Pairs:
    """The open needs of a call and all open offers with a place, in a dozen queries whatever their number."""
    shown = needs_shown_to(secretariat_reader()).filter(statement__call=call, statement__status=StatementStatus.OPEN)
    needs = list(shown.order_by("pk"))
    offers = list(open_offers().filter(taken__lt=F("places")).order_by("pk"))
    groups = _groups_of({need.statement.state_id for need in needs})
    bodies = sorted({offer.body_id for offer in offers})
    owner = np.array([bodies.index(offer.body_id) for offer in offers], dtype=np.int64)
    in_first = [any(group in FIRST for group in groups.get(need.statement.state_id, ())) for need in needs]
    conditions = _conditions(needs, offers, groups)
    conditions["reads"] = _readable(bodies, offers, needs)[:, owner]
    conditions["fresh"] = ~_asked(bodies, needs)[:, owner]
    return Pairs(needs, offers, conditions, _parts(needs, offers, groups), np.array(in_first, dtype=bool))


def _conditions(needs: list, offers: list, groups: dict) -> dict[str, np.ndarray]:
    everywhere = np.array([not offer.regions for offer in offers], dtype=bool)
    own = [[Eligible.ANY, *groups.get(need.statement.state_id, ())] for need in needs]
    begins, ends = _wanted(needs)
    first = np.array([offer.valid_from.toordinal() for offer in offers], dtype=np.int64)
    return {
        "kind": _share([[need.support_type] for need in needs], [[offer.support_type] for offer in offers]),
        "eligible": _share(own, [offer.eligible for offer in offers]) & (_regions(needs, offers) | everywhere[None, :]),
        "dates": (_last_days(offers)[None, :] >= begins[:, None]) & (first[None, :] <= ends[:, None]),
        "spoken": _share([[need.language] for need in needs], [offer.languages for offer in offers]),
    }


def _parts(needs: list, offers: list, groups: dict) -> dict[str, np.ndarray]:
    own = [groups.get(need.statement.state_id, ()) for need in needs]
    _begins, ends = _wanted(needs)
    return {
        "themes": np.minimum(_shared_themes(needs, offers), MOST_THEMES),
        "group": _share(own, [offer.eligible for offer in offers]),
        "region": _regions(needs, offers),
        "language": _share([[need.language] for need in needs], [[offer.language] for offer in offers]),
        "time": (_last_days(offers)[None, :] >= ends[:, None]),
    }


def _regions(needs: list, offers: list) -> np.ndarray:
    return _share([[need.statement.state.regional_group] for need in needs], [offer.regions for offer in offers])


def _wanted(needs: list) -> tuple[np.ndarray, np.ndarray]:
    """First and last day of each need: from today, for ever, where it names none."""
    today, never = timezone.localdate().toordinal(), 2**40
    begins = [need.wanted_from.toordinal() if need.wanted_from else today for need in needs]
    ends = [need.wanted_to.toordinal() if need.wanted_to else never for need in needs]
    return np.array(begins, dtype=np.int64), np.array(ends, dtype=np.int64)


def _last_days(offers: list) -> np.ndarray:
    return np.array([offer.valid_until.toordinal() for offer in offers], dtype=np.int64)


def _counts(rows: list, codes: dict) -> np.ndarray:
    """Rows × codes: 1 where the row holds the code."""
    table = np.zeros((len(rows), len(codes)), dtype=np.int32)
    for place, row in enumerate(rows):
        for code in row:
            if code in codes:
                table[place, codes[code]] = 1
    return table


def _shared(left: list, right: list) -> np.ndarray:
    """How many codes each row of the left shares with each of the right."""
    codes = {code: place for place, code in enumerate(sorted({code for row in left for code in row}))}
    return _counts(left, codes) @ _counts(right, codes).T


def _share(left: list, right: list) -> np.ndarray:
    return _shared(left, right) > 0


def _shared_themes(needs: list, offers: list) -> np.ndarray:
    editions = [need.statement.subject.shown_id for need in needs]
    themes: dict[int, list[int]] = {}
    shown = StatementVersion.objects.filter(edition__in=editions, themes__isnull=False)
    for edition, theme in shown.values_list("edition", "themes"):
        themes.setdefault(edition, []).append(theme)
    offered: dict[int, list[int]] = {}
    for offer, theme in Offer.themes.through.objects.filter(offer__in=offers).values_list("offer", "theme"):
        offered.setdefault(offer, []).append(theme)
    return _shared([themes.get(one, ()) for one in editions], [offered.get(offer.pk, ()) for offer in offers])


def _groups_of(state_ids: set[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for state, group in live_memberships().filter(state__in=state_ids).values_list("state", "group"):
        found.setdefault(state, []).append(group)
    return found


def _readable(bodies: list[int], offers, needs) -> np.ndarray:
    """What each partner may read of the needs itself."""
    by_id = {offer.body_id: offer.body for offer in offers}
    place = {need.pk: row for row, need in enumerate(needs)}
    table = np.zeros((len(needs), len(bodies)), dtype=bool)
    for column, body in enumerate(bodies):
        read = needs_shown_to(reader_for(by_id[body])).filter(pk__in=place).values_list("pk", flat=True)
        table[[place[pk] for pk in read], column] = True
    return table


def _asked(bodies: list[int], needs) -> np.ndarray:
    """Who is or was in a match on a need: nobody is asked twice."""
    need_at = {need.pk: row for row, need in enumerate(needs)}
    body_at = {body: column for column, body in enumerate(bodies)}
    table = np.zeros((len(needs), len(bodies)), dtype=bool)
    parties = MatchParty.objects.filter(match__need__in=need_at, body__in=body_at)
    for need, body in parties.values_list("match__need", "body"):
        table[need_at[need], body_at[body]] = True
    return table
