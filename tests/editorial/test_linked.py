"""What a text shows of the library is found with it, by citizens once it is live, and follows what changes there."""

import pytest
from django.core.files.base import ContentFile

from govap.editorial import desk_index, workflow
from govap.editorial.models.publishable import Withdrawal
from govap.editorial.roles import APPROVER, REPORTER
from govap.library.models import Album, AlbumImage, Document, Image
from tests.factories import make_article, make_draft, make_staff
from tests.files import docx
from tests.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def plan():
    file = word("Lát lại vỉa hè đường Ví Dụ.")
    return Document.objects.create(title="Kế hoạch chỉnh trang", number="46-KH/QU", issuer="Quận ủy", file=file)


def word(line):
    return ContentFile(docx(line), name="ke-hoach.docx")


def link_to(document):
    return f'<p><a data-document="{document.pk}" href="/tai-lieu/{document.pk}/">Văn bản</a></p>'


def finds(client, query):
    desk_index.catch_up()
    return "Bài đang tìm" in client.get("/tim-kiem/", {"q": query}).content.decode()


@pytest.mark.parametrize(
    "query", ["lat lai via he", '"vỉa hè đường Ví Dụ"', "46-KH/QU", "46 kh/qu", "chinh trang", "quận ủy"]
)
def test_an_attachment_brings_its_article(client, plan, query):
    make_article(title="Bài đang tìm", body=link_to(plan))
    assert finds(client, query)
    assert not finds(client, "cây sao đen")


def test_a_new_name_or_file_is_found_and_the_former_no_longer(client, plan):
    make_article(title="Bài đang tìm", body=link_to(plan))
    plan.title = "Kế hoạch trồng cây"
    plan.file = word("Trồng hai hàng sao đen.")
    plan.save()
    assert finds(client, "trồng cây") and finds(client, "hàng sao đen")  # noqa: PT018
    assert not finds(client, "chỉnh trang")
    assert not finds(client, "lát lại vỉa hè")


def test_what_an_album_and_its_pictures_say(client):
    album = Album.objects.create(title="Ngày hội sách", description="Sân trường")
    make_article(title="Bài đang tìm", body=f'<figure data-album="{album.pk}"></figure>')
    assert finds(client, "hội sách")
    assert not finds(client, "đọc thơ")
    image = Image.objects.create(file=upload(), caption="Học sinh đọc thơ")
    placed = AlbumImage.objects.create(album=album, image=image)
    assert finds(client, "đọc thơ")
    image.alt = "Bốn em đứng trên bục"
    image.save()
    assert finds(client, "đứng trên bục")
    placed.delete()
    assert not finds(client, "đọc thơ")


def test_what_a_picture_of_the_text_shows(client):
    image = Image.objects.create(file=upload(), alt="Cầu mới bắc qua kênh")
    make_article(title="Bài đang tìm", body=f'<figure><img src="{image.url}" alt=""></figure>')
    assert finds(client, "bắc qua kênh")


def test_drafts_bring_it_to_staff_alone_until_they_are_published(client, plan):
    writer, approver = make_staff(REPORTER), make_staff(APPROVER)
    item = make_draft(writer, title="Bài đang tìm", body=link_to(plan), summary="Tóm tắt.")
    assert not finds(client, "lát lại vỉa hè")
    plan.save()  # which indexes anew whatever shows it
    assert not finds(client, "lát lại vỉa hè")
    client.force_login(approver)
    listed = client.get("/admin/news/article/", {"q": "lat lai via he"}).context["cl"].result_list
    assert [row.pk for row in listed] == [item.pk]
    client.logout()
    workflow.submit(item, writer)
    workflow.publish(item, approver)
    assert finds(client, "lát lại vỉa hè")
    workflow.withdraw(item, approver, Withdrawal.ERROR, note="Nhầm văn bản.")
    plan.save()
    assert not finds(client, "lát lại vỉa hè")


def test_a_text_that_shows_nothing_asks_nothing(django_assert_num_queries):
    article = make_article(title="Bài đang tìm")
    article.tags.all()
    with django_assert_num_queries(1):  # its tags
        article.found_by()
