"""The optimal proposal for a call, against the solver that it stands on and a second one."""

from bench.goals import Goal
from bench.timing import ratio

TITLE = "Allocation"
JOBS = "bench.jobs.allocation"


def goals(worlds):
    worker = worlds.at()
    took = ratio(worker.timer(f"{JOBS}:ours"), worker.timer(f"{JOBS}:floor"), rounds=7)
    yield Goal("9", "allocation of 2,000 needs × 5,000 offers / sparse matching alone", took, 2)
    served, weight, own_served, own_weight = worker.value(f"{JOBS}:second")
    yield Goal("9", "needs served / those of a second exact solver", own_served / served, 1, at_least=True)
    yield Goal("9", "coverage, LDC/SIDS and scores / those of a second solver", own_weight / weight, 1, at_least=True)
    yield Goal("9", "needs that a greedy allocation serves / ours", worker.value(f"{JOBS}:greedy") / own_served)
