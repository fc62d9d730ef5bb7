import importlib

import pytest
from django.apps import apps
from django.core.management import call_command

from govap.editorial import drafting
from govap.editorial.roles import REPORTER
from govap.library.models import Image
from govap.library.uses import Use
from govap.portal.models import Page
from tests.factories import make_article, make_draft, make_staff, make_video
from tests.pictures import upload

pytestmark = pytest.mark.django_db
migration = importlib.import_module("govap.library.migrations.0004_uses_of_rows")


@pytest.fixture
def noted(settings, tmp_path):
    """What saves noted about items of every kind, live and drafted; then the notes are thrown away."""
    settings.MEDIA_ROOT = tmp_path
    image, reporter = Image.objects.create(file=upload()), make_staff(REPORTER)
    body = f'<figure><img src="{image.url}"></figure><figure data-album="3"></figure><a href="/tai-lieu/7/">a</a>'
    make_article(body=body, image=image)
    make_video(poster=image)
    Page.objects.create(title="a", body='<figure data-video="42"></figure>')
    item = make_draft(reporter, body=body, image=image.pk)
    item.refresh_from_db()
    drafting.save(item, reporter, item.head.content | {"body": '<figure data-album="5"></figure>'})
    known = rows()
    Use.objects.all().delete()
    return known


def rows():
    return set(Use.objects.values_list("kind", "target", "content_type", "object_id", "scope"))


def test_the_command_writes_what_saves_write(noted, capsys):
    Use.objects.create(kind="album", target=9, content_type_id=next(iter(noted))[2], object_id=999, scope="row")
    call_command("rebuild_uses")
    assert rows() == noted
    assert capsys.readouterr().out == "Đã xem 4 mục.\n"
    call_command("rebuild_uses")
    assert rows() == noted


def test_so_does_the_migration(noted):
    migration.fill(apps, None)
    assert rows() == noted
    migration.fill(apps, None)
    assert rows() == noted
