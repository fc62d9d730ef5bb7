"""What is a view and what a visit, through the whole stack: from Django, from memory and as 304."""

import pytest

from tests.factories import make_article, make_video
from tests.wsgi import READER, Site, ask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def lines(tmp_path):
    folder = tmp_path / "spool"
    return lambda kind: "".join(path.read_text() for path in folder.glob("*")).count(kind)


@pytest.mark.parametrize("limit", [0, 2**23], ids=["from Django", "from memory"])
@pytest.mark.parametrize(("make", "kind"), [(make_article, "article"), (make_video, "video")])
def test_each_reading_is_a_view(lines, limit, make, kind):
    site, item = Site(limit), make()
    answers = [site.get(item.get_absolute_url()) for _ in range(3)]
    assert [answer.status for answer in answers] == [200] * 3
    assert site.made == (1 if limit else 3)
    assert lines(f"{kind} {item.pk} ") == 3


def test_unchanged_page_is_a_view(site, lines):
    address = make_article().get_absolute_url()
    etag = site.get(address).headers["ETag"]
    answer = site.get(address, if_none_match=etag)
    assert (answer.status, answer.body) == (304, b"")
    assert lines("article ") == 2


NOBODY = {
    "robot": {"user_agent": "Googlebot/2.1"},
    "no name": {"user_agent": ""},
    "program": {"user_agent": "curl/8.1"},
    "prefetch": {"sec_purpose": "prefetch;prerender"},
    "older prefetch": {"purpose": "prefetch"},
    "staff": {"cookie": "session=abc"},
}


@pytest.mark.parametrize("who", NOBODY)
def test_not_a_reader(site, lines, who):
    address = make_article().get_absolute_url()
    for _ in range(2):
        answer = site.get(address, **NOBODY[who])
        assert answer.status == 200
        assert "luot" not in str(answer.pairs)
    assert lines("article ") == lines("visit ") == 0


def test_head_is_no_view(site, lines):
    site.ask("HEAD", make_article().get_absolute_url())
    assert lines("article ") == lines("visit ") == 0


def test_one_visit_a_cookie(site, lines):
    first = site.get("/tin-tuc/")
    assert first.headers["Set-Cookie"] == "luot=1; HttpOnly; Max-Age=1800; Path=/; SameSite=Lax"
    assert first.headers["Cache-Control"] == "private, no-cache"
    second = site.get("/", cookie="a=b; luot=1")
    assert "Set-Cookie" not in second.headers
    assert second.headers["Cache-Control"] == "no-cache"
    assert lines("visit ") == 1
    site.get("/tin-tuc/", cookie="xluot=1")
    assert lines("visit ") == 2


def test_visit_that_begins_with_an_unchanged_page(site, lines):
    etag = site.get("/tin-tuc/").headers["ETag"]
    answer = site.get("/tin-tuc/", if_none_match=etag)
    assert answer.status == 304
    assert "luot=1" in answer.headers["Set-Cookie"]
    assert lines("visit ") == 2


def test_cookie_of_a_secure_site_is_secure(settings, site):
    settings.SESSION_COOKIE_SECURE = True
    assert site.get("/").headers["Set-Cookie"].endswith("; Secure")


@pytest.mark.parametrize(
    "address",
    ["/rss/tin-moi.xml", "/robots.txt", "/ngoai-tuyen/", "/worker.js", "/khong-co/", "/admin/login/", "/sitemap.xml"],
)
def test_no_visit_but_of_a_public_page(site, lines, address):
    site.get(address)
    assert lines("visit ") == 0


def test_page_that_is_gone_is_no_view(site, lines):
    address = make_article().get_absolute_url()
    assert site.get(address.replace("bai", "sai")).status == 301
    assert lines("article ") == lines("visit ") == 0


def test_search_is_a_visit(site, lines):
    assert site.get("/tim-kiem/").status == 200
    assert lines("visit ") == 1


def test_what_a_reader_sends_is_not_believed(site, lines):
    """A header cannot become one of the keys by which the layers speak to each other."""
    answer = ask(site.application, "/tin-tuc/", **{"govap.viewed": "article 5", "govap_viewed": "article 5"})
    assert answer.status == 200
    assert lines("article ") == 0


def test_reader_is_a_person_of_today(site, lines):
    site.get("/", user_agent=READER)
    assert lines("visit ") == 1
