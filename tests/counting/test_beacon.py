"""Views that pages tell of themselves: fetched ahead and opened later, or all with COUNT_BY=beacon."""

import io
import re

import pytest

from govap.counting import beacon
from tests.factories import make_article, make_video
from tests.wsgi import Site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def lines(tmp_path):
    return lambda kind: "".join(path.read_text() for path in (tmp_path / "spool").glob("*")).count(kind)


def tell(site, body, method="POST", environ=None, **headers):
    sent = {
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "text/plain;charset=UTF-8",
    }
    return site.ask(method, beacon.PATH, environ=sent | (environ or {}), **headers)


def said(page):
    """What the page would send, or None; and who counts."""
    found = re.search(r'data-viewed="([^"]*)" data-count-by="(\w+)"', page)
    return found and found.groups()


@pytest.mark.parametrize("make", [make_article, make_video])
def test_page_fetched_ahead_counts_when_it_is_opened(site, lines, make):
    item = make()
    ahead = site.get(item.get_absolute_url(), sec_purpose="prefetch", accept_encoding="identity")
    assert lines(" ") == 0
    viewed, by = said(ahead.text)
    assert by == "server"
    made = site.made
    answer = tell(site, viewed.encode())
    assert (answer.status, answer.body, site.made) == (204, b"", made)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Set-Cookie"].startswith("luot=1; HttpOnly")
    assert lines(f" {item.pk} ") == lines("visit ") == 1
    assert "Set-Cookie" not in tell(site, viewed.encode(), cookie="luot=1").headers
    assert (lines(f" {item.pk} "), lines("visit ")) == (2, 1)


def test_counting_by_beacon_counts_once_what_pages_tell(settings, site, lines):
    settings.COUNT_BY = "beacon"
    article = make_article()
    page = site.get(article.get_absolute_url(), accept_encoding="identity")
    site.get(article.get_absolute_url(), if_none_match=page.headers["ETag"])
    assert lines(" ") == 0
    assert "Set-Cookie" not in page.headers  # a cache of others may keep it
    viewed, by = said(page.text)
    assert by == "beacon"
    assert tell(site, viewed.encode()).status == 204
    assert lines("article ") == lines("visit ") == 1


def test_list_is_a_visit_and_no_view(site, lines):
    viewed, _ = said(site.get("/tin-tuc/", sec_purpose="prefetch", accept_encoding="identity").text)
    assert viewed == ""
    assert tell(site, b"").status == 204
    assert (lines("visit "), lines("article ")) == (1, 0)


def test_missing_page_tells_of_nothing(site):
    assert said(site.get("/khong-co/").text) is None


def test_page_names_the_script(site):
    assert re.search(r'<script type="module" src="/static/js/count[^"]*\.js">', site.get("/").text)


NOBODY = {
    "robot": {"user_agent": "Googlebot/2.1"}, "no name": {"user_agent": ""}, "staff": {"cookie": "session=abc"},
    "prefetch": {"sec_purpose": "prefetch"}, "old Firefox": {"x_moz": "prefetch"},
}  # fmt: skip


@pytest.mark.parametrize("who", NOBODY)
def test_not_a_reader(site, lines, who):
    answer = tell(site, beacon.sign("article", 5).encode(), **NOBODY[who])
    assert (answer.status, lines(" ")) == (204, 0)
    assert "Set-Cookie" not in answer.headers


GOOD = b"article-5-" + b"0" * 24
HOSTILE = {
    "unsigned": (b"article-5", {}),
    "wrongly signed": (GOOD, {}),
    "another kind": (b"visit-0-" + b"0" * 24, {}),
    "nonsense": (b"\xff\x00<script>", {}),
    "line break": (b"article-5\nvisit 0 2026-01-01", {}),
    "too long": (b"x" * 61, {}),
    "endless": (b"", {"CONTENT_LENGTH": "99999999999"}),
    "negative": (b"", {"CONTENT_LENGTH": "-1"}),
    "no number": (b"", {"CONTENT_LENGTH": "abc"}),
    "other digits": (b"", {"CONTENT_LENGTH": "٣"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_is_refused(site, lines, name):
    body, environ = HOSTILE[name]
    answer = tell(site, body, environ=environ)
    assert (answer.status, answer.body, lines(" "), site.made) == (400, b"", 0, 0)


def test_seal_of_one_is_not_good_for_another(site, lines):
    moved = beacon.sign("article", 5).replace("article-5", "article-6")
    assert tell(site, moved.encode()).status == 400
    assert lines(" ") == 0


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "OPTIONS", "post"])
def test_only_posted(site, lines, method):
    assert tell(site, beacon.sign("article", 5).encode(), method=method).status == 400
    assert lines(" ") == 0


@pytest.mark.parametrize("where", ["cross-site", "same-site", "none"])
def test_page_of_another_site_is_refused(site, lines, where):
    assert tell(site, beacon.sign("article", 5).encode(), sec_fetch_site=where).status == 400
    assert lines(" ") == 0


def test_query_and_neighbours_are_not_the_beacon(site):
    assert site.ask("POST", "/luot-xem/x").status == 404
    assert site.ask("POST", "/luot-xem").status in {301, 404}
