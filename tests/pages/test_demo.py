import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from followup.models import ProgressNote, ReportDue
from matching.models import Match, Offer, SavedSearch
from notifications.models import OutboxMessage
from requests_app.choices import StatementStatus
from requests_app.models import Attachment, NeedsStatement
from requests_app.selectors import is_stale
from states.models import Deputy

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path, capsys):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    call_command("load_reference")
    call_command("seed_demo")
    return tmp_path


def test_world_shows_every_status_of_a_statement_and_a_true_history(demo, capsys):
    assert set(NeedsStatement.objects.values_list("status", flat=True)) == set(StatementStatus.values)
    languages = NeedsStatement.objects.values_list("versions__edition__language", flat=True)
    assert set(languages) == {"ar", "en", "es", "fr", "ru", "zh-hans"}
    assert set(Match.objects.values_list("status", flat=True)) >= {"proposed", "in_talks", "active"}
    assert OutboxMessage.objects.filter(status="queued").count() > 10
    call_command("verify_history")
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["faults"] == 0


def test_world_shows_what_only_time_or_paper_brings(demo):
    now, statements = timezone.now(), NeedsStatement.objects
    assert any(one.is_unchecked for one in statements.filter(status="open"))
    assert statements.filter(is_stale(now)).exists()
    assert any(one.awaits_recognition for one in statements.filter(status="draft"))
    assert Attachment.objects.get().document.kind == "docx"


def test_world_shows_what_comes_after_an_answer(demo):
    assert ReportDue.objects.filter(kind="outcome", status="waiting", due_on__lte=timezone.localdate()).exists()
    assert set(ReportDue.objects.values_list("status", flat=True)) >= {"waiting", "submitted", "returned", "waived"}
    assert set(Match.objects.values_list("status", flat=True)) >= {"completed", "active"}
    assert ProgressNote.objects.get().status == "given"
    whole = Offer.objects.get(body__kind="fund")
    blank = [field.name for field in Offer._meta.fields if getattr(whole, field.name) in ("", [], None)]
    assert set(blank) == {"withdrawn_at", "in_reply_to", "fulfils"} | ({"warned_on"} & set(blank))
    assert Offer.objects.filter(in_reply_to__isnull=False, status="open").count() == 1
    assert SavedSearch.objects.get().person.username == "fund"
    assert Deputy.objects.standing().get().agreed_at


def test_sign_ins_are_written_for_their_owner_only(demo):
    path = demo / "sign-ins.txt"
    assert "authoriser.xtv" in path.read_text()
    assert path.stat().st_mode & 0o077 == 0


def test_second_time_builds_nothing(demo, capsys):
    before = NeedsStatement.objects.count()
    call_command("seed_demo")
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["built"] is False
    assert NeedsStatement.objects.count() == before


def test_demonstration_is_refused_elsewhere(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("seed_demo")
