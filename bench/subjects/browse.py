"""Browse and search: goals 1 to 5, 7 and 13 of the design."""

import gzip
import os

from bench.goals import Goal
from bench.timing import median_of, ratio
from servers.places import PROJECT

TITLE = "Browse and search"
SMALL, LARGE = 1000, int(os.environ.get("BENCH_NEEDS", "100000"))
COLD, GET, KNOWN, SEEN = (f"bench.jobs.requests:{name}" for name in ("cold", "get", "known", "described"))
SAVING, WRITER = "bench.jobs.requests:saving", "drafter.xtv"
FILTERED = "/needs/?support_type=training&support_type=data"
DEEP = 15
#: common, middling, in one statement; nowhere
WORDS = ["courts", "housing", "bakelomi"]
ABSENT = "xylophonist"


def goals(worlds):
    small, large = worlds.at(needs=SMALL), worlds.at(needs=LARGE)
    yield from first_page(large)
    yield from growth(small, large)
    yield from one_need(large)
    yield from api(large)
    yield from search(large)
    yield from first_visit(large)


def first_page(large):
    floor = large.timer("bench.jobs.floors:rows", 20, ["training", "data"])
    yield Goal("1", f"browse needs, page 1, filters, {LARGE:,} stored", ratio(large.timer(COLD, FILTERED), floor), 5)
    yield Goal("2", "… anonymous, kept", ratio(large.timer(GET, FILTERED), floor), 0.7)
    yield Goal("2", "… anonymous, 304", ratio(large.timer(KNOWN, FILTERED), floor), 0.7)
    seen = large.value(SEEN, FILTERED, "officer.xnd")
    yield Goal("1", "… statements, signed in", seen["queries"], 6, unit="")
    yield Goal("1", "… compressed HTML", large.value(SEEN, FILTERED)["bytes"] / 1024, 8, unit="KB")


def growth(small, large):
    first = ratio(large.timer(COLD, "/needs/"), small.timer(COLD, "/needs/"))
    yield Goal("3", f"first page, {SMALL:,} to {LARGE:,}", first, 1.2)
    deep = [world.value("bench.jobs.requests:next_address", "/needs/", DEEP) for world in (small, large)]
    later = ratio(large.timer(COLD, deep[1]), small.timer(COLD, deep[0]))
    yield Goal("3", f"page {DEEP}, {SMALL:,} to {LARGE:,}", later, 1.2)
    need = ratio(large.timer(COLD, need_address(large)), small.timer(COLD, need_address(small)))
    yield Goal("3", f"a need's page, {SMALL:,} to {LARGE:,}", need, 1.2)
    form = (COLD, "/desk/statements/new/", WRITER)
    yield Goal("3", f"opening the form, {SMALL:,} to {LARGE:,}", ratio(large.timer(*form), small.timer(*form)), 1.2)
    saved = ratio(large.timer(SAVING, WRITER), small.timer(SAVING, WRITER))
    yield Goal("3", f"saving a draft, {SMALL:,} to {LARGE:,}", saved, 1.2)


def need_address(world) -> str:
    one = "SELECT reference FROM consent_subject WHERE reference LIKE '%-L%' ORDER BY id LIMIT 1"
    return f"/needs/{world.value('bench.jobs.floors:scalar', one)}/"


def one_need(large):
    address = need_address(large)
    reference = address.split("/")[2]
    floor = large.timer("bench.jobs.floors:one", reference)
    yield Goal("4", "a need's page", ratio(large.timer(COLD, address), floor), 8)
    yield Goal("4", "… statements", large.value(SEEN, address)["queries"], 8, unit="")


def api(large):
    floor = large.timer("bench.jobs.floors:rows", 50)
    yield Goal("5", "API, 50 needs", ratio(large.timer(COLD, "/api/v1/needs/"), floor), 4)


def search(large):
    times = {word: median_of(large.timer(COLD, f"/needs/?q={word}")) for word in WORDS}
    worst, best = max(times.values()), min(times.values())
    told = ", ".join(f"{word} {seconds * 1000:.0f} ms" for word, seconds in times.items())
    yield Goal("7", "search, worst word to best", worst / best, 10, detail=told)
    terms = f"SELECT need_version_id FROM requests_app_needsearch WHERE terms @@ web_query('{ABSENT}') LIMIT 20"
    scanned = f"SELECT need_version_id FROM requests_app_needsearch WHERE folded || '' ILIKE '%{ABSENT}%'"
    job = "bench.jobs.floors:query"
    figure = ratio(large.timer(job, scanned), large.timer(job, terms))
    words = "a word that is not there: ILIKE to the index"
    yield Goal("7", words, figure, 50, at_least=True, detail="the design asks 500 ×: ADR 20")


def first_visit(large):
    css = (PROJECT / "web/static/web/site.css").read_bytes()
    page = large.value(SEEN, "/needs/")["bytes"]
    yield Goal("13", "first visit: HTML and CSS, compressed", (page + len(gzip.compress(css, 9))) / 1024, 20, unit="KB")
