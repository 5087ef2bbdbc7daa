from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("practices", "0001_initial")]

    operations = [migrations.RenameField("practiceversion", "card", "paper")]
