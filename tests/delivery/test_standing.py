from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from govap.delivery.models import Change
from govap.delivery.standing import Standing
from govap.library.models import Image
from govap.portal.models import Link
from govap.templatetags.standing import drawn
from tests.factories import make_article, make_video
from tests.pictures import upload

pytestmark = pytest.mark.django_db


def test_is_made_once_a_version():
    numbers = count()
    standing = Standing(lambda: next(numbers))
    assert [standing.at(version) for version in (1, 1, 2, 2, 1)] == [0, 0, 1, 1, 2]


def test_is_made_anew_when_its_moment_has_come():
    numbers, now = count(), timezone.now()
    over = Standing(lambda: next(numbers), until=lambda _: now - timedelta(seconds=1))
    assert [over.at(1), over.at(1)] == [0, 1]
    ahead = Standing(lambda: next(numbers), until=lambda _: now + timedelta(hours=1))
    assert [ahead.at(1), ahead.at(1)] == [2, 2]


def test_video_library_shows_and_hides_by_the_clock_alone(client, monkeypatch):
    now = timezone.now()
    make_video(title="Sắp hết hạn", expires_at=now + timedelta(days=1))
    make_video(title="Đã hẹn", published_at=now + timedelta(days=1))
    page = client.get("/tin-tuc/").content.decode()
    assert ("Sắp hết hạn" in page, "Đã hẹn" in page) == (True, False)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=2))
    page = client.get("/tin-tuc/").content.decode()
    assert ("Sắp hết hạn" in page, "Đã hẹn" in page) == (False, True)


def test_parts_point_out_the_page_they_stand_on(client):
    article = make_article()
    home, category = client.get("/").content.decode(), client.get(article.category.get_absolute_url()).content.decode()
    assert '<a href="/" aria-current="page">' in home
    assert f'<a href="{article.category.get_absolute_url()}" aria-current="page">' in category
    assert '<a href="/" aria-current="page">' not in category
    assert 'aria-current="page"' not in client.get("/tin-tuc/").content.decode()


def test_what_was_drawn_in_a_transaction_that_failed_is_not_shown(client):
    assert "Không bao giờ" not in client.get("/tin-tuc/").content.decode()
    link = Link.objects.create(place="footer", title="Không bao giờ", url="/")
    assert "Không bao giờ" in client.get("/tin-tuc/").content.decode()
    Link._base_manager.filter(pk=link.pk).delete()
    Change.objects.order_by("-pk")[0].delete()
    assert "Không bao giờ" not in client.get("/tin-tuc/").content.decode()


def test_a_card_follows_its_picture(client):
    article = make_article(image=Image.objects.create(file=upload()))
    assert "-320.webp" not in client.get("/tin-tuc/").content.decode()
    article.image.renditions = [320]
    article.image.save()
    assert "-320.webp 320w" in client.get("/tin-tuc/").content.decode()
    article.image.focal_x = 0.9
    article.image.save()
    assert "focus-x-4" in client.get("/tin-tuc/").content.decode()


def test_what_cannot_tell_a_change_is_not_kept():
    with pytest.raises(TypeError, match="article"):
        drawn("news/_card.html", article=make_article())
    with pytest.raises(TypeError):
        drawn("news/_titles.html", articles=[])
