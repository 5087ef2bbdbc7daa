"""`python -m bench.clinic`: how the need clinic spreads real sentences of States, into bench/results.md.

Each sentence of UPR reports (2008 to 2011) is taken for a whole statement: what it names counts, what it leaves out is
missing. Real requests are mostly this vague, which is what the clinic is for.
"""

import csv
import re
import statistics
import sys
from pathlib import Path

import django

TITLE = "Need clinic: the spread over real sentences"
SENTENCES = Path(__file__).resolve().parents[2] / "shared/data/needs_offers/upr_wg_report_sentences_2008-2011.csv"
KINDS = {
    "legislation": r"legislat|draft(ing)? .{0,20}law|bill\b|harmoni[sz]",
    "training": r"train|educat|awareness",
    "reporting": r"(overdue|outstanding|treaty|periodic) .{0,20}report|reports? to the treaty",
    "institution": r"national human rights (institution|commission)|establish\w* .{0,30}(institution|commission|body)",
    "data": r"\bdata\b|statistic|indicator",
    "equipment": r"equipment|computer|infrastructure",
    "seed_finance": r"financ|fund(s|ing)?\b",
    "expert": r"expert",
}
OFFICE = re.compile(
    r"ministr|court|police|prison|judiciary|commission\b|ombuds|parliament|security forces|institution\b|committee",
    re.I,
)


def words_of_sentence(text: str):
    """The sentence as the clinic reads a statement."""
    from requests_app.clinic import NeedWords, Words  # noqa: PLC0415 needs Django's settings

    kind = next((name for name, pattern in KINDS.items() if re.search(pattern, text, re.I)), "other")
    office = OFFICE.search(text)
    part = NeedWords(support_type=kind, institution=office.group() if office else "", success_sign="")
    return Words(title=text[:120], summary=text, recommendations=0, needs=[part])


def scores_of(path: Path = SENTENCES) -> list[int]:
    """The scores of all sentences in which a State asks for something, lowest first."""
    from requests_app.clinic import advise  # noqa: PLC0415

    with path.open(encoding="utf-8", newline="") as file:
        rows = [row["text"] for row in csv.DictReader(file) if row["kind_by_regex"] == "need_or_request"]
    return sorted(advise(words_of_sentence(text)).points for text in rows)


def spread_of(scores: list[int]) -> dict[str, int]:
    """{"sentences", "least", "lower", "median", "upper", "most"}: the quartiles of the scores."""
    lower, median, upper = statistics.quantiles(scores, n=4)
    return {
        "sentences": len(scores),
        "least": scores[0],
        "lower": round(lower),
        "median": round(median),
        "upper": round(upper),
        "most": scores[-1],
    }


def section(spread: dict[str, int]) -> str:
    rows = "\n".join(f"| {name} | {value} |" for name, value in spread.items())
    return f"## {TITLE}\n\n{(__doc__ or '').split(chr(10), 2)[2].strip()}\n\n| | points of 100 |\n|---|---|\n{rows}\n"


if __name__ == "__main__":
    from bench.results import put_section

    if not SENTENCES.exists():
        sys.exit(f"{SENTENCES.name} is not on this machine: nothing was measured.")
    django.setup()
    found = spread_of(scores_of())
    put_section(TITLE, section(found))
    print(found)
