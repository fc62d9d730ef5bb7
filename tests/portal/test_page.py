import pytest

from govap.counting.models import Counter
from govap.portal.models import Identity, Link, Page

pytestmark = pytest.mark.django_db


def test_page_answers_at_its_slug(client):
    Page.objects.create(title="Giới thiệu", body="<p>Về quận.</p>", is_live=True, review="imported")
    assert "Về quận." in client.get("/gioi-thieu/").content.decode()
    assert client.get("/khong-co/").status_code == 404


def test_draft_page_is_not_found(client):
    Page.objects.create(title="Giới thiệu")
    assert client.get("/gioi-thieu/").status_code == 404


def test_identity_and_visits_stand_on_every_page(client):
    Identity(name="Trang thông tin Phường Mẫu", telephone="028 0000 0000").save()
    Counter.objects.create(name="visits", value=43316211)
    html = client.get("/tin-tuc/").content.decode()
    assert "Trang thông tin Phường Mẫu" in html
    assert "028 0000 0000" in html
    assert "43.316.211" in html


def test_a_site_without_identity_shows_the_defaults_and_its_visits(client):
    Identity.objects.all().delete()
    Counter.objects.create(name="visits", value=5)
    html = client.get("/tin-tuc/").content.decode()
    assert "Trang thông tin điện tử Quận Gò Vấp" in html
    assert '<span class="visually-hidden">5</span>' in html


def test_chrome_follows_every_change_at_once(client):
    link = Link.objects.create(place="footer", title="Tên cũ", url="/gioi-thieu/")
    assert "Tên cũ" in client.get("/tin-tuc/").content.decode()
    link.title = "Tên mới"
    link.save()
    html = client.get("/tin-tuc/").content.decode()
    assert ("Tên mới" in html, "Tên cũ" in html) == (True, False)
    link.delete()
    assert "Tên mới" not in client.get("/tin-tuc/").content.decode()


def test_identity_is_one_row():
    Identity(name="Một").save()
    Identity(name="Hai").save()
    assert [identity.name for identity in Identity.objects.all()] == ["Hai"]


def test_links_stand_in_their_places(client):
    Link.objects.create(place="header", title="Công dân", url="/gioi-thieu/")
    Link.objects.create(place="bodies", title="Cổng Chính phủ", url="https://chinhphu.vn")
    context = client.get("/").context
    assert [link.title for link in context["header_links"]] == ["Công dân"]
    assert [link.title for link in context["body_links"]] == ["Cổng Chính phủ"]


def test_contact_page_says_where_the_office_is_whatever_its_text(client):
    Identity(address="Số 1 đường Mẫu", telephone="028 0000 0000", email="mau@example.invalid").save()
    Page.objects.create(title="Liên hệ", body="<p>Giờ làm việc.</p>", is_live=True, review="imported")
    main = client.get("/lien-he/").content.decode().partition("<main")[2].partition("</main>")[0]
    assert all(words in main for words in ("Số 1 đường Mẫu", "028 0000 0000", "mailto:mau@example.invalid"))
