"""Every act that changes what public pages show moves the content version, in its own transaction."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from govap.counting import spool
from govap.delivery.models import KEPT, Change, Shown
from govap.editorial import content as contents
from govap.editorial import drafting, workflow
from govap.editorial.models import Publishable, Revision
from govap.editorial.roles import APPROVER, REPORTER
from govap.library.models import Album, AlbumImage, Document, Image
from govap.portal.models import Era, Identity, Link, Page
from govap.tick import tick
from news.models import Article, Category, Tag, TaggedArticle
from tests.factories import make_article, make_category, make_draft, make_staff, make_user, make_video
from tests.files import pdf
from tests.pictures import upload
from tests.populated import populate
from tests.test_everything import MACHINES, PAGES, address
from videos.models import Programme, Video

pytestmark = pytest.mark.django_db
SHOWN = {model for model in apps.get_models() if issubclass(model, Shown)}
# Read by public pages, and why a change of them needs no new version.
EXCUSED = {
    "counting_counter": "a number that may be ten seconds old",
    "counting_dailycount": "the same",
    "news_naming": "written with its article and only there",
    "news_daycount": "follows from articles, in the transaction that changes them or when their time has come",
    "django_content_type": "never changes",
    "delivery_change": "the version itself",
}


@pytest.fixture
def moved():
    """Whether the version is another than when last asked."""
    known = [Change.version()]

    def ask():
        known.append(Change.version())
        return known[-1] != known[-2]

    return ask


def planned():
    """What PostgreSQL was told once on this connection, and is asked by name."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor]


def test_every_table_that_pages_read_moves_the_version(client):
    populate(30)
    targets = [address(pattern) for name, pattern in (PAGES | MACHINES).items() if name not in {"shared", "suggest"}]
    with CaptureQueriesContext(connection) as captured:
        for target in targets:
            client.get(target)
    asked = [query["sql"] for query in captured.captured_queries] + planned()
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', "\n".join(asked)))
    assert {"news_article", "portal_link", "counting_counter"} <= read
    assert read - {model._meta.db_table for model in SHOWN} - EXCUSED.keys() == set()


def filled(page):
    """What a browser would send of the form on a page of admin, unchanged."""
    form = LexborHTMLParser(page.content.decode()).css_first("#content-main form")
    values = {}
    for field in form.css("input[name], textarea[name]"):
        kind = field.attributes.get("type") or "text"
        is_sent = kind not in {"submit", "file"} and (kind != "checkbox" or "checked" in field.attributes)
        if is_sent and "__prefix__" not in field.attributes["name"]:
            values[field.attributes["name"]] = (
                field.text() if field.tag == "textarea" else field.attributes.get("value") or ""
            )
    for field in form.css("select[name]"):
        chosen = [option.attributes.get("value") for option in field.css("option[selected]")]
        if "__prefix__" not in field.attributes["name"] and chosen:
            values[field.attributes["name"]] = chosen[0]
    return values


def picture():
    return Image.objects.create(file=upload())


def album():
    made = Album.objects.create(title="Ngày hội")
    AlbumImage.objects.create(album=made, image=picture())
    return made


def identity():
    made = Identity()
    made.save()
    return made


EDITED = {
    Identity: (identity, {"telephone": "028 0000 0000"}),
    Era: (
        lambda: Era.objects.create(name="Ủy ban nhân dân Huyện Mẫu", ended_on="1997-04-01"),
        {"ended_on": "01/07/1997"},
    ),
    Link: (lambda: Link.objects.create(place="footer", title="Liên hệ", url="/lien-he/"), {"title": "Đường dây nóng"}),
    Category: (make_category, {"description": "Tin của phường"}),
    Tag: (lambda: Tag.objects.create(name="Y tế"), {"name": "Y tế cơ sở"}),
    Programme: (lambda: Programme.objects.create(title="Phòng cháy"), {"description": "Hằng tuần"}),
    Image: (picture, {"alt": "Trụ sở phường"}),
    Album: (album, {"albumimage_set-0-order": "5"}),
    Document: (
        lambda: Document.objects.create(file=SimpleUploadedFile("a.pdf", pdf()), title="Kế hoạch"),
        {"title": "Kế hoạch số 46"},
    ),
}
BY_VERBS = {model for model in SHOWN if issubclass(model, Publishable)}
WITH_OTHERS = {TaggedArticle: Article, AlbumImage: Album}


def test_every_kind_is_tried_here():
    others = {model for model in SHOWN - BY_VERBS - set(EDITED) - set(WITH_OTHERS) if model in admin.site._registry}
    assert others == set()
    assert {model._meta.model_name for model in SHOWN - BY_VERBS - set(EDITED) - set(WITH_OTHERS)} == {"correction"}


