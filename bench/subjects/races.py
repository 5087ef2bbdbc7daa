"""A thousand races for one need, one place or one card; `RACE_ROUNDS=20` makes it short."""

from bench.goals import Goal

TITLE = "Races"
JOBS = "bench.jobs.races"
WORDS = {
    "twenty_pledges": "over-pledges",
    "two_acceptances": "double acceptances",
    "accept_against_withdraw": "talks without a statement",
    "two_hands_on_the_card": "lost updates",
    "two_signatories": "double agreements",
}


def goals(worlds):
    worker = worlds.at()
    for name, words in WORDS.items():
        rounds, violations = worker.value(f"{JOBS}:rounds_of", name)
        yield Goal("F23", f"{name.replace('_', ' ')}: {words}", violations, 0, unit="", detail=f"{rounds} races")
