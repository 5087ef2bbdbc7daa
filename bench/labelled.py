"""Needs and offers of our own, each offer labelled with the topic that it serves; and how real rows become such ones.

An offer is relevant to a need where it serves the same topic by the same kind of support, is meant for the State, and
shares a language. In the labelled set each topic has an offer that fits, one of another kind, one for other States,
one in another language, one that fits and names no theme, and one that shares words and serves something else.
"""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

FILES = Path(__file__).resolve().parents[2] / "shared/data/needs_offers"
GROUPS = {"XTV": ["SIDS"], "XKR": ["LDC", "LLDC"], "XWD": [], "XAM": []}


@dataclass(frozen=True)
class Wanted:
    """A need: its words, what decides about it, and the label (a topic, or several)."""

    text: str
    kind: str
    themes: tuple[str, ...]
    state: str
    language: str = "en"
    labels: frozenset = field(default_factory=frozenset)


@dataclass(frozen=True)
class Offered:
    title: str
    summary: str
    kind: str
    themes: tuple[str, ...]
    eligible: tuple[str, ...] = ("any",)
    languages: tuple[str, ...] = ("en",)
    labels: frozenset = field(default_factory=frozenset)


#: topic → kind, themes, the need, what fits, what only shares its words
TOPICS = {
    "bail": ("training", ("juvenile-justice", "administration-of-justice"),
             "Train public defenders on bail for children in the outer islands",
             "Trainers on juvenile justice for defenders and clerks",
             "Training of port clerks in the outer islands on customs bonds"),
    "database": ("nmirf", ("nmirf", "treaty-bodies"),
                 "A national database that tracks recommendations",
                 "Set-up of a tracking tool for reports and recommendations",
                 "A national database of fishing vessels"),
    "violence": ("legislation", ("gender-based-violence", "womens-rights"),
                 "Draft a law against domestic violence",
                 "Legislative drafters for laws that protect women",
                 "Draft regulations on domestic air traffic"),
    "prisons": ("expert", ("detention", "torture"),
                "Expert on standards of care in places of detention",
                "Former prison directors visit and advise",
                "Expert on the detention of ships by port States"),
    "disability": ("equipment", ("disability",),
                   "Ramps and hearing loops for legal aid centres",
                   "Accessibility kits for public buildings",
                   "Loops and ramps for road interchanges near the legal capital"),
    "data": ("data", ("data-and-research", "water-sanitation"),
             "Indicators on access to safe water by district",
             "Statisticians who measure rights to water and sanitation",
             "District indicators for the tourism sector"),
    "reports": ("reporting", ("treaty-bodies",),
                "Help with three overdue reports to treaty bodies",
                "Writers and translators for State reports",
                "Translation of three overdue tax treaties"),
    "courts": ("peer_exchange", ("administration-of-justice", "rule-of-law"),
               "Learn from a peer how mobile courts work",
               "Study visit to itinerant magistrates",
               "Exchange of mobile network operators"),
}  # fmt: skip


def labelled() -> tuple[list[Wanted], list[Offered]]:
    """Two needs and six offers for each topic."""
    needs, offers = [], []
    kinds = [kind for kind, *_rest in TOPICS.values()]
    for place, (topic, (kind, themes, asked, fits, decoy)) in enumerate(TOPICS.items()):
        label, another = frozenset({topic}), kinds[(place + 3) % len(kinds)]
        needs += [Wanted(asked, kind, themes, state, labels=label) for state in ("XTV", "XKR")]
        offers += [
            Offered(fits, f"We know {themes[0].replace('-', ' ')} well.", kind, themes, ("SIDS", "LDC"), labels=label),
            Offered(f"{fits}, remotely", "Through the year.", kind, (), labels=label),
            Offered(fits, "In another way.", another, themes, labels=label),
            Offered(fits, "For our neighbours.", kind, themes, ("LLDC",), labels=label),
            Offered(fits, "En français.", kind, themes, languages=("fr",), labels=label),
            Offered(decoy, f"{asked}? No: {decoy.lower()}.", kind, ("economic-policy",)),
        ]
    return needs, offers


