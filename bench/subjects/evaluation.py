"""How good suggestions are: on a labelled set, and on real requests and activities where they are at hand."""

from bench.goals import Goal

TITLE = "Suggestions evaluated"
JOBS = "bench.jobs.evaluating"
MEASURES = {
    "precision": "precision at 5 (a missing place is a miss)",
    "reached": "relevant among the first 5, of as many as there could be",
    "any": "share of needs with a viable suggestion",
    "relevant": "share of needs with something relevant among the first 5",
}


def goals(worlds):
    worker = worlds.at()
    yield from _told("labelled set", worker.value(f"{JOBS}:on_labels"))
    real = worker.value(f"{JOBS}:on_real_rows")
    if real is None:
        print("skip  –   the real requests and activities (../shared/data) are not on this machine", flush=True)
    else:
        yield from _told("Haiti appeal and aid activities", real)


def _told(name: str, found: dict):
    sizes = f"{found['served']} of {found['needs']} needs that any of {found['offers']} offers serves"
    for measure, words in MEASURES.items():
        beside = f"plain text search {found['searched'][measure]:.2f}; {sizes}"
        yield Goal("–", f"{name}: {words}", found["suggested"][measure], unit="", detail=beside)
