from django.db import migrations

KNOWN = "ALTER TABLE requests_app_needsearch ALTER COLUMN terms SET STATISTICS {}"


class Migration(migrations.Migration):
    """The planner counts many more words: a rare one is looked up in the index, and not need by need from the newest."""

    dependencies = [("requests_app", "0007_council_texts")]

    operations = [migrations.RunSQL(KNOWN.format(1000), KNOWN.format(-1))]
