"""Every transition as it was decided, written here by hand: name, sources, target, permission, binding."""

import re

import pytest
from rules.permissions import permissions

from accounts.acting import ANONYMOUS, SYSTEM
from dialogue.lifecycles import COMMITMENT, REGISTRATION, SESSION, SPEAKING, TABLE, TRAVEL
from followup.lifecycles import COMMENT, NOTE, REPORT
from lifecycle.engine import Lifecycle, transition_row
from matching.lifecycles import MATCH, OFFER, PLEDGE
from practices.lifecycles import PRACTICE
from presentations.lifecycles import PRESENTATION
from questions.lifecycles import QUESTION
from requests_app.lifecycles import HOUR, STATEMENT
from tests.architecture.sources import APPS, lines_with, python_files

TABLES = {
    "requests_app.needsstatement": """
        ask_clearance        | draft                      | clearance      | ask_clearance        |
        return_to_draft      | clearance                  | draft          | return_to_draft      |
        submit               | draft clearance            | submitted      | submit_statement     | binds
        begin_check          | submitted                  | in_check       | check_statement      |
        ask_clarification    | in_check                   | clarification  | check_statement      |
        answer_clarification | clarification              | in_check       | answer_clarification |
        refuse_receipt       | in_check                   | not_receivable | check_statement      |
        file_again           | not_receivable clarification | draft        | write_statement      |
        open_after_check     | in_check                   | open           | open_after_check     |
        open_unchecked       | submitted in_check         | open           | open_unchecked       | binds
        amend                | open                       | open           | amend_statement      | binds
        close                | open                       | closed         | close_statement      | binds
 withdraw | draft clearance submitted in_check clarification not_receivable open | withdrawn | withdraw_statement |binds
        recognise            | draft                      | draft          | recognise_statement  | binds
        confirm_check        | open                       | open           | confirm_check        |
        reconfirm            | open                       | open           | reconfirm_statement  |
        return_unanswered    | clarification              | draft          | sweep_statement      |
        lapse                | open                       | closed         | lapse_statement      |
        """,
    "requests_app.clinichour": """
        offer   | asked offered        | offered   | help_writing |
        agree   | offered              | agreed    | ask_hour     |
        decline | asked offered        | declined  | help_writing |
        cancel  | asked offered agreed | cancelled | ask_hour     |
        """,
    "matching.offer": """
        submit      | draft       | submitted | write_offer  |
        send_back   | submitted   | draft     | verify_offer |
        verify      | submitted   | verified  | verify_offer |
        open        | verified    | open      | open_offer   |
        pause       | open        | paused    | write_offer  |
        resume      | paused      | open      | write_offer  |
        reconfirm   | open paused | open      | write_offer  |
        withdraw    | draft submitted verified open paused | withdrawn | write_offer |
        """,
    "matching.match": """
        open_talks         | proposed                  | in_talks    | follow_yeses       |
        agree              | in_talks                  | agreed      | follow_yeses       |
        decline            | proposed in_talks         | declined    | decline_as_partner |
        decline_as_state   | proposed in_talks         | declined    | decline_as_state   | binds
        start              | agreed                    | active      | start              |
        complete           | active                    | completed   | end                | binds
        end_early          | agreed active             | ended_early | end                | binds
        lapse              | proposed                  | lapsed      | sweep              |
        end_talks          | in_talks                  | lapsed      | sweep              |
        amend              | active                    | active      | follow_yeses       |
        amend_before_start | agreed                    | agreed      | follow_yeses       |
        end_with_statement | proposed in_talks agreed  | declined    | sweep              |
        """,
    "matching.pledge": """
        confirm        | announced  | confirmed        | confirm_pledge | binds
        commit         | confirmed  | committed        | sign_pledge    | binds
        begin_delivery | committed  | delivering       | deliver_pledge |
        deliver        | delivering | delivered        | sign_pledge    | binds
        deliver_partly | delivering | partly_delivered | sign_pledge    | binds
        withdraw       | announced confirmed committed delivering | withdrawn | sign_pledge | binds
        drop           | announced  | withdrawn        | sweep          |
        """,
    "practices.practicecard": """
        show     | draft shown | shown     | show_practice | binds
        withdraw | shown       | withdrawn | show_practice | binds
        """,
    "presentations.presentation": """
        show     | draft shown | shown     | show_presentation | binds
        withdraw | shown       | withdrawn | show_presentation | binds
        """,
    "followup.reportdue": """
        submit        | waiting returned | submitted | submit_report | binds
        note          | submitted        | noted     | note_report   |
        return_report | submitted        | returned  | note_report   |
        waive         | waiting returned | waived    | note_report   |
        """,
    "followup.progressnote": """
        give     | draft | given     | give_note | binds
        withdraw | given | withdrawn | give_note | binds
        """,
    "followup.comment": """
        submit         | draft returned | submitted | write_comment  |
        take_up        | submitted      | screening | screen_comment |
        publish        | screening      | published | screen_comment |
        return_comment | screening      | returned  | screen_comment |
        decline        | screening      | declined  | screen_comment | binds
        withdraw       | draft submitted screening published returned declined | withdrawn | withdraw_comment |
        """,
    "questions.question": """
        submit          | draft returned                        | submitted | ask      |
        publish         | submitted                             | published | screen   |
        return_question | submitted                             | returned  | screen   |
        decline         | submitted                             | declined  | screen   | binds
        withdraw        | submitted published returned declined | withdrawn | withdraw |
        """,
    "dialogue.annualsession": """
        open_agenda    | planned                      | agenda_open      | curate_session |
        publish_agenda | agenda_open agenda_published | agenda_published | curate_session |
        hold           | agenda_published             | held             | curate_session |
        report         | held                         | reported         | curate_session |
        """,
    "dialogue.registration": """
        confirm   | asked              | confirmed | confirm_registration |
        decline   | asked confirmed    | declined  | confirm_registration |
        withdraw  | asked confirmed    | withdrawn | write_registration   |
        ask_again | declined withdrawn | asked     | write_registration   |
        """,
    "dialogue.travelrequest": """
        put_to_board | asked          | at_board  | handle_travel |
        grant        | at_board       | granted   | decide_travel | binds
        refuse       | at_board       | refused   | decide_travel | binds
        withdraw     | asked at_board | withdrawn | ask_travel    |
        """,
    "dialogue.speakingrequest": """
        list      | asked        | listed    | list_speaker |
        call      | listed       | spoken    | list_speaker |
        withdraw  | asked listed | withdrawn | ask_to_speak |
        ask_again | withdrawn    | asked     | ask_to_speak |
        """,
    "dialogue.tabletalk": """
        book      | asked        | booked    | answer_table    |
        decline   | asked        | declined  | answer_table    |
        take_back | asked        | cancelled | take_back_table |
        cancel    | booked       | cancelled | cancel_table    |
        end       | asked booked | cancelled | sweep           |
        lapse     | asked        | lapsed    | sweep           |
        """,
    "dialogue.commitment": """
        give    | announced       | given     | give_commitment    | binds
        confirm | given           | confirmed | confirm_commitment | binds
        decline | announced given | declined  | decline_commitment |
        drop    | announced given | dropped   | sweep              |
        """,
}
OF_SESSIONS = (SESSION, COMMITMENT, REGISTRATION, TRAVEL, SPEAKING, TABLE)
ALL = (STATEMENT, HOUR, OFFER, MATCH, PLEDGE, PRACTICE, PRESENTATION, REPORT, NOTE, COMMENT, QUESTION, *OF_SESSIONS)
LIFECYCLES = {one.model._meta.label_lower: one for one in ALL}