def serves(offer: Offered, need: Wanted) -> bool:
    """Whether the offer is relevant to the need, by the labels and by what makes an answer possible at all."""
    meant = "any" in offer.eligible or bool(set(offer.eligible) & set(GROUPS[need.state]))
    return bool(offer.labels & need.labels) and offer.kind == need.kind and meant and need.language in offer.languages


#: how a State or a partner would tick, read from the words of a real row; sectors, the labels, are never read for it
KINDS = {
    "legislation": r"legislat|draft(ing)? .{0,20}law|\bbill\b",
    "training": r"\btrain|education|awareness|capacity",
    "data": r"\bdata\b|statistic|assessment|monitoring|survey|research",
    "equipment": r"equipment|construct|rehabilitat|infrastructure|suppl(y|ies)|kits?\b|material",
    "seed_finance": r"financ|\bgrant|fund(s|ing)?\b|budget|cash",
    "convening": r"coordinat|conference|cluster|network",
}
THEMES = {
    "health": r"health|medic|hospital|hiv|aids|disease|nutrition",
    "sexual-reproductive-health": r"reproductive|maternal|obstetric",
    "education": r"education|school|pupil|teacher",
    "water-sanitation": r"water|sanitation|hygiene|\bwash\b",
    "food": r"\bfood\b|agricultur|farm|seed|livestock",
    "housing": r"shelter|housing|\btents?\b",
    "childrens-rights": r"child|youth",
    "womens-rights": r"\bwom[ae]n|gender",
    "gender-based-violence": r"sexual violence|gender.based violence|\bgbv\b",
    "administration-of-justice": r"justice|court|prison|judicia|legal aid",
    "participation-elections": r"election|democra|parliament",
    "emergencies": r"emergency|relief|humanitarian|disaster|earthquake",
    "work": r"livelihood|employ|income|cash.for.work",
    "civil-political-rights": r"human rights|protection",
}
#: CRS purpose codes (their beginnings) that serve a cluster of the Haiti appeal: the labels of real rows
SECTORS = {
    "HEALTH": ("12", "13"),
    "EDUCATION": ("11",),
    "WATER AND SANITATION": ("14",),
    "AGRICULTURE": ("311", "312", "52"),
    "FOOD": ("52", "72040", "12240"),
    "PROTECTION/HUMAN RIGHTS/RULE OF LAW": ("151", "152"),
    "SHELTER AND NON-FOOD ITEMS": ("16", "72010", "73"),
    "ECONOMIC RECOVERY AND INFRASTRUCTURE": ("21", "24", "25", "32", "73"),
    "COORDINATION AND SUPPORT SERVICES": ("72050",),
}


def ticked(text: str) -> tuple[str, tuple[str, ...]]:
    """(kind, themes) that the words ask for."""
    kind = next((name for name, pattern in KINDS.items() if re.search(pattern, text, re.I)), "other")
    return kind, tuple(name for name, pattern in THEMES.items() if re.search(pattern, text, re.I))


def real() -> tuple[list[Wanted], list[Offered]] | None:
    """The requests of the Haiti appeal and the aid activities, ticked by their words, labelled by their sectors; rows
    without a sector have no label and are left out. None where the files are not on this machine.
    """
    asked, given = FILES / "haiti2010_appeal_needs.csv", FILES / "activities_normalised.csv"
    if not (asked.exists() and given.exists()):
        return None
    needs = [_wanted(row) for row in _rows(asked) if _sector(row) in SECTORS]
    return needs, [_offered(row) for row in _rows(given) if row["sector_codes"].strip()]


def _rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sector(row: dict) -> str:
    return row["sectors"].split("|")[0].strip().removeprefix("IASC:")


def _wanted(row: dict) -> Wanted:
    kind, themes = ticked(f"{row['title']} {row['objectives']}")
    return Wanted(row["title"], kind, themes, "XKR", labels=frozenset(SECTORS[_sector(row)]))


def _offered(row: dict) -> Offered:
    title, summary = row["title"][:120].strip() or "–", row["description"][:600].strip()
    kind, themes = ticked(f"{title} {summary}")
    codes = row["sector_codes"].split()
    labels = {start for starts in SECTORS.values() for start in starts if any(code.startswith(start) for code in codes)}
    return Offered(title, summary or title, kind, themes, labels=frozenset(labels))


def of_the_sector(offer: Offered, need: Wanted) -> bool:
    return bool(offer.labels & need.labels)
