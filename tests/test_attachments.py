"""/tai-lieu/<pk>/: the file under its own name, for whoever may read something that leads to it."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.utils import timezone

from govap.editorial import drafting, sharing, workflow
from govap.editorial.models.publishable import Withdrawal
from govap.editorial.roles import APPROVER, REPORTER
from govap.library.models import Document
from govap.portal.models import Page
from tests.factories import make_article, make_draft, make_staff, make_user
from tests.files import pdf, xlsx
from tests.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_document(content=None, name="ke-hoach.pdf", **over):
    file = upload(name)
    file.file.truncate(0)
    file.file.write(content or pdf())
    file.size = file.file.tell()
    return Document.objects.create(**{"file": file, "title": "Kế hoạch tiếp công dân", "number": "46-KH/QU"} | over)


def link_to(document):
    return f'<p><a data-document="{document.pk}" href="/tai-lieu/{document.pk}/">Kế hoạch</a></p>'


def answer_of(client, document, **headers):
    response = client.get(f"/tai-lieu/{document.pk}/", headers=headers)
    response.content_of = response.getvalue()
    return response


@pytest.fixture
def document():
    return make_document()


@pytest.fixture
def published(document):
    make_article(body=link_to(document))
    return document


def test_the_file_is_saved_under_the_name_of_the_document(client, published):
    response = answer_of(client, published)
    assert (response.status_code, response.content_of) == (200, pdf())
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == (
        'attachment; filename="46-kh-qu-ke-hoach-tiep-cong-dan.pdf"; '
        "filename*=utf-8''46-KH-QU%20K%E1%BA%BF%20ho%E1%BA%A1ch%20ti%E1%BA%BFp%20c%C3%B4ng%20d%C3%A2n.pdf"
    )
    assert response["Cache-Control"] == "public, no-cache"
    assert "X-Robots-Tag" not in response


def test_a_part_and_an_unchanged_file(client, published):
    part = answer_of(client, published, range="bytes=0-9", accept_encoding="gzip")
    assert (part.status_code, part.content_of, part["Content-Length"]) == (206, pdf()[:10], "10")
    same = answer_of(client, published, if_none_match=answer_of(client, published)["ETag"])
    assert (same.status_code, same.content_of) == (304, b"")
    assert client.head(f"/tai-lieu/{published.pk}/")["Content-Length"] == str(len(pdf()))


@pytest.mark.parametrize("address", ["0", "999999999999999999", "9999999999999999999", "-1", "a", "٣", "7/8"])
def test_an_unknown_number_is_told_in_vietnamese(client, address):
    response = client.get(f"/tai-lieu/{address}/")
    assert response.status_code == 404
    assert "Không tìm thấy" in response.content.decode()


def test_a_file_that_is_lost_is_not_found(client, published):
    Path(published.file.path).unlink()
    assert client.get(f"/tai-lieu/{published.pk}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_but_reading(client, published, method):
    assert getattr(client, method)(f"/tai-lieu/{published.pk}/").status_code == 405


@pytest.mark.parametrize(
    ("title", "number", "name"),
    [
        ('a"; filename="x.exe', "", "a filenamex.exe.pdf"), ("..", "", "tai-lieu.pdf"), ("a\r\nX: b", "", "a X b.pdf"),
        ("x" * 300, "1/QĐ", "1-QĐ " + "x" * 115 + ".pdf"), ("../../etc/passwd", "", "etc-passwd.pdf"),
    ],
)  # fmt: skip
def test_no_title_makes_a_name_that_hurts(client, title, number, name):
    document = make_document(title=title, number=number)
    make_article(body=link_to(document))
    header = answer_of(client, document)["Content-Disposition"]
    assert attachment_name(header) == name


def attachment_name(header):
    plain, real = re.fullmatch('attachment; filename="([a-z0-9.-]+)"; filename\\*=utf-8\'\'([^ ";]+)', header).groups()
    assert plain.rpartition(".")[2] == real.rpartition(".")[2]
    return unquote(real)


def test_what_nothing_public_leads_to_is_not_found(client, document):
    assert client.get(f"/tai-lieu/{document.pk}/").status_code == 404


@pytest.mark.parametrize(
    "over",
    [
        {"is_live": False},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"published_at": timezone.now() - timedelta(days=2), "expires_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_what_is_not_published_opens_nothing(client, document, over):
    make_article(body=link_to(document), **over)
    assert client.get(f"/tai-lieu/{document.pk}/").status_code == 404


def test_a_static_page_opens_its_documents(client, document):
    Page.objects.create(title="a", body=link_to(document), is_live=True, review="imported")
    assert answer_of(client, document).status_code == 200


def test_from_draft_to_publication_to_withdrawal(client, document):
    reporter, approver = make_staff(REPORTER), make_staff(APPROVER)
    item = make_draft(reporter, body=link_to(document))
    workflow.submit(item, reporter)
    assert client.get(f"/tai-lieu/{document.pk}/").status_code == 404
    workflow.publish(item, approver)
    assert answer_of(client, document).status_code == 200
    drafting.save(item, approver, {**_content(item), "body": "<p>Không còn tài liệu.</p>"})
    assert answer_of(client, document).status_code == 200  # what citizens read still leads to it
    workflow.withdraw(item, approver, Withdrawal.ERROR, "Đăng nhầm.")
    assert client.get(f"/tai-lieu/{document.pk}/").status_code == 404


def test_what_is_kept_for_reference_keeps_its_documents(client, document):
    approver = make_staff(APPROVER)
    article = make_article(body=link_to(document))
    workflow.withdraw(article, approver, Withdrawal.OUTDATED, "Đã có kế hoạch mới.")
    assert answer_of(client, document).status_code == 200


def test_a_change_that_drops_the_link_closes_it(client, document):
    approver = make_staff(APPROVER)
    article = make_article(body=link_to(document))
    article.body = "<p>a</p>"
    article.save()
    assert client.get(f"/tai-lieu/{document.pk}/").status_code == 404
    article.body = link_to(document)
    article.save()
    assert answer_of(client, document).status_code == 200
    drafting.save(article, approver, {**_content(article), "body": "<p>a</p>"})
    article.refresh_from_db()
    workflow.publish(article, make_staff(APPROVER))
    assert client.get(f"/tai-lieu/{document.pk}/").status_code == 404


def test_staff_who_may_see_documents_always_get_them(client, document):
    client.force_login(make_user("khong-vai-tro", is_superuser=False))
    assert client.get(f"/tai-lieu/{document.pk}/").status_code == 404
    client.force_login(make_staff(REPORTER))
    response = answer_of(client, document)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"
    assert "noindex" in response["X-Robots-Tag"]


def test_a_guest_with_a_link_to_a_draft_gets_its_documents_and_no_others(client, document):
    reporter, other = make_staff(REPORTER), make_document(pdf("khac"), title="Khác")
    item = make_draft(reporter, body=link_to(document))
    link = sharing.share(item, reporter)
    page = client.get(f"/xem-truoc/{link.token}/").content.decode()
    address = f"/tai-lieu/{document.pk}/?xem-truoc={link.token}"
    assert page.count(f'href="{address}"') == 2
    response = client.get(address)
    assert (response.status_code, response.getvalue()) == (200, pdf())
    assert response["Cache-Control"] == "no-store, private"
    assert client.get(f"/tai-lieu/{other.pk}/?xem-truoc={link.token}").status_code == 404
    sharing.revoke(item, reporter, link)
    assert client.get(address).status_code == 404


def statuses(client, document):
    """By its number, and by where its file lies, straight and by ways around."""
    name = document.file.name.removeprefix("van-ban/")
    paths = (f"van-ban/{name}", f"./van-ban/{name}", f"van-ban//{name}", f"van-ban/./{name}", f"x/../van-ban/{name}")
    addresses = (f"/tai-lieu/{document.pk}/", *(f"/media/{one}" for one in paths))
    return [status_of(client.get(address)) for address in addresses]


def status_of(response):
    read(response)
    return response.status_code


def read(response):
    """To its end, by which the client closes the file and leaves the test's connection open."""
    return b"".join(response)


