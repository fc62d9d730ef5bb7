"""Every public address, walked: what it answers, what it costs, how it is found, and what it must never show."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, resolve
from django.utils import timezone

from govap.editorial import keyset
from govap.editorial.models import ShareLink
from news.models import Article, Category
from tests.factories import make_article, make_video
from tests.populated import analyse, populate
from videos.models import Video

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.django_db

PAGES = {
    "home": "/",
    "article_list": "/tin-tuc/",
    "article": "/tin-tuc/{article.slug}-{article.pk}/",
    "article_of_site": "/tin-tuc/{article.slug}-{article.pk}/?pham-vi=tat-ca",
    "category": "/chuyen-muc/chuyen-muc-0/",
    "child_category": "/chuyen-muc/chuyen-muc-con-0/",
    "tag": "/the/y-te/",
    "archive": "/theo-ngay/",
    "year": "/theo-ngay/{day:%Y}/",
    "month": "/theo-ngay/{day:%Y}/{day:%m}/",
    "day": "/theo-ngay/{day:%Y}/{day:%m}/{day:%d}/",
    "empty_day": "/theo-ngay/2001/02/03/",
    "video_list": "/video/",
    "video": "/video/{video.slug}-{video.pk}/",
    "rss": "/rss/",
    "page": "/gioi-thieu/",
    "contact": "/lien-he/",
    "site_map": "/so-do/",
    "corrections": "/dinh-chinh/",
    "accessibility": "/tro-giup-tiep-can/",
    "english": "/en/",
    "open_data": "/du-lieu-mo/",
    "shared": "/xem-truoc/{link.token}/",
}
MOST_QUERIES = {"home": 8, "shared": 13}
OF_A_NEW_VERSION = 7  # more, for what stands on many pages: of the first page that a process draws after a change
SEARCHES = {
    "search": "/tim-kiem/",
    "search_found": "/tim-kiem/?q=tiep+cong+dan",
    "search_nothing": "/tim-kiem/?q=zzzz",
    "search_filtered": "/tim-kiem/?q=tiep+cong+dan&sap=moi&loai=tin-bai&luc={day:%Y}",
}
MACHINES = {
    "feed": "/rss/tin-moi.xml",
    "category_feed": "/rss/chuyen-muc/chuyen-muc-0.xml",
    "video_feed": "/rss/video.xml",
    "feed_atom": "/rss/tin-moi.atom",
    "feed_json": "/rss/tin-moi.json",
    "category_feed_atom": "/rss/chuyen-muc/chuyen-muc-0.atom",
    "category_feed_json": "/rss/chuyen-muc/chuyen-muc-0.json",
    "video_feed_atom": "/rss/video.atom",
    "video_feed_json": "/rss/video.json",
    "sitemap": "/sitemap.xml",
    "robots": "/robots.txt",
    "suggest": "/tim-kiem/goi-y/?q=bai",
    "opensearch": "/opensearch.xml",
    "manifest": "/manifest.webmanifest",
    "worker": "/worker.js",
    "ahead": "/doc-truoc.json",
    "offline": "/ngoai-tuyen/",
    "api": "/api/v1/",
    "api_articles": "/api/v1/articles/",
    "api_category": "/api/v1/articles/?category=chuyen-muc-0",
    "api_tag": "/api/v1/articles/?tag=y-te",
    "api_article": "/api/v1/articles/{article.pk}/",
    "api_video": "/api/v1/videos/{video.pk}/",
    "api_categories": "/api/v1/categories/",
    "api_tags": "/api/v1/tags/",
    "api_videos": "/api/v1/videos/",
    "api_openapi": "/api/v1/openapi.json",
    "healthz": "/healthz",
    "readyz": "/readyz",
    "captions": "/video/{video.pk}.vtt",
    "qr": "/tin-tuc/{article.pk}.svg",
    "saved": "/tin-tuc/{article.pk}.html",
}
BAD = [
    "/theo-ngay/2017/02/30/", "/theo-ngay/2017/13/", "/theo-ngay/0000/", "/theo-ngay/0/", "/theo-ngay/99999/",
    "/theo-ngay/2017/00/00/", "/theo-ngay/-1/", "/theo-ngay/٢٠١٧/", "/tin-tuc/bai-0/", f"/tin-tuc/bai-{10**30}/",
    "/tin-tuc/bai-999999999999999999/", "/tin-tuc/bai-9223372036854775808/", "/tin-tuc/bai/", "/tin-tuc/-1/",
    "/tin-tuc/bai%00viet-1/", "/tin-tuc/%FF%FE-1/", "/chuyen-muc/khong-co/", "/chuyen-muc/%00/", "/the/khong-co/",
    "/the/%C3%28/", f"/the/{'a' * 5000}/", "/video/phim-0/", f"/video/phim-{10**30}/", "/khong-co-trang-nay/",
    "/rss/chuyen-muc/khong-co.xml", "/sitemap-2017-13.xml", "/sitemap-khong-co.xml", "/media/../govap/settings.py",
    "/media/%2e%2e/manage.py", "/media/khong-co.jpg", "/media/%00", "/Lists/Posts/Post.aspx?ID=1",
    "/tin-tuc/?truoc=x", "/tin-tuc/?truoc=%00", "/tin-tuc/?truoc=////", "/tin-tuc/?truoc=fwAAAAAAAAAAAAAAAAAAAA",
    f"/tin-tuc/?truoc={'A' * 5000}", "/tin-tuc/?truoc=%F0%9F%98%80", "/video/?truoc=zzz", "/the/y-te/?truoc=___",
    "/tin-tuc/?truoc=________________________", "/tim-kiem/?q=%00", "/tim-kiem/?q=%FF", f"/tim-kiem/?q={'x' * 10000}",
    "/tim-kiem/?q=%25_%27%22%3B--", "/tim-kiem/?q=AND+OR+NOT+NEAR(*", "/?utm_source=x", "/tim-kiem/?q=a&q=b&truoc=!",
    "/dinh-chinh/?truoc=!!!", "/api/v1/articles/?truoc=!", "/api/v1/articles/-1/", "/api/v1/articles", "/api/v1/%FF/",
    f"/api/v1/articles/{10**30}/", "/du-lieu-mo/..", "/du-lieu-mo/%00",
    "/dinh-chinh/?truoc=!!!", "/video/0.vtt", f"/video/{10**30}.vtt",
    f"/tin-tuc/{10**30}.svg", f"/tin-tuc/{10**30}.html", "/tin-tuc/0.html",
]  # fmt: skip


INDEXED = ["feed", "category_feed", "video_feed", "api_articles", "api_category", "api_tag", "api_tags", "api_videos"]
DEEP = {
    "api_continued": "/api/v1/articles/?truoc={cursor}",
    "api_category_continued": "/api/v1/articles/?category=chuyen-muc-0&truoc={cursor}",
    "api_tag_continued": "/api/v1/articles/?tag=y-te&truoc={cursor}",
    "api_day": "/api/v1/articles/?category=chuyen-muc-0&year={day:%Y}&month={day:%m}&day={day:%d}",
    "api_tag_day": "/api/v1/articles/?tag=y-te&year={day:%Y}&month={day:%m}&day={day:%d}",
    "list_continued": "/tin-tuc/?truoc={cursor}",
    "category_continued": "/chuyen-muc/chuyen-muc-0/?truoc={cursor}",
    "tag_continued": "/the/y-te/?truoc={cursor}",
    "corrections_continued": "/dinh-chinh/?truoc={cursor}",
}


def address(pattern, place=12):
    """The address of a page about the article at that place, newest first."""
    article = Article.objects.published().newest()[place]
    video = Video.objects.published().newest()[0]
    day = timezone.localtime(article.published_at)
    link = ShareLink.objects.first()
    return pattern.format(article=article, video=video, day=day, cursor=keyset.encode(article), link=link)


def queries_of(client, pattern, place=12):
    path = address(pattern, place)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("name", PAGES | SEARCHES)
def test_page_has_title_one_heading_and_language(client, name):
    populate(30)
    response = client.get(address((PAGES | SEARCHES)[name]))
    page = response.content.decode()
    assert response.status_code == 200
    assert re.search(r"<title>\s*\S", page)
    assert len(re.findall(r"<h1[\s>]", page)) == 1
    assert re.search(r'<html[^>]* lang="vi"', page)
    assert "/admin" not in page
    assert len(re.findall(r"<main[\s>]", page)) == 1


@pytest.mark.parametrize("name", MACHINES)
def test_machines_are_answered(client, name):
    populate(30)
    response = client.get(address(MACHINES[name]))
    assert response.status_code == 200
    assert "/admin" not in response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_queries_do_not_grow_with_the_site(client, name):
    with transaction.atomic():
        populate(30)
        small = queries_of(client, PAGES[name])
        transaction.set_rollback(True)
    populate(300)
    large, again = queries_of(client, PAGES[name]), queries_of(client, PAGES[name])
    assert len(small) == len(large), "\n".join(large)
    assert len(again) <= MOST_QUERIES.get(name, 8), "\n".join(again)
    assert len(large) <= MOST_QUERIES.get(name, 8) + OF_A_NEW_VERSION, "\n".join(large)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path[:40])
def test_bad_address_is_never_an_error_of_ours(client, path):
    populate(14)
    assert client.get(path).status_code in {200, 301, 302, 400, 404}


def test_not_found_speaks_vietnamese(client):
    response = client.get("/theo-ngay/2017/02/30/")
    assert response.status_code == 404
    assert 'lang="vi"' in response.content.decode()


def test_wrong_slug_leads_to_the_right_one(client):
    article = make_article()
    response = client.get(f"/tin-tuc/sai-{article.pk}/")
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


HIDDEN = {
    "draft": {"is_live": False},
    "scheduled": {"published_at": timedelta(hours=1)},
    "expired": {"published_at": timedelta(days=-2), "expires_at": timedelta(seconds=-1)},
}


@pytest.mark.parametrize("state", HIDDEN)
def test_nothing_hidden_shows_anywhere(client, state):
    populate(30)
    over = {key: timezone.now() + value if value else value for key, value in HIDDEN[state].items()}
    category = Category.objects.get(slug="chuyen-muc-0")
    article = make_article(
        title="Kín zqxkinh tiếp công dân", is_featured=True, category=category, tags=["Y tế", "Chỉ bài kín"], **over
    )
    video = make_video(title="Kín zqxkinh tiếp công dân", **over)
    patterns = {**PAGES, **SEARCHES, **MACHINES, "own_tag": "/the/chi-bai-kin/", "searched": "/tim-kiem/?q=kin"}
    months = re.findall(r"/sitemap-[\w-]+\.xml", client.get("/sitemap.xml").content.decode())
    for path in [*map(address, patterns.values()), *months]:
        assert "zqxkinh" not in client.get(path).content.decode(), path
    assert client.get(article.get_absolute_url()).status_code == 404
    assert client.get(video.get_absolute_url()).status_code == 404


def touches_content(sql):
    return sql.startswith("SELECT") and re.search(r'"(news_article|videos_video|news_taggedarticle)"', sql)


STEP = 1000


def sqlite_steps(sql):
    """Thousands of instructions of SQLite's machine: a plan does not tell how far an index is walked, this does."""
    ticks = []
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: ticks.append(1) and None, STEP)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.fetchall()
    finally:
        connection.connection.set_progress_handler(None, STEP)
    return len(ticks)


