"""A site of any size in a moment: rows written in bulk, for tests that look at every page or at plans of queries."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from govap.counting.models import Counter, DailyCount
from govap.editorial import sharing
from govap.editorial.models import Correction
from govap.editorial.roles import APPROVER
from govap.library.models import Image
from govap.portal.models import Identity, Link, Page
from govap.search import index
from govap.text import slugify
from news.models import Article, Category, DayCount, Tag, TaggedArticle
from tests.factories import make_staff, make_video
from videos.models import Programme, Video

BODY = "<p>Ủy ban nhân dân phường tiếp công dân vào thứ Năm hằng tuần tại trụ sở.</p>" * 20


INDEXED = 300  # the newest can be found; the others are there for lists


@transaction.atomic
def populate(articles, every=timedelta(hours=7)):
    """`articles` published one each `every`, the newest an hour ago, over four sections."""
    tops = [Category.objects.create(name=f"Chuyên mục {n}", order=n) for n in range(4)]
    children = [Category.objects.create(name=f"Chuyên mục con {n}", parent=tops[n]) for n in range(3)]
    picture = Image(file="anh/mau.jpg", card="anh/mau-nho.jpg", width=1200, height=800, alt="Trụ sở phường")
    Image.objects.bulk_create([picture])
    made = add_articles(articles, [tops[0], *tops, *children, tops[0]], Image.objects.get(), every)
    tag_all(made, [Tag.objects.create(name=name, slug=slugify(name)) for name in ("Đảng bộ", "Y tế")])
    for number in range(12):
        programme, _ = Programme.objects.get_or_create(title=f"Chương trình {number // 3}")
        make_video(programme=programme, captions="WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nKính chào quý vị\n")
    index.write_many("public", [article.found_by() for article in made[:INDEXED]])
    add_chrome(made)
    correct([*made[::2], *Video.objects.all()[:2], *Page.objects.all()[:1]])
    share(made[0])


def add_articles(number, categories, picture, every):
    newest = timezone.now() - timedelta(hours=1)
    rows = [
        Article(
            title=f"Bài viết số {n}", slug=f"bai-viet-so-{n}", summary="Tóm tắt.", body=BODY,
            category=category, section=category.section, image=picture, dateline="WEBGOVAP",
            byline=[{"role": "bai", "name": "BA MINH"}], is_live=True, is_featured=n % 9 == 0,
            review="imported", stage="live", desk_title=f"Bài viết số {n}", desk_category=category,
            published_at=newest - n * every,
        )
        for n in range(number)
        for category in [categories[n % len(categories)]]
    ]  # fmt: skip
    return Article.objects.bulk_create(rows, batch_size=500)


def tag_all(articles, tags):
    links = [
        TaggedArticle(tag=tag, content_object=article, published_at=article.published_at)
        for article in articles
        for tag in tags
    ]
    TaggedArticle.objects.bulk_create(links, batch_size=500)


def share(article):
    by = make_staff(APPROVER, f"chia-se-{article.pk}")
    sharing.share(article, by)


def add_chrome(articles):
    days = {}
    for article in articles:
        day = timezone.localdate(article.published_at)
        days[day] = days.get(day, 0) + 1
    rows = [DayCount(day=day, year=day.year, month=day.month, count=count) for day, count in days.items()]
    DayCount.objects.bulk_create(rows)
    today = timezone.localdate()
    views = [DailyCount(day=today, kind="article", object_id=article.pk, count=3) for article in articles[:20]]
    DailyCount.objects.bulk_create(views)
    Identity().save()
    Counter.objects.update_or_create(name="visits", defaults={"value": 43316211})
    for slug in ("gioi-thieu", "lien-he"):
        defaults = {"title": slug, "body": "<p>Nội dung.</p>", "is_live": True, "review": "imported"}
        Page.objects.update_or_create(slug=slug, defaults=defaults)
    english = {
        "title": "About us",
        "body": "<p>The office.</p>",
        "language": "en",
        "is_live": True,
        "review": "imported",
    }
    Page.objects.update_or_create(slug="en", defaults=english)
    for place in Link.Place.values:
        Link.objects.create(place=place, title="Giới thiệu", url="/gioi-thieu/")
    Link.objects.create(place=Link.Place.HEADER, title="English", url="/en/")


def correct(items):
    by = get_user_model().objects.get_or_create(username="duyet-dinh-chinh")[0]
    rows = [
        Correction(item=item, wrong="1.200 hộ", right="1.020 hộ", published_at=item.published_at, by=by)
        for item in items
    ]
    Correction.objects.bulk_create(rows, batch_size=500)


def analyse():
    """Let the planner know the sizes, as autovacuum would."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
