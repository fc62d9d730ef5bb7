"""Where things are shown: noted with every save, draft or live, and told in the admin."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govap.editorial import drafting, workflow
from govap.editorial.models.publishable import Withdrawal
from govap.editorial.roles import APPROVER, REPORTER
from govap.library.models import Album, AlbumImage, Document, Image
from govap.library.uses import ALBUM, DOCUMENT, IMAGE, VIDEO, Use
from tests.factories import make_article, make_draft, make_staff, make_user, make_video
from tests.files import pdf
from tests.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def body_of(album=3, video=42, document=7):
    return (
        f'<figure data-album="{album}"></figure><figure data-video="{video}"></figure>'
        f'<p><a data-document="{document}" href="/tai-lieu/{document}/">a</a></p>'
    )


def scopes_of(kind, pk):
    return sorted(Use.objects.of(kind, pk).values_list("scope", flat=True))


def test_a_row_brought_in_notes_both_scopes():
    make_article(body=body_of())
    assert [scopes_of(*target) for target in [(ALBUM, 3), (VIDEO, 42), (DOCUMENT, 7)]] == [["draft", "row"]] * 3


def test_a_draft_is_noted_as_it_is_written_and_the_row_as_it_goes_live():
    reporter, approver = make_staff(REPORTER), make_staff(APPROVER)
    item = make_draft(reporter, body=body_of(album=3))
    assert scopes_of(ALBUM, 3) == ["draft"]
    item.refresh_from_db()
    drafting.save(item, reporter, item.head.content | {"body": body_of(album=4)})
    assert (scopes_of(ALBUM, 3), scopes_of(ALBUM, 4)) == ([], ["draft"])
    workflow.submit(item, reporter)
    workflow.publish(item, approver)
    assert scopes_of(ALBUM, 4) == ["draft", "row"]
    item.refresh_from_db()
    drafting.save(item, approver, item.head.content | {"body": "<p>a</p>"})
    assert scopes_of(ALBUM, 4) == ["row"]
    drafting.discard(item, approver)
    assert scopes_of(ALBUM, 4) == ["draft", "row"]


def test_what_waits_to_go_live_counts_beside_a_newer_draft():
    approver, other = make_staff(APPROVER), make_staff(APPROVER)
    item = make_draft(approver, body=body_of(album=3))
    workflow.schedule(item, other, timezone.now() + timedelta(hours=1))
    item.refresh_from_db()
    drafting.save(item, approver, item.head.content | {"body": body_of(album=4)})
    assert (scopes_of(ALBUM, 3), scopes_of(ALBUM, 4)) == (["draft"], ["draft"])
    workflow.publish_due(timezone.now() + timedelta(hours=2))
    assert (scopes_of(ALBUM, 3), scopes_of(ALBUM, 4)) == (["row"], ["draft"])


def test_a_stopped_schedule_counts_no_more():
    approver, other = make_staff(APPROVER), make_staff(APPROVER)
    item = make_draft(approver, body=body_of(album=3))
    workflow.schedule(item, other, timezone.now() + timedelta(hours=1))
    item.refresh_from_db()
    drafting.save(item, approver, item.head.content | {"body": "<p>a</p>"})
    workflow.unschedule(item, approver)
    assert scopes_of(ALBUM, 3) == []


def test_what_is_refused_changes_no_note():
    item = make_draft(make_staff(REPORTER), body=body_of(album=3))
    with pytest.raises(Exception, match=r"\S"):
        drafting.save(item, make_staff(REPORTER), {"title": "b", "body": "<p>a</p>"})
    assert scopes_of(ALBUM, 3) == ["draft"]


def test_pictures_are_known_by_their_rows_in_bodies_and_in_fields_of_drafts():
    image, lead = (Image.objects.create(file=upload(size=(60 + n, 40))) for n in range(2))
    make_draft(make_staff(REPORTER), body=f'<figure><img src="{image.url}" alt=""></figure>', image=lead.pk)
    assert (scopes_of(IMAGE, image.pk), scopes_of(IMAGE, lead.pk)) == (["draft"], ["draft"])
    assert [kind for kind, _ in image.uses()] == ["bài viết"]


def test_albums_and_posters_show_pictures_too():
    image, album = Image.objects.create(file=upload()), Album.objects.create(title="Ngày hội")
    AlbumImage.objects.create(album=album, image=image)
    make_video(title="Phim", poster=image)
    assert image.uses() == [("video", "Phim"), ("album ảnh", "Ngày hội")]


def test_what_is_deleted_uses_nothing():
    reporter = make_staff(REPORTER)
    item, article = make_draft(reporter, body=body_of()), make_article(body=body_of())
    drafting.delete(item, make_user())
    article.delete()
    assert not Use.objects.exists()


def test_what_is_withdrawn_is_told_still():
    article = make_article(body=body_of())
    workflow.withdraw(article, make_staff(APPROVER), Withdrawal.ERROR, "Đăng nhầm.")
    assert scopes_of(ALBUM, 3) == ["draft", "row"]


@pytest.mark.parametrize(
    "host", ["https://testserver", "http://testserver:8000", "//TESTSERVER", "https://www.testserver"]
)
def test_links_that_name_our_host_lead_to_documents_too(settings, host):
    settings.ALLOWED_HOSTS = [".testserver", "*"]
    document = Document.objects.create(file=ContentFile(pdf(), name="a.pdf"), title="Kế hoạch")
    for path in (f"/tai-lieu/{document.pk}/", document.file.url):
        article = make_article(body=f'<p><a href="{host}{path}">Kế hoạch</a></p>')
        assert Use.objects.of(DOCUMENT, document.pk).by(article).count() == 2, path


def test_links_to_documents_of_other_sites_are_none_of_ours(settings):
    settings.ALLOWED_HOSTS = ["testserver", "*"]
    for host in ("https://example.vn", "//testserver.example.vn", "https://testserver@example.vn"):
        make_article(body=f'<p><a href="{host}/tai-lieu/7/">a</a></p>')
    assert not Use.objects.of(DOCUMENT, 7).exists()


def test_a_new_article_without_any_asks_nothing_more():
    with CaptureQueriesContext(connection) as captured:
        make_article()
    assert not [query for query in captured if "library_use" in query["sql"]]


def test_a_save_that_shows_the_same_asks_nothing_more():
    reporter = make_staff(REPORTER)
    item = make_draft(reporter, body=body_of())
    item.refresh_from_db()
    with CaptureQueriesContext(connection) as captured:
        drafting.save(item, reporter, item.head.content | {"body": f"<p>Thêm.</p>{body_of()}"})
    assert not [query for query in captured if "library_use" in query["sql"]]


def test_the_admin_tells_places_with_the_way_to_them(client):
    client.force_login(make_user())
    album, video = Album.objects.create(title="Ngày hội"), make_video(title="Phim", youtube_id="dQw4w9WgXcQ")
    live = make_article(title="Bài <b>đang hiện", body=body_of(album.pk, video.pk))
    make_draft(make_staff(REPORTER), title="Bài đang viết", body=body_of(album.pk, video.pk))
    for path in (f"/admin/library/album/{album.pk}/change/", f"/admin/videos/video/{video.pk}/change/"):
        page = client.get(path).content.decode()
        assert f'<a href="/admin/news/article/{live.pk}/change/">Bài &lt;b&gt;đang hiện</a></div>' in page
        assert "Bài đang viết</a> (bản đang viết)" in page


def test_a_thing_used_everywhere_is_told_with_a_bound(client, django_assert_max_num_queries):
    client.force_login(make_user())
    album = Album.objects.create(title="Ngày hội")
    for _ in range(25):
        make_article(body=body_of(album.pk))
    with django_assert_max_num_queries(20):
        page = client.get(f"/admin/library/album/{album.pk}/change/").content.decode()
    assert page.count("<div>bài viết: ") == 20
    assert "Chỉ kể 20 nơi mới nhất." in page
