from django.db import migrations


def write_identity(apps, schema_editor):
    """The defaults of a new site, so that its form is there to fill in."""
    apps.get_model("portal", "Identity").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]

    operations = [migrations.RunPython(write_identity, migrations.RunPython.noop)]
