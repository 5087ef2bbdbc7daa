"""The tables that kept answers are made of. Words of sealed editions never change and need no watching."""

from django.db import migrations

WATCHED = [
    "consent_grant", "consent_reading", "consent_subject", "dialogue_annualsession", "followup_comment", "followup_progressnote",
    "followup_progressreport", "followup_reply", "followup_reportdue", "matching_match", "matching_matchparty",
    "matching_offer", "matching_offer_themes", "matching_pledge", "obligations_affectedgroup",
    "obligations_counciltext", "obligations_mechanism", "obligations_recommendation",
    "obligations_recommendation_themes", "obligations_sdgtarget", "obligations_theme", "practices_practicecard",
    "presentations_presentation", "questions_answer", "questions_question", "requests_app_call",
    "requests_app_needsstatement", "states_body", "states_countrygroupmembership", "states_state",
]  # fmt: skip
# A grant ends by itself: the version moves in that moment.
ENDS = """
    CREATE TRIGGER public_ends AFTER INSERT ON consent_grant REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION web_public_ends();
    INSERT INTO web_publicchange (weight, due) SELECT DISTINCT 1, until FROM consent_grant WHERE until IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0004_public_changes"),
        ("consent", "0005_shown_once"),
        ("dialogue", "0001_initial"),
        ("followup", "0007_progress_notes"),
        ("matching", "0005_replies_and_targets"),
        ("obligations", "0002_matrices_and_council_texts"),
        ("practices", "0003_whole_card"),
        ("presentations", "0002_recommendations"),
        ("questions", "0001_questions_and_answers"),
        ("requests_app", "0007_council_texts"),
        ("states", "0004_regions"),
    ]

    operations = [
        migrations.RunSQL(
            "; ".join(f"SELECT web_watch('{table}')" for table in WATCHED),
            "; ".join(f"SELECT web_unwatch('{table}')" for table in WATCHED),
        ),
        migrations.RunSQL(ENDS, "DROP TRIGGER public_ends ON consent_grant"),
    ]
