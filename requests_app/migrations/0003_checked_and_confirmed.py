from django.db import migrations

FILL = """
    UPDATE requests_app_needsstatement n
    SET confirmed_at = opened_at,
        checked_at = CASE WHEN NOT EXISTS (
            SELECT 1 FROM lifecycle_transitionrecord r
            WHERE r.subject_type = 'requests_app.needsstatement' AND r.subject_id = n.id
              AND r.transition = 'open_unchecked'
        ) THEN opened_at END
    WHERE opened_at IS NOT NULL AND confirmed_at IS NULL;
    UPDATE requests_app_needsstatement SET asked_at = now() WHERE status = 'clarification' AND asked_at IS NULL
"""


class Migration(migrations.Migration):
    """Statements that were open before these clocks existed."""

    dependencies = [
        ("requests_app", "0002_all_of_the_statement"),
        ("lifecycle", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
