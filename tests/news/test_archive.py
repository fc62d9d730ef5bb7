from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from news.models import Article, DayCount
from tests.factories import make_article

pytestmark = pytest.mark.django_db
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


def at(*when):
    return datetime(*when, tzinfo=SAIGON)


def test_day_follows_saigon_midnight(client):
    late = make_article(published_at=at(2017, 4, 12, 23, 59, 59))
    make_article(published_at=at(2017, 4, 13, 0, 0, 0))
    assert [teaser.pk for teaser in client.get("/theo-ngay/2017/04/12/").context["articles"]] == [late.pk]


def test_empty_day_offers_the_nearest_days(client):
    make_article(published_at=at(2017, 4, 10, 8))
    make_article(published_at=at(2017, 4, 20, 8))
    html = client.get("/theo-ngay/2017/04/15/").content.decode()
    assert "/theo-ngay/2017/04/10/" in html
    assert "/theo-ngay/2017/04/20/" in html


def test_counts_follow_publishing_moving_and_withdrawing():
    article = make_article(published_at=at(2017, 4, 12, 8))
    article.published_at = at(2017, 5, 1, 8)
    article.save()
    counts = dict(DayCount.objects.values_list("day", "count"))
    assert counts == {at(2017, 4, 12).date(): 0, at(2017, 5, 1).date(): 1}
    article.is_live = False
    article.save()
    assert DayCount.objects.get(day=at(2017, 5, 1).date()).count == 0
    article.is_live = True
    article.save()
    Article.objects.get().delete()
    assert DayCount.objects.get(day=at(2017, 5, 1).date()).count == 0


def test_years_and_months_show_their_sums(client):
    for day in (1, 1, 2):
        make_article(published_at=at(2017, 4, day, 8))
    make_article(published_at=at(2018, 1, 1, 8))
    years = client.get("/theo-ngay/").context["years"]
    assert [(row["year"], row["count"]) for row in years] == [(2018, 1), (2017, 3)]
    months = client.get("/theo-ngay/2017/").context["months"]
    assert [row["count"] for row in months] == [0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "address",
    ["2017/02/30/", "0000/", "99999/", "2017/13/", "2017/00/", "2017/4/", "9999/12/31/", "abcd/", "2017/04/12/x/"],
)
def test_impossible_date_is_a_vietnamese_404(client, address):
    response = client.get(f"/theo-ngay/{address}")
    assert response.status_code == 404
    assert "Không tìm thấy" in response.content.decode()


def test_archive_leads_straight_to_each_month_with_news(client):
    for month in (4, 4, 11):
        make_article(published_at=at(2017, month, 3, 8))
    html = client.get("/theo-ngay/").content.decode()
    assert 'href="/theo-ngay/2017/04/" aria-label="Tháng 4 năm 2017: 2 tin"' in html
    assert "/theo-ngay/2017/05/" not in html


def test_a_month_shows_its_calendar_once_and_before_the_list(client):
    make_article(title="Bài trong tháng", published_at=at(2017, 4, 12, 8))
    html = client.get("/theo-ngay/2017/04/").content.decode()
    assert html.count("Ngày 12 tháng 4: 1 tin") == 1
    assert html.index("Ngày 12 tháng 4: 1 tin") < html.index("Bài trong tháng")


@pytest.mark.parametrize("address", ["2017/", "2017/04/"])
def test_a_strip_leads_to_every_year_with_news(client, address):
    for year in (2017, 2019):
        make_article(published_at=at(year, 4, 12, 8))
    html = client.get(f"/theo-ngay/{address}").content.decode()
    strip = html.partition('class="years"')[2].partition("</nav>")[0]
    assert [year in strip for year in ("/2017/", "/2018/", "/2019/")] == [True, False, True]
    assert 'href="/theo-ngay/2017/" aria-current="true"' in strip
