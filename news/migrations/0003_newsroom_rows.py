"""What the desk's lists show of the rows that are there already. They came before anybody had to approve them."""

from django.db import migrations
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    rows = apps.get_model("news", "Article").objects
    rows.update(
        stage=Case(When(is_live=True, then=Value("live")), default=Value("draft")),
        review=Case(When(is_live=True, then=Value("imported")), default=Value("")),
        desk_title=F("title"),
        desk_at=Coalesce("published_at", "updated_at"),
        desk_category=F("category"),
    )


class Migration(migrations.Migration):
    dependencies = [("news", "0002_newsroom")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