@pytest.mark.parametrize("model", EDITED)
def test_saved_and_deleted_in_admin(client, moved, model):
    make, change = EDITED[model]
    item = make()
    client.force_login(make_user())
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    page = client.get(f"{base}{item.pk}/change/")
    assert page.status_code == 200
    moved()
    answer = client.post(f"{base}{item.pk}/change/", filled(page) | change)
    assert answer.status_code == 302, LexborHTMLParser(answer.content.decode()).css_first(".errorlist").text()
    assert moved()
    if model is Identity:
        return
    client.post(base, {"action": "delete_selected", "_selected_action": [item.pk], "post": "yes"})
    assert not model.objects.filter(pk=item.pk).exists()
    off = Change.version()[1]
    assert moved()
    assert off


@pytest.mark.parametrize(
    ("model", "content"),
    [(Article, {}), (Video, {"youtube_id": "dQw4w9WgXcQ"}), (Page, {"slug": "gioi-thieu-moi"})],
)
def test_verbs(moved, model, content):
    if model is Video:
        content = content | {"programme": Programme.objects.create(title="Phòng cháy").pk}
    make_category()
    lan, duyet = make_staff(REPORTER), make_staff(APPROVER)
    moved()
    item = (
        make_draft(lan, model, body="<p>x</p>", **content) if model is not Video else make_draft(lan, model, **content)
    )
    workflow.submit(item, lan)
    assert not moved(), "a draft is on no page"
    workflow.publish(item, duyet)
    assert moved()
    item.refresh_from_db()
    drafting.save(item, lan, contents.of(item) | {"title": "Đang sửa"})
    assert not moved()
    workflow.correct(item, duyet, "sai", "đúng")
    assert moved()
    off = Change.version()[1]
    item.refresh_from_db()
    workflow.withdraw(item, duyet, "error", "Bài có sai sót.")
    assert moved()
    assert Change.version()[1] != off


def test_scheduling_tells_the_next_moment(moved):
    make_category()
    lan, duyet = make_staff(REPORTER), make_staff(APPROVER)
    item = make_draft(lan, body="<p>x</p>")
    workflow.submit(item, lan)
    moved()
    due = timezone.now() + timedelta(hours=1)
    workflow.schedule(item, duyet, due)
    assert moved()
    assert Revision.objects.next_due(timezone.now()) == due
    workflow.publish_due(due)
    assert moved()
    assert Revision.objects.next_due(timezone.now()) is None


def test_next_moment_of_live_rows():
    now = timezone.now()
    make_article(published_at=now + timedelta(hours=2))
    make_article(expires_at=now + timedelta(hours=1))
    make_article(is_live=False, published_at=now + timedelta(minutes=1))
    make_article(published_at=now - timedelta(days=2), expires_at=now - timedelta(days=1))
    assert Article.objects.next_due(now) == now + timedelta(hours=1)
    assert Article.objects.next_due(now + timedelta(hours=1)) == now + timedelta(hours=2)
    assert Article.objects.next_due(now + timedelta(hours=2)) is None


def test_deleting_a_published_item_takes_off(moved):
    for item in (make_article(), make_video()):
        off = Change.version()[1]
        item.delete()
        assert Change.version()[1] != off


def test_tags_changed_by_a_program(moved):
    item = make_article()
    moved()
    item.tags.add("Y tế")
    assert moved()


def test_changes_in_bulk(moved):
    items = [make_article() for _ in range(3)]
    moved()
    Article.objects.filter(pk=items[0].pk).update(title="Khác")
    assert moved()
    Article.objects.filter(pk=0).update(title="Không có")
    assert not moved()
    Link.objects.bulk_create([Link(place="footer", title="Liên hệ", url="/lien-he/")])
    assert moved()
    items[1].title = "Khác nữa"
    Article.objects.bulk_update(items, ["title"])
    assert moved()


def test_views_do_not_move_it(moved, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    item = make_article()
    moved()
    spool.record("article", item.pk)
    spool.record("visit", 0)
    assert spool.flush() == 2
    assert not moved()


def test_what_is_undone_moves_nothing(moved):
    with transaction.atomic():
        make_article()
        transaction.set_rollback(True)
    assert not moved()


def test_stamps_are_no_counter():
    Change.note()
    first = Change.version()
    Change.objects.all().delete()
    Change.note()
    assert Change.version() != first


def test_old_rows_are_forgotten():
    Change.objects.bulk_create([Change(stamp=n) for n in range(KEPT + 1)])
    tick()
    assert Change.objects.count() == 1
    tick()
    assert Change.version() == (KEPT, 0)