def test_who_knows_where_the_file_lies_gets_no_more_than_others(client, document):
    """The name is that of the content: who had the file, or its address, once, knows it still."""
    reporter, approver = make_staff(REPORTER), make_staff(APPROVER)
    item = make_draft(reporter, body=link_to(document))
    assert statuses(client, document) == [404] * 6
    workflow.submit(item, reporter)
    workflow.publish(item, approver)
    assert statuses(client, document) == [200, 200, 404, 404, 404, 404]
    response = client.get(document.url)
    assert response["Content-Disposition"].startswith("attachment")
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "public, no-cache")
    read(response)
    workflow.withdraw(item, approver, Withdrawal.ERROR, "Đăng nhầm.")
    assert statuses(client, document) == [404] * 6


def test_a_link_to_the_file_itself_opens_it_too(client, document):
    make_article(body=f'<p><a href="{document.url}">Kế hoạch</a></p>')
    assert statuses(client, document)[:2] == [200, 200]


def test_of_two_records_of_one_file_the_public_one_opens_it(client, document):
    other = make_document(title="Bản trùng")
    assert other.file.name == document.file.name
    make_article(body=link_to(other))
    assert statuses(client, document)[:2] == [404, 200]


@pytest.mark.parametrize("token", ["", "%00", "a" * 5000, "%FF", "' OR 1=1"])
def test_a_made_up_link_opens_nothing(client, document, token):
    assert client.get(f"/tai-lieu/{document.pk}/?xem-truoc={token}").status_code in (400, 404)


def test_a_workbook_says_what_it_is(client):
    document = make_document(xlsx(), "bang.xlsx", title="Bảng", number="")
    make_article(body=link_to(document))
    response = answer_of(client, document)
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert attachment_name(response["Content-Disposition"]) == "Bảng.xlsx"


def test_asking_costs_three_queries(client, published, django_assert_max_num_queries):
    make_article(body=link_to(published))
    answer_of(client, published)
    with django_assert_max_num_queries(3):
        answer_of(client, published)


def _content(item):
    item.refresh_from_db()
    return item.head.content if item.head_id else {"title": item.title, "body": item.body, "category": item.category_id}
