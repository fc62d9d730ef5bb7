from django.db import migrations

from govap.editorial import roles


def create(apps, schema_editor):
    for name in roles.LEVELS:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0002_newsroom"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
