"""What citizens meet where something was withdrawn, and that it is nowhere else."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from govap.editorial import content as contents
from govap.editorial import drafting, workflow
from govap.editorial.models.publishable import Withdrawal
from govap.editorial.roles import APPROVER
from govap.portal.models import Page
from news.models import Article, Category, DayCount, TaggedArticle
from tests.factories import make_article, make_staff, make_video
from tests.populated import populate
from tests.test_everything import MACHINES, PAGES, SEARCHES, address
from tests.wsgi import Site
from videos.models import Video

pytestmark = pytest.mark.django_db
NOTE = "Xin lỗi quý vị vì sự bất tiện."
TITLE = "Kín zqxkinh tiếp công dân"


@pytest.fixture
def duyet():
    return make_staff(APPROVER, "duyet")


def make_page(**over):
    values = {"title": TITLE, "body": "<p>Nội dung.</p>", "is_live": True, "review": "imported"} | over
    return Page.objects.create(**values)


MAKE = {"article": make_article, "video": make_video, "page": make_page}


def gone(item, by, why, target=None):
    """The item after it was withdrawn."""
    workflow.withdraw(item, by, why, NOTE, target=target)
    return type(item).objects.get(pk=item.pk)


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
@pytest.mark.parametrize("why", ["error", "order"])
def test_withdrawn_in_error_or_by_order_is_gone_courteously(client, duyet, make, why):
    newest = make_article(title="Tin còn lại")
    item = gone(make(title=TITLE), duyet, why)
    response = client.get(item.get_absolute_url())
    html = response.content.decode()
    assert (response.status_code, response["X-Robots-Tag"]) == (410, "noindex")
    assert TITLE not in html
    assert NOTE in html
    assert f"{timezone.localtime(item.withdrawn_at):%d/%m/%Y}" in html
    assert 'name="robots" content="noindex"' in html
    assert newest.get_absolute_url() in html
    assert len(re.findall("<h1", html)) == 1


def test_the_title_is_not_told_by_the_slug_either(client, duyet):
    item = gone(make_article(title=TITLE), duyet, "order")
    response = client.get(f"/tin-tuc/doan-{item.pk}/")
    assert response.status_code == 410
    assert item.slug not in response.content.decode()


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_merged_leads_to_what_it_was_merged_into(client, duyet, make):
    target = make(title="Bài gộp")
    item = gone(make(title=TITLE), duyet, "merged", target)
    response = client.get(item.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, target.get_absolute_url())


def test_mergers_are_followed_to_their_end(client, duyet):
    last, middle, first = make_article(), make_article(), make_article()
    first = gone(first, duyet, "merged", middle)
    gone(middle, duyet, "merged", last)
    response = client.get(first.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, last.get_absolute_url())


def test_merged_into_something_that_is_gone_is_gone(client, duyet):
    middle, first = make_article(), make_article(title=TITLE)
    first = gone(first, duyet, "merged", middle)
    gone(middle, duyet, "error")
    response = client.get(first.get_absolute_url())
    assert response.status_code == 410
    assert TITLE not in response.content.decode()
    Article.objects.filter(pk=first.pk).update(merged_into=None)
    assert client.get(first.get_absolute_url()).status_code == 410


def test_a_circle_of_mergers_is_gone(client, duyet):
    one, two = make_article(), make_article()
    one = gone(one, duyet, "merged", two)
    gone(two, duyet, "error")
    Article.objects.filter(pk=two.pk).update(withdrawn_why="merged", merged_into=one)
    assert client.get(one.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_outdated_is_shown_under_a_banner(client, duyet, make):
    item = make(title=TITLE)
    assert "đã được rút" not in client.get(item.get_absolute_url()).content.decode()
    item = gone(item, duyet, "outdated")
    response = client.get(item.get_absolute_url())
    html = " ".join(response.content.decode().split())
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    assert f"Bài này đã được rút ngày {timezone.localtime(item.withdrawn_at):%d/%m/%Y}:</strong> {NOTE}" in html
    assert "Nội dung chỉ còn để tham khảo" in html
    assert TITLE in html
    assert 'name="robots" content="noindex"' in html


def test_outdated_by_a_wrong_slug_leads_to_the_right_one(client, duyet):
    item = gone(make_article(title=TITLE), duyet, "outdated")
    response = client.get(f"/tin-tuc/sai-{item.pk}/")
    assert (response.status_code, response["Location"]) == (301, item.get_absolute_url())


def test_outdated_is_not_counted(duyet, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    item = gone(make_article(), duyet, "outdated")
    assert Site().get(item.get_absolute_url()).status == 200
    assert "article " not in "".join(path.read_text() for path in (tmp_path / "spool").iterdir())


@pytest.mark.parametrize("why", Withdrawal.values)
def test_head_is_answered_as_get_is(client, duyet, why):
    item = gone(make_article(), duyet, why, make_article())
    response = client.head(item.get_absolute_url())
    assert response.status_code == {"outdated": 200, "merged": 301}.get(why, 410)
    assert response.content == b""


def test_old_addresses_answer_the_same(client, duyet):
    old = "/chuyende/default.aspx?ItemID=651"
    target, item = make_article(), make_article(title=TITLE, legacy_key="chuyende/651")
    item = gone(item, duyet, "order")
    response = client.get(old)
    assert response.status_code == 410
    assert TITLE not in response.content.decode()
    Article.objects.filter(pk=item.pk).update(withdrawn_why="merged", merged_into=target)
    assert client.get(old)["Location"] == target.get_absolute_url()
    Article.objects.filter(pk=item.pk).update(withdrawn_why="outdated")
    assert client.get(old)["Location"] == item.get_absolute_url()


def test_what_expired_or_never_was_published_is_not_found(client, duyet):
    now = timezone.now()
    for over in (
        {"is_live": False},
        {"published_at": now + timedelta(hours=1)},
        {"published_at": now - timedelta(days=2), "expires_at": now - timedelta(days=1)},
    ):
        assert client.get(make_article(**over).get_absolute_url()).status_code == 404
    early = gone(make_article(published_at=now + timedelta(hours=1)), duyet, "error")
    assert client.get(early.get_absolute_url()).status_code == 404
    assert early not in Article.objects.withdrawn()


def test_outdated_is_no_longer_shown_once_it_expires(client, duyet):
    item = gone(make_article(title=TITLE), duyet, "outdated")
    Article.objects.filter(pk=item.pk).update(expires_at=timezone.now())
    response = client.get(item.get_absolute_url())
    assert response.status_code == 410
    assert TITLE not in response.content.decode()


def test_a_draft_of_what_was_withdrawn_does_not_show(client, duyet):
    item = gone(make_article(title="Cũ"), duyet, "outdated")
    drafting.save(item, duyet, contents.of(item) | {"title": "Mới"}, seen=item.token)
    html = client.get(item.get_absolute_url()).content.decode()
    assert "Cũ" in html
    assert "Mới</h1>" not in html


@pytest.mark.parametrize("why", Withdrawal.values)
def test_nothing_withdrawn_shows_anywhere(client, duyet, why):
    populate(30)
    shared = {"category": Category.objects.get(slug="chuyen-muc-0"), "tags": ["Y tế", "Chỉ bài kín"]}
    items = [make_article(title=TITLE, is_featured=True, **shared), make_video(title=TITLE), make_page()]
    day = DayCount.objects.get(day=timezone.localdate(items[0].published_at))
    workflow.correct(items[0], duyet, "zqxkinh sai", "zqxkinh đúng")
    patterns = {**PAGES, **SEARCHES, **MACHINES, "own_tag": "/the/chi-bai-kin/", "searched": "/tim-kiem/?q=kin"}
    for place in (0, 1, 2):  # the first of the neighbours, too
        patterns[f"neighbour_{place}"] = address(PAGES["article_of_site"], place)
    months = re.findall(r"/sitemap-[\w-]+\.xml", client.get("/sitemap.xml").content.decode())
    paths = [path for path in [*map(address, patterns.values()), *months] if "kin-zqxkinh" not in path]
    seen = {path for path in paths if "zqxkinh" in client.get(path).content.decode()}
    assert {"/", "/tin-tuc/", "/rss/tin-moi.xml", "/video/", "/so-do/", "/dinh-chinh/"} <= seen
    for item in items:
        gone(item, duyet, why, type(item).objects.published().exclude(pk=item.pk).first())
    assert not [path for path in paths if "zqxkinh" in client.get(path).content.decode()]
    assert not TaggedArticle.objects.filter(content_object=items[0]).exclude(published_at=None).exists()
    assert DayCount.objects.get(pk=day.pk).count == day.count - 1


@pytest.mark.parametrize("why", Withdrawal.values)
def test_queries_stay_few_and_the_same(client, duyet, why):
    populate(30)
    counts = set()
    for article in list(Article.objects.published().newest()[2:5]):
        item = gone(article, duyet, why, Article.objects.published().newest().exclude(pk=article.pk).first())
        client.get("/tin-tuc/")  # what stands on many pages is drawn anew after the act
        with CaptureQueriesContext(connection) as captured:
            client.get(item.get_absolute_url())
        counts.add(len(captured))
    assert len(counts) == 1
    assert max(counts) <= 8


@pytest.mark.parametrize("model", [Article, Video, Page])
def test_published_and_withdrawn_are_what_has_an_address(duyet, model):
    make = MAKE[model._meta.model_name]
    shown, taken = make(title="Còn"), gone(make(title="Rút"), duyet, "error")
    make(title="Nháp", is_live=False)
    assert set(model.objects.addressed()) == {shown, taken}
    assert model.objects.withdrawn().get() == taken
