"""Each fault, and what must hold after it. A scenario returns its figures in words, or raises AssertionError."""

import random
import time

from tests.faults import load
from tests.faults.rig import Rig, wait_for

WORKERS = ("worker1", "worker2")


def _failpoint(kills_left: int, mails_each: int) -> str:
    """A worker kills itself between the server's 250 and the commit of its nth mail."""
    return f"accepted:kill:{random.randint(1, max(2, mails_each))}" if kills_left > 0 else ""


def mails_under_kills(rig: Rig, statement, people: list[int], *, mails: int, kills: int, exact: int) -> str:
    """`kills` random kill -9 of a worker's group under load, and `exact` ones between the 250 and the commit."""
    started = time.monotonic()
    label = f"kills {started}"
    _none(rig)
    for worker in WORKERS:
        rig.start_worker(worker, _failpoint(exact, mails // (exact + 1) // 2))
    wanted = load.tell(statement, people, mails // len(people), label)
    done_random = done_exact = 0
    while (sent := load.sent_of(label)) < wanted:
        for worker in WORKERS:
            if rig.died(worker):
                done_exact += 1
                rig.start_worker(worker, _failpoint(exact - done_exact, mails // (exact + 1) // 2))
        if done_random < kills and sent >= (done_random + 1) * wanted / (kills + 1):
            worker = random.choice(WORKERS)
            rig.kill(worker)
            done_random += 1
            rig.start_worker(worker, _failpoint(exact - done_exact, mails // (exact + 1) // 2))
        assert time.monotonic() - started < 60 + mails / 10 + 6 * (kills + exact), "the mails did not end"
        time.sleep(0.05)
    seconds = time.monotonic() - started
    assert (done_random, done_exact) >= (kills, exact), f"only {done_random} and {done_exact} kills happened"
    return f"{wanted} mails, {done_random} random kills, {done_exact} exact kills, {seconds:.0f} s: {load.check(rig)}"


def kills_at(rig: Rig, statement, people: list[int], place: str, *, kills: int) -> str:
    """A worker dies at one exact place (after the claim, after the mark) again and again."""
    _none(rig)
    rig.start_worker(WORKERS[0], f"{place}:kill:1")
    done = 0
    wanted = load.tell(statement, people, kills, f"kills at {place} {time.monotonic()}")
    while done < kills:
        wait_for(lambda: rig.died(WORKERS[0]), 90, f"death at {place}")
        done += 1
        rig.start_worker(WORKERS[0], f"{place}:kill:1" if done < kills else "")
    load.wait_until_sent(120)
    return f"{done} kills at «{place}», {wanted} mails: {load.check(rig)}"


def valkey_flushed(rig: Rig, statement, people: list[int], *, times: int) -> str:
    _both(rig)
    slowest = 0.0
    for number in range(times):
        load.tell(statement, people, 5, f"flush {number}")
        rig.flush_valkey()
        slowest = max(slowest, load.wait_until_sent(90))
    return f"{times} flushes, slowest recovery {slowest:.1f} s: {load.check(rig)}"


def valkey_restarted(rig: Rig, statement, people: list[int], restart, *, times: int) -> str:
    _both(rig)
    slowest = 0.0
    for number in range(times):
        load.tell(statement, people, 5, f"valkey restart {number}")
        restart()
        slowest = max(slowest, load.wait_until_sent(120))
    return f"{times} restarts, slowest recovery {slowest:.1f} s: {load.check(rig)}"


def postgres_restarted(rig: Rig, statement, people: list[int], restart, *, times: int) -> str:
    """An immediate stop under load: pages answer 503 or nothing meanwhile, never 500, and again 200 afterwards."""
    _both(rig)
    seen: set[int] = set()
    slowest = 0.0
    for number in range(times):
        load.tell(statement, people, 10, f"postgres restart {number}")
        restart(lambda: seen.add(rig.status("/")))
        load.reconnect()
        slowest = max(slowest, wait_for(lambda: rig.status("/readyz") == 200, 60, "pages"))
        load.wait_until_sent(120)
    assert seen <= {0, 200, 503}, f"pages answered {seen}"
    return f"{times} immediate restarts, pages again after {slowest:.1f} s: {load.check(rig)}"


def two_beats(rig: Rig, statement, people: list[int]) -> str:
    _both(rig)
    rig.start_beat("beat2")
    wanted = load.tell(statement, people, 10, "two beats")
    load.wait_until_sent(120)
    rig.kill("beat2")
    return f"{wanted} mails: {load.check(rig)}"


def trouble_at_the_mail_server(rig: Rig, statement, *, each: int) -> str:
    """Addresses that refuse, hang and cut the line among good ones: the good ones go, the final ones are given up."""
    bad = {name: load.curators(each, prefix=f"{name}.") for name in ("421", "450", "550", "552", "hang")}
    cut = load.curators(each, prefix="close-but-take.")
    good = load.curators(each * 5, prefix="good")
    everybody = [pk for group in bad.values() for pk in group] + cut + good
    random.shuffle(everybody)
    _both(rig)
    load.tell(statement, everybody, 1, "trouble")
    try:
        took = wait_for(lambda: load.sent_to(good + cut) == len(good + cut), 300, "the good ones did not go")
        failed = load.count("failed")
    finally:
        load.drop_unfinished()
    assert failed == 2 * each, f"{failed} given up instead of {2 * each}"
    figures = f"{len(everybody)} mails, the {len(good + cut)} good ones within {took:.0f} s, {failed} given up"
    return f"{figures}: {load.check(rig)}"


def withdrawn_before_sending(rig: Rig, statement, people: list[int], withdraw) -> str:
    """Told, then withdrawn before any worker runs: nothing is sent."""
    _none(rig)
    before = len(rig.accepted())
    wanted = load.tell(statement, people, 2, "withdrawn")
    withdraw()
    _both(rig)
    load.wait_until_sent(60)
    kinds = load.accepted_since(rig, before)
    assert kinds == 0, f"{kinds} mails tell of what was withdrawn"
    return f"{wanted} mails cancelled: {load.check(rig)}"


def _both(rig: Rig) -> None:
    """Two workers without a failpoint; those that run already stay."""
    for worker in WORKERS:
        if worker not in rig.children or rig.died(worker):
            rig.start_worker(worker)


def _none(rig: Rig) -> None:
    for worker in WORKERS:
        if worker in rig.children:
            rig.kill(worker)
