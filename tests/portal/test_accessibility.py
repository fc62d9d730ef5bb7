"""The statement on accessibility, and pages in another language."""

import pytest

from govap.portal.models import Identity, Link, Page

pytestmark = pytest.mark.django_db


def live(**over):
    return Page.objects.create(**{"is_live": True, "review": "imported", "body": "<p>a</p>"} | over)


def test_every_site_has_a_statement_with_its_own_contacts(client):
    Identity(telephone="028 0000 0000", email="mau@example.invalid").save()
    page = client.get("/tro-giup-tiep-can/").content.decode()
    assert "WCAG" in page
    assert "Điện thoại: 028 0000 0000</li>" in page
    assert 'href="/tro-giup-tiep-can/"' in client.get("/so-do/").content.decode()


def test_staff_may_put_their_own_in_its_place(client):
    item = live(title="Tiếp cận", slug="tro-giup-tiep-can", body="<p>Lời riêng.</p>")
    assert "Lời riêng." in client.get("/tro-giup-tiep-can/").content.decode()
    Page.objects.filter(pk=item.pk).update(is_live=False)
    assert "WCAG" in client.get("/tro-giup-tiep-can/").content.decode()


def test_a_page_in_english_says_so_to_screen_readers(client):
    live(title="About us", slug="en", language="en", body="<p>The office.</p>")
    Link.objects.create(place="header", title="English", url="/en/")
    page = client.get("/en/").content.decode()
    assert '<h1 lang="en">About us</h1>' in page
    assert '<div class="prose" lang="en">' in page
    assert '<a href="/en/" lang="en" hreflang="en">English</a>' in page
    assert "data-aloud" not in page  # a Vietnamese voice would read it
    assert "data-aloud" in client.get(live(title="Giới thiệu").get_absolute_url()).content.decode()
