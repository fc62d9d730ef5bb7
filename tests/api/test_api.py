"""The public API: what it says, how it refuses, and that it shows nothing that citizens may not see."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone

from govap.api import openapi, views
from govap.editorial.models import Correction
from govap.text import ZONE
from news.models import Article, Category, Tag
from tests.api.schema import faults
from tests.factories import make_article, make_category, make_user, make_video
from tests.populated import populate

pytestmark = pytest.mark.django_db
LISTS = ["/api/v1/articles/", "/api/v1/videos/", "/api/v1/tags/", "/api/v1/categories/"]
MOST_QUERIES = 4


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200, response.content
    return response.json()


def titles(client, query=""):
    return [item["title"] for item in get(client, f"/api/v1/articles/{query}")["items"]]


def problem(client, path):
    response = client.get(path)
    assert response["Content-Type"].startswith("application/problem+json")
    assert response["Access-Control-Allow-Origin"] == "*"
    told = response.json()
    assert told["status"] == response.status_code
    assert faults(told, {"$ref": "#/components/schemas/Problem"}, openapi.document()) == []
    return told


def at(year, month, day, hour=9):
    return datetime(year, month, day, hour, tzinfo=ZONE)


def examples():
    """An address of every operation of the document, with something to show in each."""
    article = Article.objects.published().newest().first()
    by = make_user()
    for item in (article, make_video(youtube_id="dQw4w9WgXcQ")):
        Correction.objects.create(item=item, wrong="1.200 hộ", right="1.020 hộ", published_at=timezone.now(), by=by)
    video = make_video(file="video/phim.mp4")
    numbers = {"/api/v1/articles/{id}/": article.pk, "/api/v1/videos/{id}/": video.pk}
    return {address: address.format(id=numbers.get(address)) for address in openapi.document()["paths"]}


def test_every_answer_is_what_the_document_says(client):
    populate(30)
    for address, path in examples().items():
        schema = openapi.document()["paths"][address]["get"]["responses"]["200"]["content"]["application/json"]
        answer = get(client, path)
        assert faults(answer, schema["schema"], openapi.document()) == [], path
        if "items" in answer:
            assert answer["items"]


def test_the_document_tells_every_address_and_every_parameter(client):
    document = get(client, "/api/v1/openapi.json")
    assert document["openapi"] == "3.1.0"
    patterns = next(one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "api").url_patterns
    names = {pattern.name for pattern in patterns} - {"openapi", "nothing"}
    operations = {one["get"]["operationId"]: one["get"] for one in document["paths"].values()}
    assert set(operations) == names
    for name, operation in operations.items():
        told = [one["name"] for one in operation["parameters"] if one["in"] == "query"]
        assert tuple(told) == getattr(views, name).parameters, name


def test_the_document_names_only_schemas_that_it_has():
    text = json.dumps(openapi.document())
    assert set(re.findall(r'"#/components/schemas/(\w+)"', text)) <= set(openapi.document()["components"]["schemas"])


def test_an_article_is_whole(client):
    article = make_article(
        title="Hội nghị", body='<p>Xem <a href="/gioi-thieu/">trang</a>.</p>', dateline="WEBGOVAP", tags=["Y tế"],
        byline=[{"role": "bai", "name": "BA MINH"}], published_at=at(2017, 4, 12, 16),
    )  # fmt: skip
    told = get(client, f"/api/v1/articles/{article.pk}/")
    assert told["url"] == f"http://testserver/tin-tuc/hoi-nghi-{article.pk}/"
    assert told["published_at"] == "2017-04-12T16:00:00+07:00"
    assert told["byline"] == [{"role": "Bài", "name": "BA MINH"}]
    assert told["tags"] == [{"slug": "y-te", "name": "Y tế"}]
    assert 'href="http://testserver/gioi-thieu/"' in told["body_html"]
    assert told["body_text"].strip() == "Xem trang."
    assert told["image"] is None


def test_lists_say_no_body(client):
    make_article()
    assert "body_html" not in get(client, "/api/v1/articles/")["items"][0]


class TestFilters:
    @pytest.fixture(autouse=True)
    def _articles(self):
        parent = make_category(name="Kinh tế")
        child = make_category(name="Doanh nghiệp", parent=parent)
        make_article(title="Cũ", category=parent, published_at=at(2016, 12, 31, 23), tags=["Y tế"])
        make_article(title="Con", category=child, published_at=at(2017, 1, 1, 0), tags=["Y tế"])
        make_article(title="Khác", category=make_category(name="Văn hóa"), published_at=at(2017, 4, 12), tags=["Bia"])

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["Khác", "Con", "Cũ"]),
            ("?category=kinh-te", ["Con", "Cũ"]),
            ("?category=doanh-nghiep", ["Con"]),
            ("?year=2017", ["Khác", "Con"]),
            ("?year=2017&month=1", ["Con"]),
            ("?year=2016&month=12&day=31", ["Cũ"]),
            ("?year=2016&month=12&day=30", []),
            ("?category=kinh-te&year=2017", ["Con"]),
            ("?tag=y-te", ["Con", "Cũ"]),
            ("?tag=y-te&year=2016", ["Cũ"]),
            ("?tag=bia&limit=1", ["Khác"]),
            ("?tag=", ["Khác", "Con", "Cũ"]),
        ],
    )
    def test_filter(self, client, query, found):
        assert titles(client, query) == found


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("articles/?limit=0", "từ 1 đến 100"),
        ("articles/?limit=101", "từ 1 đến 100"),
        ("articles/?limit=%D9%A3", "từ 1 đến 100"),
        ("articles/?year=17", "từ 1900 đến 2999"),
        ("articles/?month=4", "cần có year"),
        ("articles/?year=2017&day=4", "cần có cả year và month"),
        ("articles/?year=2017&month=2&day=30", "Ngày 30/2/2017 không có"),
        ("articles/?category=khong-co", "Không có chuyên mục “khong-co”"),
        ("articles/?category=%00", "không đọc được"),
        ("articles/?tag=khong-co", "Không có thẻ"),
        ("articles/?tag=a&category=b", "một trong hai"),
        ("articles/?truoc=xyz", "địa chỉ “next”"),
        ("articles/?truoc=%F0%9F%98%80", "địa chỉ “next”"),
        ("articles/?categroy=x", "Không có tham số “categroy”"),
        ("articles/?year=2017&year=2018", "chỉ ghi một lần"),
        ("videos/?tag=x", "nhận các tham số: truoc, limit"),
        ("categories/?limit=5", "không có tham số nào"),
        (f"articles/?{'x' * 3000}=1", "Không có tham số"),
    ],
)
def test_a_wrong_question_gets_one_sentence(client, path, sentence):
    told = problem(client, f"/api/v1/{path}")
    assert told["status"] == 400
    assert sentence in told["detail"]
    assert len(told["detail"]) < 300


@pytest.mark.parametrize(
    "path",
    ["articles/0/", "articles/999999999999999999/", "videos/77777/", "khong-co/", "khong/co/gi/", "openapi.json/"],
)
def test_what_is_not_there_is_told_in_json(client, path):
    assert problem(client, f"/api/v1/{path}")["status"] == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written(client, method):
    response = getattr(client, method)("/api/v1/articles/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "chỉ để đọc" in response.json()["detail"]


def test_other_sites_may_read_it(client):
    response = client.options("/api/v1/articles/", headers={"Origin": "https://example.com"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    response = client.get("/api/v1/articles/")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies


def test_no_page_of_the_site_is_opened_to_others(client):
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


@pytest.mark.parametrize("path", ["/api/v1/articles/?limit=7", "/api/v1/videos/?limit=5", "/api/v1/tags/?limit=3",
                                  "/api/v1/articles/?tag=y-te&limit=9"])  # fmt: skip
def test_pages_follow_one_another_to_the_end(client, path):
    populate(30)
    for n in range(8):
        make_article(tags=[f"Thẻ {n}"])
    seen, following = [], path
    while following:
        page = get(client, following.removeprefix("http://testserver"))
        assert page["items"]
        seen += [item.get("id") or item["slug"] for item in page["items"]]
        following = page["next"]
    everything = get(client, re.sub("limit=.*", "limit=100", path))
    assert seen == [item.get("id") or item["slug"] for item in everything["items"]]
    assert len(set(seen)) == len(seen) > 9


HIDDEN = {
    "draft": {"is_live": False},
    "scheduled": {"published_at": timedelta(hours=1)},
    "expired": {"published_at": timedelta(days=-2), "expires_at": timedelta(days=-1)},
}


@pytest.mark.parametrize("state", HIDDEN)
def test_nothing_hidden_is_told(client, state):
    over = {key: timezone.now() + value if value else value for key, value in HIDDEN[state].items()}
    article = make_article(title="Kín zqxkinh", tags=["Thẻ zqxkinh"], **over)
    video = make_video(title="Kín zqxkinh", **over)
    tag = Tag.objects.get()
    for path in [*LISTS, f"/api/v1/articles/?tag={tag.slug}", "/api/v1/articles/?year=2026"]:
        assert "zqxkinh" not in client.get(path).content.decode()
    assert problem(client, f"/api/v1/articles/{article.pk}/")["status"] == 404
    assert problem(client, f"/api/v1/videos/{video.pk}/")["status"] == 404


def test_a_hidden_category_is_not_listed(client):
    make_category(name="Kín", is_visible=False)
    assert get(client, "/api/v1/categories/")["items"] == []


FULL = [f"{path}?limit=100" for path in LISTS[:3]] + LISTS[3:] + [
    "/api/v1/articles/?limit=100&category=chuyen-muc-0", "/api/v1/articles/?limit=100&tag=y-te",
    "/api/v1/articles/{pk}/", "/api/v1/",
]  # fmt: skip


@pytest.mark.parametrize("path", FULL)
def test_queries_do_not_grow(client, path):
    with transaction.atomic():
        populate(10)
        few = queries(client, path)
        transaction.set_rollback(True)
    populate(200)
    many = queries(client, path)
    assert len(few) == len(many) <= MOST_QUERIES, "\n".join(many)


def queries(client, path):
    path = path.format(pk=Article.objects.published().newest().first().pk)
    with CaptureQueriesContext(connection) as captured:
        get(client, path)
    return [one["sql"] for one in captured.captured_queries]


def test_head_is_answered(client):
    response = client.head("/api/v1/articles/")
    assert (response.status_code, response.content) == (200, b"")


def test_categories_tell_their_parent(client):
    parent = make_category(name="Kinh tế")
    make_category(name="Doanh nghiệp", parent=parent)
    told = {one["slug"]: one["parent"] for one in get(client, "/api/v1/categories/")["items"]}
    assert told == {"kinh-te": None, "doanh-nghiep": "kinh-te"}
    assert Category.objects.count() == 2


def test_the_page_for_people_tells_every_address(client):
    page = client.get("/du-lieu-mo/").content.decode()
    for path in LISTS:
        assert path in page
