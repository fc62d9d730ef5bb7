"""What may name a page, and what may not: poisoning and deception."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from govap.delivery.cache import PageCache
from govap.delivery.keys import Key, asked_page, bare_environ, known_host
from govap.delivery.policy import Policy, policy_of
from govap.editorial import keyset
from news.models import Article
from tests.factories import make_article, make_user
from tests.populated import populate
from tests.wsgi import Site

pytestmark = pytest.mark.django_db


def environ(path="/", query="", **over):
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "localhost",
        "SERVER_PORT": "80", "wsgi.url_scheme": "http", **over,
    }  # fmt: skip


def key(*args, **over):
    asked = asked_page(environ(*args, **over))
    return asked and asked[0]


def test_key_is_scheme_host_path_and_declared_names():
    assert key("/tin-tuc/", "utm_source=x&truoc=abc&x=%00") == Key("http", "localhost", "/tin-tuc/", "truoc=abc")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""), ("utm_source=zalo&fbclid=1", ""), ("truoc=a", "truoc=a"), ("truoc=a&truoc=b", "truoc=b"),
        ("x=1&truoc=a&y=2", "truoc=a"), ("truoc=", ""), ("truoc", ""), ("TRUOC=a", ""), ("truoc%3Da", ""),
        ("tru%6Fc=a", "truoc=a"), ("truoc=%61", "truoc=a"), ("truoc=a+b", "truoc=a+b"), ("truoc=a%20b", "truoc=a+b"),
        ("truoc=a;q=b", "truoc=a%3Bq%3Db"), ("&&&", ""), ("truoc=%FF", "truoc=%EF%BF%BD"),
        ("truoc=a&pham-vi=tat-ca", "truoc=a"), ("truoc=" + "a" * 101, ""), ("truoc=" + "a" * 100, "truoc=" + "a" * 100),
    ],
)  # fmt: skip
def test_query_is_normalised(query, kept):
    assert key("/tin-tuc/", query).query == kept


@given(st.text(max_size=60), st.text(max_size=20))
def test_query_read_again_says_the_same(query, value):
    policy = Policy(("truoc", "pham-vi"), 10)
    once = policy.query_of(f"{query}&truoc={quote(value)}")
    assert policy.query_of(once) == once
    assert {part.partition("=")[0] for part in once.split("&") if part} <= {"truoc", "pham-vi"}


NOT_KEPT = {
    "post": environ(REQUEST_METHOD="POST"),
    "options": environ(REQUEST_METHOD="OPTIONS"),
    "nonsense": environ(REQUEST_METHOD="GET\x00"),
    "small letters": environ(REQUEST_METHOD="get"),
    "session": environ(HTTP_COOKIE="a=b; session=abc"),
    "empty session": environ(HTTP_COOKIE="session="),
    "session without spaces": environ(HTTP_COOKIE="a=b;session=x;c=d"),
    "second session": environ(HTTP_COOKIE="session=x; session=y"),
    "authorization": environ(HTTP_AUTHORIZATION="Basic eDp5"),
    "another host": environ(HTTP_HOST="evil.example"),
    "no host": environ(HTTP_HOST=""),
    "host and more": environ(HTTP_HOST="localhost/evil"),
    "host twice": environ(HTTP_HOST="localhost,evil.example"),
    "host with a user": environ(HTTP_HOST="evil@localhost"),
    "host with another port": environ(HTTP_HOST="localhost:8123"),
    "host with nonsense": environ(HTTP_HOST="localhost:80:80"),
    "host with a line": environ(HTTP_HOST="localhost\r\nX: y"),
    "long query": environ(query="x=" + "y" * 5000),
    "long path": environ("/tin-tuc/" + "a" * 5000 + "-1/"),
    "search": environ("/tim-kiem/", "q=dan"),
    "suggestions": environ("/tim-kiem/goi-y/", "q=dan"),
    "admin": environ("/admin/"),
    "admin login": environ("/admin/login/"),
    "preview": environ("/admin/news/article/1/xem-truoc/"),
    "shared link": environ("/xem-truoc/abc/"),
    "health": environ("/healthz"),
    "media": environ("/media/anh/a.jpg"),
    "static": environ("/static/css/base.css"),
    "old address": environ("/a.aspx"),
    "nothing": environ("/khong-co.txt"),
    "double slash": environ("//"),
    "double slash inside": environ("/tin-tuc//"),
    "dots": environ("/tin-tuc/../"),
    "suffix": environ("/tin-tuc/;x.css"),
    "suffix of an article": environ("/tin-tuc/bai-1/;x.css"),
    "file of an article": environ("/tin-tuc/bai-1/x.css"),
    "no slash": environ("/tin-tuc"),
    "not UTF-8": environ("/tin-tuc/\xff-1/"),
}


@pytest.mark.parametrize("name", NOT_KEPT)
def test_never_from_memory(name):
    assert asked_page(NOT_KEPT[name]) is None


def test_secure_site_keeps_nothing_of_plain_http(settings):
    settings.SECURE_SSL_REDIRECT = True
    assert key("/") is None
    assert key("/", **{"wsgi.url_scheme": "https"}).scheme == "https"


def test_forwarded_scheme_counts_only_from_proxies_of_ours(settings):
    settings.SECURE_PROXY_SSL_HEADER = None
    assert key("/", HTTP_X_FORWARDED_PROTO="https").scheme == "http"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert key("/", HTTP_X_FORWARDED_PROTO="https").scheme == "https"
    assert key("/", HTTP_X_FORWARDED_PROTO="evil").scheme == "http"
    assert bare_environ(key("/", HTTP_X_FORWARDED_PROTO="https"))["HTTP_X_FORWARDED_PROTO"] == "https"


def test_host_in_any_spelling_is_one():
    assert {known_host(host, "80") for host in ("localhost", "LOCALHOST", "LocalHost")} == {"localhost"}
    assert known_host("127.0.0.1:8000", "8000") == "127.0.0.1:8000"


def test_cookie_named_nearly_like_ours_is_nobodys():
    assert key("/", HTTP_COOKIE="xsession=1; my_session=2; luot=1")


PUBLIC = [
    "/",
    "/tin-tuc/",
    "/video/",
    "/theo-ngay/",
    "/dinh-chinh/",
    "/rss/",
    "/so-do/",
    "/gioi-thieu/",
    "/sitemap.xml",
]


@pytest.mark.parametrize("address", [*PUBLIC, "/rss/tin-moi.xml", "/rss/video.xml", "/robots.txt", "/opensearch.xml"])
def test_public_page_declares_its_policy(address):
    assert policy_of(address)


POISON = [
    {"host": "evil.example"}, {"x_forwarded_host": "evil.example"}, {"x_forwarded_proto": "https"},
    {"x_forwarded_for": "1.2.3.4"}, {"x_forwarded_port": "666"}, {"x_forwarded_prefix": "/evil"},
    {"x_original_url": "/evil/"},
    {"x_rewrite_url": "/evil/"}, {"forwarded": "host=evil.example;proto=https"}, {"x_host": "evil.example"},
    {"x_http_method_override": "POST"}, {"accept_language": "en"}, {"accept": "application/evil"},
    {"user_agent": "evil<script>"},
    {"referer": "https://evil.example/"}, {"cookie": "evil=1"}, {"cookie": "csrf=evil; messages=evil"},
    {"range": "bytes=0-9"},
    {"accept_encoding": "evil;q=7"}, {"if_modified_since": "Thu, 01 Jan 2099 00:00:00 GMT"},
    {"if_none_match": '"evil"'},
    {"x_requested_with": "XMLHttpRequest"}, {"save_data": "on"}, {"content_type": "text/evil"},
]  # fmt: skip


@pytest.mark.parametrize("header", POISON, ids=lambda header: next(iter(header)))
@pytest.mark.parametrize("address", ["/", "/tin-tuc/?truoc=evil", "/rss/tin-moi.xml", "/sitemap.xml", "/robots.txt"])
def test_nothing_unkeyed_gets_into_the_page(settings, tmp_path, address, header):
    settings.VAR_DIR = tmp_path
    make_article()
    clean, poisoned = Site(), Site()
    first = poisoned.get(address.replace("evil", "AAAA"), **header)
    assert first.status in {200, 400}
    then = poisoned.get(address.replace("evil", "AAAA"))
    assert then.body == clean.get(address.replace("evil", "AAAA")).body
    assert "evil" not in then.text + str(then.pairs)


@pytest.mark.parametrize("script_name", ["/evil", "x", "/admin"])
def test_folder_from_a_header_is_refused(site, script_name):
    answer = site.get("/", environ={"SCRIPT_NAME": script_name})
    assert answer.status == 400
    assert "evil" not in site.get("/").text


@pytest.mark.parametrize("query", ["a={}", "utm_source={}&fbclid={}", "truoc=&x={}", "TRUOC={}", "tru%00c={}"])
def test_unknown_names_make_no_entries(site, query):
    for n in range(50):
        site.get(f"/tin-tuc/?{query.format(n, n)}")
    assert site.made <= 50  # a NUL is refused by the guard, so nothing is made
    assert site.made <= 1


def test_unknown_names_are_in_no_link(site):
    populate(60)
    page = site.get("/tin-tuc/?q=evil&pham-vi=evil&x=evil").text
    assert "truoc=" in page
    assert "evil" not in page


def test_page_with_a_cursor_has_bytes_of_its_own(site):
    populate(60)
    first = site.get("/tin-tuc/")
    cursor = keyset.encode(Article.objects.published().newest()[30])
    second = site.get(f"/tin-tuc/?truoc={cursor}")
    assert first.body != second.body
    assert site.get(f"/tin-tuc/?x=1&truoc={cursor}").body == second.body
    assert site.made == 2


def test_encoded_address_is_the_same_page(site):
    plain = site.get("/tin-tuc/")
    assert site.get("/tin%2Dtuc%2f").body == plain.body
    assert site.made == 1


def test_staff_get_no_kept_bytes_and_leave_none(site):
    client = Client()
    client.force_login(make_user())
    cookie = f"session={client.cookies['session'].value}"
    for _ in range(2):
        answer = site.get("/", cookie=cookie)
        assert answer.headers["Cache-Control"] == "no-store, private"
    assert site.made == 2
    assert site.get("/").headers["ETag"]
    assert site.made == 3
    assert site.get("/", cookie=cookie).headers["Cache-Control"] == "no-store, private"


FIRST = [
    {"method": "HEAD"},
    {"method": "GET", "if_none_match": "*"},
    {"method": "HEAD", "range": "bytes=0-0"},
    {"method": "GET", "range": "bytes=0-0", "if_range": '"evil"'},
    {"method": "GET", "if_match": '"evil"'},
    {"method": "GET", "if_unmodified_since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"method": "GET", "accept_encoding": "gzip;q=0, br;q=0, identity;q=0, *;q=0"},
    {"method": "GET", "accept_encoding": "br" * 5000},
    {"method": "GET", "cookie": "luot=<script>evil</script>"},
    {"method": "GET", "cookie": "luot=1; luot=2; =; ;;"},
    {"method": "GET", "cookie": "\xff\xfe=evil"},
]


@pytest.mark.parametrize("asked", FIRST, ids=str)
def test_whoever_comes_first_leaves_the_whole_page(site, asked):
    site.ask(asked["method"], "/tin-tuc/", **{name: value for name, value in asked.items() if name != "method"})
    then = site.get("/tin-tuc/", accept_encoding="identity", cookie="luot=1")
    assert (then.status, then.body) == (200, Site().get("/tin-tuc/", accept_encoding="identity", cookie="luot=1").body)
    assert len(then.body) == int(then.headers["Content-Length"])
    assert site.made == 1
    assert "evil" not in then.text + str(then.pairs)


DECEIVED = [
    "/tin-tuc/a.css", "/tin-tuc/;a.css", "/tin-tuc/%3Ba.css", "/tin-tuc/%2e%2e/", "/tin-tuc//", "//tin-tuc/",
    "/tin-tuc%5C", "/tin-tuc/%00", "/tin-tuc/%ff/", "/tin-tuc/%252f", "/TIN-TUC/", "/tin-tuc/?", "/tin-tuc/%3F.css",
]  # fmt: skip


@pytest.mark.parametrize("address", DECEIVED)
def test_staff_page_is_under_no_address_that_a_cache_would_keep(site, address):
    client = Client()
    client.force_login(make_user())
    answer = site.get(address, cookie=f"session={client.cookies['session'].value}")
    assert answer.status in {200, 301, 400, 404}
    assert answer.status == 400 or "no-store" in answer.headers["Cache-Control"]
    assert site.get(address).headers.get("Set-Cookie", "").count("session=") == 0


def test_junk_of_every_kind_keeps_memory_bounded():
    site = Site(limit=200_000)
    populate(3)
    for n in range(60):
        site.get(f"/tin-tuc/?truoc={n:x}junk")
        site.get("/tin-tuc/", host=f"h{n}.localhost")
        site.get(f"/khong-co-{n}/")
    pages = site.application
    while not isinstance(pages, PageCache):
        pages = pages.application
    assert 0 < pages.store.size <= 200_000
    assert site.get("/tin-tuc/").status == 200