#: what the platform does by itself, and nobody else may
OF_THE_SYSTEM = {
    "requests_app.open_after_check",
    "requests_app.lapse_statement",
    "requests_app.sweep_statement",
    "matching.open_offer",
    "matching.follow_yeses",
    "matching.sweep",
    "dialogue.sweep",
}


def written(table: str, app: str) -> set[tuple]:
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return {
        (name, frozenset(sources.split()), target, f"{app}.{permission}", binding == "binds")
        for name, sources, target, permission, binding in (row + [""] * (5 - len(row)) for row in rows)
    }


def coded(lifecycle: Lifecycle) -> set[tuple]:
    return {(row.name, row.sources, row.target, row.permission, row.binding) for row in lifecycle.table.values()}


@pytest.mark.parametrize("label", TABLES)
def test_transitions_are_those_that_were_decided(label):
    assert coded(LIFECYCLES[label]) == written(TABLES[label], label.split(".")[0])


@pytest.mark.parametrize("label", TABLES)
def test_every_status_of_a_table_is_one_of_the_model(label):
    known = set(dict(LIFECYCLES[label].model._meta.get_field("status").choices))
    for _name, sources, target, _permission, _binding in written(TABLES[label], label.split(".")[0]):
        assert sources | {target} <= known


def test_every_status_can_be_reached_and_left_or_is_an_end():
    for label, lifecycle in LIFECYCLES.items():
        first = lifecycle.model._meta.get_field("status").default
        reached = {row.target for row in lifecycle.table.values()} | {first}
        left = {status for row in lifecycle.table.values() for status in row.sources}
        assert left <= reached, f"{label}: nobody comes to {left - reached}"


def test_every_lifecycle_of_the_project_stands_in_the_tables():
    declared = re.compile(r"^[A-Z_]+ = Lifecycle\($")
    found = [line for path in python_files(*APPS) for line in lines_with(declared, path.read_text())]
    assert len(found) == len(TABLES)


def test_changed_transition_is_caught():
    changed = Lifecycle(OFFER.model, [transition_row("pause", "open draft", "paused", "matching.write_offer", "")])
    (row,) = coded(changed)
    assert row not in written(TABLES["matching.offer"], "matching")


def test_every_permission_of_a_transition_is_registered():
    asked = {row.permission for lifecycle in LIFECYCLES.values() for row in lifecycle.table.values()}
    assert asked <= set(permissions)


def test_system_may_do_what_is_listed_and_nothing_else():
    assert {name for name, rule in permissions.items() if rule.test(SYSTEM, None)} == OF_THE_SYSTEM


def test_anonymous_may_do_nothing():
    assert {name for name, rule in permissions.items() if rule.test(ANONYMOUS, None)} == set()