def sqlite_faults(sql):
    """Walks of a whole table or far along an index, and newest-first lists that are sorted instead of read in order."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        lines = [row[3] for row in cursor.fetchall()]
    walks = [line for line in lines if re.match(r"SCAN (news_article|videos_video|news_taggedarticle|U0|V0)\b", line)]
    sorts = [line for line in lines if "TEMP B-TREE FOR ORDER BY" in line]
    is_list = re.search(r'published_at" DESC, [^,]+ DESC LIMIT \d+$', sql)
    long = [f"{steps},000 steps"] if (steps := sqlite_steps(sql)) > 12 else []
    return [line for line in walks if "USING" not in line] + (sorts if is_list else []) + long


def nodes(plan):
    yield plan
    for child in plan.get("Plans", []):
        yield from nodes(child)


def postgresql_faults(sql):
    """Nodes that touched more rows of articles than a page shows, by the server's own count."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        [[found]] = cursor.fetchall()
    [plan] = json.loads(found) if isinstance(found, str) else found
    return [
        f"{node['Node Type']} on {node['Relation Name']}: {rows} rows"
        for node in nodes(plan["Plan"])
        if node.get("Relation Name") in {"news_article", "news_taggedarticle"}
        for rows in [(node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]]
        if rows > 300
    ]


