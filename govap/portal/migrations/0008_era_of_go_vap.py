from datetime import date

from django.db import migrations

# Nghị quyết 1685/NQ-UBTVQH15 of 2025 made the wards in place of the district.
ERA = {
    "name": "Ủy ban nhân dân Quận Gò Vấp",
    "note": "Địa bàn quận nay thuộc các phường Hạnh Thông, An Nhơn, Gò Vấp, Thông Tây Hội, An Hội Tây và An Hội Đông.",
}
ENDED = date(2025, 7, 1)


def add(apps, schema_editor):
    """For the first office that uses this program; another one says in admin which body came before it."""
    identity = apps.get_model("portal", "Identity").objects.first()
    if identity is None or "Gò Vấp" in identity.name:
        apps.get_model("portal", "Era").objects.get_or_create(ended_on=ENDED, defaults=ERA)


def remove(apps, schema_editor):
    apps.get_model("portal", "Era").objects.filter(ended_on=ENDED, name=ERA["name"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0007_eras_and_languages"),
    ]

    operations = [
        migrations.RunPython(add, remove),
    ]
