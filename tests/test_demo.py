"""The demo site: what is in it, that it is the same for the same seed, and what the command refuses."""

import io
import random
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image as Picture

from govap import html, text
from govap.counting.models import DailyCount
from govap.demo import pictures, site
from govap.demo.dates import office_moments
from govap.demo.sentences import COMMON, Writer, topics
from govap.library.models import Document as LibraryDocument
from govap.library.models import Image
from govap.portal.models import Identity, Link, Page, check_link
from news.bylines import check_byline
from news.models import Article, Category, DayCount, Tag, TaggedArticle
from news.most_read import most_read_ids
from videos.models import Video, check_mp4

UNTIL = "12/04/2017"
END = datetime(2017, 4, 12, 17, tzinfo=text.ZONE)


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    """Media of its own, and small: pictures are drawn in a tenth of the size, but by the same strokes."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(pictures, "SIZE", (128, 72))


def demo(articles, **options):
    out = io.StringIO()
    call_command("make_demo", articles=articles, stdout=out, **options)
    return out.getvalue()


def what_is_there():
    stories = Article.objects.order_by("pk").values_list(
        "title", "slug", "summary", "body", "category__name", "byline", "view_count", "published_at",
        "expires_at", "is_featured", "created_at", "image__file",
    )  # fmt: skip
    tags = TaggedArticle.objects.order_by("content_object", "tag").values_list("content_object__slug", "tag__name")
    return [*stories], [*tags]


@pytest.mark.django_db
class TestSite:
    def test_holds_what_was_asked_and_says_how_fast(self):
        assert "Đã nạp 60 bài trong " in demo(60, until=UNTIL)
        assert Article.objects.count() == 60
        assert Article.objects.filter(is_live=False, published_at=None).count() == 3
        assert Article.objects.filter(published_at__gt=END).count() == 1
        assert Article.objects.featured().count() == 5
        assert Image.objects.count() == 24
        assert Identity.current().name == "Trang thông tin điện tử Quận Gò Vấp"
        assert set(Link.objects.values_list("place", flat=True)) == {"header", "footer", "bodies"}
        assert set(Page.objects.published().values_list("slug", flat=True)) == {"gioi-thieu", "lien-he", "en"}

    def test_categories_begin_with_the_party_and_some_have_children(self):
        demo(0)
        tops = Category.objects.tops()
        assert tops.count() == 13
        assert tops.first().name == "Hoạt động Đảng bộ"
        assert tops.exclude(children=None).distinct().count() >= 3
        assert Tag.objects.count() >= 30

    def test_nothing_asked_writes_no_article(self):
        demo(0)
        assert not Article.objects.exists()
        assert Video.objects.published().exists()

    @pytest.mark.parametrize("number", [1, 2, 19, 20])
    def test_small_sites(self, number):
        demo(number)
        assert Article.objects.count() == number

    def test_the_newest_is_of_today_or_yesterday(self):
        demo(30)
        newest = Article.objects.published().newest().first().published_at
        assert timezone.localdate() - timezone.localdate(newest) <= timedelta(days=1)

    def test_one_article_holds_whatever_a_text_may_hold(self, client):
        demo(40, until=UNTIL)
        [article] = Article.objects.published(at=END).filter(body__contains="data-album")
        nodes = html.nodes_of(article.body)
        assert all([nodes.pictures, nodes.albums, nodes.videos, nodes.documents])
        page = client.get(article.get_absolute_url()).content.decode()
        for words in ("Tài liệu kèm theo", "DOCX", "<blockquote>", "<table>", "Ngày hội vườn phố", "Chú thích"):
            assert words in page
        answer = client.get(f"/tai-lieu/{nodes.documents[0]}/")
        assert b"".join(answer.streaming_content).startswith(b"PK")
        assert "Kế hoạch chăm sóc".upper() in LibraryDocument.objects.get().text.upper()
        demo(40, until=UNTIL, add=True)
        assert Article.objects.filter(body__contains="data-album").count() == 1

    def test_rows_are_what_saving_would_have_made(self):
        demo(40, until=UNTIL)
        for article in Article.objects.select_related("category__parent"):
            saved = Article(title=article.title, summary=article.summary, body=article.body, category=article.category)
            saved._derive()
            names = ("slug", "body", "section")
            assert [getattr(article, name) for name in names] == [getattr(saved, name) for name in names]
            check_byline(article.byline)

    def test_tags_carry_the_date_of_their_article(self):
        demo(40, until=UNTIL)
        links = TaggedArticle.objects.select_related("content_object")
        assert links
        assert all(link.published_at == link.content_object.published_at for link in links)

    def test_days_are_counted(self):
        demo(80, until=UNTIL)
        day = DayCount.objects.order_by("-count").first()
        assert day.count == Article.objects.published().on_day(day.day).count() > 1
        assert sum(DayCount.objects.values_list("count", flat=True)) == Article.objects.published().count()

    def test_most_read_this_week_is_not_empty(self):
        demo(20)
        views = most_read_ids()
        assert views
        assert all(Article.objects.get(pk=pk).view_count >= count for pk, count in views.items())
        assert DailyCount.objects.filter(kind="visit").count() == 7

    def test_one_in_a_thousand_expires(self, monkeypatch):
        monkeypatch.setattr(site, "PICTURES", 1)
        demo(2000, until=UNTIL)
        assert Article.objects.exclude(expires_at=None).count() == 2

    def test_ids_go_on_behind_the_demo(self):
        demo(5)
        last = Article.objects.newest().first()
        fresh = Article.objects.create(title="Bài của biên tập viên", category=last.category)
        assert fresh.pk > last.pk

    def test_links_and_files_would_pass_the_forms(self):
        demo(0)
        for link in Link.objects.all():
            check_link(link.url)
        for video in Video.objects.all():
            with video.file.open() as film:
                check_mp4(film)
            video.clean()
        for page in Page.objects.all():
            assert html.clean(page.body) == page.body

    def test_loads_on_the_public_pages(self, client):
        demo(40)
        article, video = Article.objects.published().newest().first(), Video.objects.newest().first()
        for address in ("/", article.get_absolute_url(), video.get_absolute_url(), "/gioi-thieu/", "/lien-he/"):
            assert client.get(address).status_code == 200


@pytest.mark.django_db
class TestAgain:
    def test_same_seed_same_site(self):
        demo(40, seed="7", until=UNTIL)
        first = what_is_there()
        Article.objects.all().delete()
        demo(40, seed="7", until=UNTIL)
        assert len(first[0]) == 40
        assert what_is_there() == first

    def test_refuses_a_site_that_has_articles(self):
        demo(3)
        with pytest.raises(CommandError, match="--add"):
            demo(3)
        assert Article.objects.count() == 3

    def test_adds_when_told_and_makes_nothing_else_twice(self):
        demo(3)
        models = (Category, Tag, Image, Video, Link, Page)
        before = [model.objects.count() for model in models]
        demo(4, add=True)
        assert Article.objects.count() == 7
        assert [model.objects.count() for model in models] == before


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["-1", "abc", "", "1e3", "3.5", "99999999", "٣", "1" * 5000])
def test_refuses_an_odd_number_in_one_line(number):
    with pytest.raises(CommandError, match="Số bài .* không hợp lệ") as refusal:
        demo(number)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 200


@pytest.mark.django_db
@pytest.mark.parametrize("until", ["hôm qua", "30/02/2017", "01/01/9990", "01/01/1950"])
def test_refuses_an_odd_day(until):
    with pytest.raises(CommandError):
        demo(1, until=until)
    assert not Category.objects.exists()


def test_writer_writes_the_same_for_the_same_seed():
    def stories(seed):
        writer, chance = Writer(seed), random.Random(seed)
        return [writer.story(topic, END, chance) for topic in writer.topics.values()]

    assert stories("a") == stories("a")
    assert stories("a") != stories("b")


def test_stories_have_no_gap_left_open():
    writer, chance = Writer(1), random.Random(1)
    for topic in writer.topics.values():
        for _ in range(40):
            story = writer.story(topic, END, chance)
            assert not set("{}") & set(story.title + story.summary + story.body)
            assert len(story.title) <= 300
            assert story.body.count("<p>") >= 4


def test_sentences_are_normal_vietnamese():
    found = topics()
    assert found[COMMON].paragraphs
    for topic in found.values():
        for line in [*topic.titles, *topic.summaries, *topic.openings, *topic.paragraphs, *topic.tags]:
            assert line == text.nfc(line).strip()


def test_dates_lie_in_office_hours_over_ten_years():
    moments = office_moments(5000, END, random.Random(1))
    assert moments == sorted(moments)
    assert len(moments) == 5000
    assert all("07:30" <= f"{moment:%H:%M}" < "17:00" for moment in moments)
    assert moments[0].year == 2007
    assert END.date() == moments[-1].date()


@pytest.mark.parametrize("hour", [0, 7, 8, 12, 18, 23])
def test_no_moment_lies_ahead(hour):
    end = END.replace(hour=hour, minute=32)
    moments = office_moments(200, end, random.Random(1))
    assert moments[-1] <= end
    assert end.date() - moments[-1].date() <= timedelta(days=1)


@pytest.mark.parametrize("scene", pictures.SCENES)
def test_draws_every_scene_with_depth(scene):
    picture = pictures.draw(scene, pictures.PALETTES[0], random.Random(1), size=(160, 90))
    assert picture.size == (160, 90)
    assert len(picture.getcolors(160 * 90)) > 40


def test_pictures_are_photographs_to_the_library_and_differ():
    made = list(pictures.pictures(9, seed=1))
    assert len({picture.jpeg for picture in made}) == 9
    assert made == list(pictures.pictures(9, seed=1))
    assert all(Picture.open(io.BytesIO(picture.jpeg)).format == "JPEG" for picture in made)


def test_film_is_small_and_starts_at_once():
    film = site.FILM.read_bytes()
    assert len(film) <= 150_000
    assert film.index(b"moov") < film.index(b"mdat")


def test_what_follows_fits_the_title():
    fit = Writer(1).fits["Ra quân diệt lăng quăng, phòng bệnh sốt xuất huyết"]
    assert all("sốt xuất huyết" in summary for summary in fit.summaries)
    assert Writer(1).fits["Ngày hội gia đình hạnh phúc"].openings