def test_every_query_is_answered_from_an_index(client):
    populate(3000, every=timedelta(hours=20))
    analyse()
    faults_of = {"sqlite": sqlite_faults, "postgresql": postgresql_faults}[connection.vendor]
    patterns = {**PAGES, **DEEP, **{name: MACHINES[name] for name in INDEXED}}
    statements = {(name, sql) for name, path in patterns.items() for sql in queries_of(client, path, 2900)}
    faults = {(name, sql): faults_of(sql) for name, sql in statements if touches_content(sql)}
    assert faults, "no query was looked at"
    assert not [f"{name}: {found}\n{sql}" for (name, sql), found in faults.items() if found]


TEMPLATES = [path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html")]


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name):
    assert get_template(name)


def test_every_environment_variable_is_in_the_readme():
    source = "\n".join((ROOT / "govap" / name).read_text() for name in ("settings.py", "gunicorn.conf.py"))
    read = set(re.findall(r"""environment\.[a-z]+\(\s*["']([A-Z][A-Z_]+)["']""", source))
    table = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "NOTICE_MAIL", "EMAIL_URL", "MAIL_FROM"} <= read
    assert read <= table


def names_in(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_in(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield f"{namespace}{pattern.name}"


UNWALKED = {
    "media", "document", "document_file", "sitemap_part", "news:legacy", "paste", "checks", "choose", "open_data_file",
    "api:nothing", "card", "status", "statistics", "statistics_sheet",
}  # fmt: skip


def test_no_address_is_missing_from_this_walk():
    populate(30)
    walked = {resolve(address(path).partition("?")[0]).view_name for path in (PAGES | SEARCHES | MACHINES).values()}
    public = {name for name in names_in(get_resolver().url_patterns) if not name.startswith("admin:")}
    assert public - walked - UNWALKED == set()
