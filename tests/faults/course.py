"""The order of the fault runs, on one world of fictitious States."""

from requests_app.services import withdraw_statement
from states.cast import acting_as, make_cast
from tests.cast import a_submitted, an_open_statement
from tests.factories.followup import an_active_match
from tests.faults import clocks, load, scenarios, web


def run(rig, servers, protocol, chosen) -> None:
    make_cast("a password of the fault runs")
    statement = a_submitted()
    an_active_match(an_open_statement())
    people = load.curators(100)
    rig.start_sink()
    rig.start_beat()
    _mails(rig, servers, protocol, chosen, statement, people)
    _reminders(protocol)
    for place in ("before_commit", "committed"):
        protocol.run(f"web killed, {place}", web.killed_around_the_commit, rig, place, times=max(2, chosen.times // 2))


def _mails(rig, servers, protocol, chosen, statement, people) -> None:
    few, kills = people[:10], {"kills": chosen.kills, "exact": chosen.kills}
    protocol.run("workers killed", scenarios.mails_under_kills, rig, statement, people, mails=chosen.mails, **kills)
    for place in ("claimed", "marked"):
        protocol.run(f"worker killed, {place}", scenarios.kills_at, rig, statement, few, place, kills=chosen.times)
    flushes = max(1, chosen.times // 2)
    protocol.run("Valkey flushed", scenarios.valkey_flushed, rig, statement, people, times=flushes)
    valkey = servers.restart_valkey
    protocol.run("Valkey restarted", scenarios.valkey_restarted, rig, statement, people, valkey, times=chosen.times)
    rig.start_web()
    postgres = servers.restart_postgres
    restarts = {"times": max(1, chosen.times // 2)}
    protocol.run("PostgreSQL killed", scenarios.postgres_restarted, rig, statement, people, postgres, **restarts)
    rig.kill("web")
    protocol.run("two beats", scenarios.two_beats, rig, statement, people)
    protocol.run("mail server in trouble", scenarios.trouble_at_the_mail_server, rig, statement, each=chosen.times)

    def withdraw():
        withdraw_statement(statement, by=acting_as("authoriser.xtv"))

    protocol.run("withdrawn before sending", scenarios.withdrawn_before_sending, rig, statement, people, withdraw)


def _reminders(protocol) -> None:
    protocol.run("beat dead three days", clocks.beat_dead_three_days)
    protocol.run("clock jumps", clocks.clock_jumps)
    protocol.run("six sweeps at once", clocks.swept_by_many)
