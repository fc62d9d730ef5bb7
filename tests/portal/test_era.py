"""History mode: what was published under an abolished body says so."""

from datetime import date, datetime

import pytest

from govap.portal.models import Era
from govap.text import ZONE
from tests.factories import make_article, make_video

pytestmark = pytest.mark.django_db


def at(year, month, day):
    return datetime(year, month, day, tzinfo=ZONE)


@pytest.mark.parametrize("make", [make_article, make_video])
def test_what_was_published_before_the_end_says_so(client, make):
    page = client.get(make(published_at=at(2025, 6, 30)).get_absolute_url()).content.decode()
    assert "Đăng khi còn Ủy ban nhân dân Quận Gò Vấp" in page
    assert "thôi hoạt động từ ngày 01/07/2025" in page
    assert "phường Hạnh Thông, An Nhơn, Gò Vấp" in page
    today = client.get(make(published_at=at(2025, 7, 1)).get_absolute_url()).content.decode()
    assert "Đăng khi còn" not in today


def test_of_several_bodies_it_is_the_one_of_that_day(client):
    Era.objects.create(name="Huyện Mẫu", ended_on=date(1997, 4, 1))
    old, newer = make_article(published_at=at(1997, 3, 31)), make_article(published_at=at(1997, 4, 1))
    assert "Đăng khi còn Huyện Mẫu" in client.get(old.get_absolute_url()).content.decode()
    assert "Đăng khi còn Ủy ban nhân dân Quận Gò Vấp" in client.get(newer.get_absolute_url()).content.decode()


def test_what_staff_change_is_seen_at_once_and_escaped(client):
    address = make_article(published_at=at(2017, 4, 12)).get_absolute_url()
    client.get(address)
    era = Era.objects.get()
    era.note = "Nay là <b>phường</b>."
    era.save()
    assert "Nay là &lt;b&gt;phường&lt;/b&gt;." in client.get(address).content.decode()
    era.delete()
    assert "Đăng khi còn" not in client.get(address).content.decode()
