"""Public pages from finished bytes: what is kept, how long, and what a browser is told of it."""

import gzip
import threading
import time
from datetime import timedelta
from itertools import count

import brotli
import pytest
import time_machine
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from govap.delivery import cache, freshness
from govap.delivery.cache import PageCache
from govap.delivery.freshness import Freshness
from govap.delivery.kept import Kept
from news.models import Article
from tests.factories import make_article
from tests.populated import populate
from tests.test_everything import MACHINES, PAGES, address
from tests.wsgi import Site, ask

UNKEPT = {"shared", "suggest", "healthz", "readyz", "open_data", "offline"}
KEPT = {name: pattern for name, pattern in (PAGES | MACHINES).items() if name not in UNKEPT and "api" not in name}
COUNTLESS = {
    "feed",
    "category_feed",
    "video_feed",
    "sitemap",
    "robots",
    "opensearch",
    "manifest",
    "worker",
    "ahead",
    "captions",
    "qr",
}


@pytest.mark.django_db
class TestPages:
    @pytest.mark.parametrize("name", KEPT)
    def test_public_page_is_made_once(self, site, name):
        populate(30)
        target = address(KEPT[name])
        first, second = site.get(target), site.get(target, cookie="luot=1")
        assert (first.status, second.status, site.made) == (200, 200, 1)
        assert first.body == second.body
        assert second.headers["Cache-Control"] == "no-cache"
        assert second.headers["Vary"] == "Accept-Encoding"
        assert "nonce" not in second.headers["Content-Security-Policy"]
        assert "X-Content-Type-Options" in second.headers
        assert "Age" not in second.headers
        assert not [name for name, _ in second.pairs if "govap" in name.lower()]
        assert len({name for name, _ in second.pairs}) == len(second.pairs)

    def test_page_is_what_django_says(self, site):
        populate(30)
        kept, plain = site.get("/"), Site(limit=0).get("/")
        assert kept.body == plain.body
        own = {"ETag", "Cache-Control", "Vary", "Set-Cookie"}
        assert {pair for pair in kept.pairs if pair[0] not in own} == {
            pair for pair in plain.pairs if pair[0] not in own
        }

    @pytest.mark.parametrize("target", ["/khong-co/", "/tin-tuc/bai-1/", "/theo-ngay/2017/13/", "/the/khong-co/"])
    def test_not_found_is_not_kept(self, site, target):
        assert [site.get(target).status for _ in range(2)] == [404, 404]
        assert site.made == 2

    def test_redirect_is_not_kept(self, site):
        item = make_article()
        answers = [site.get(f"/tin-tuc/sai-{item.pk}/?utm=1") for _ in range(2)]
        assert [(answer.status, answer.headers["Location"]) for answer in answers] == [
            (301, item.get_absolute_url())
        ] * 2

    @pytest.mark.parametrize("target", ["/tim-kiem/?q=a", "/tim-kiem/goi-y/?q=a", "/healthz", "/admin/login/"])
    def test_form_search_and_health_are_not_kept(self, site, target):
        assert [site.get(target).status for _ in range(2)] == [200, 200]
        assert site.made == 2

    def test_head_is_get_without_a_body(self, site):
        make_article()
        head, get = site.ask("HEAD", "/tin-tuc/", cookie="luot=1"), site.get("/tin-tuc/", cookie="luot=1")
        assert (head.status, head.body, head.pairs) == (200, b"", get.pairs)
        assert int(head.headers["Content-Length"]) == len(get.body)
        assert site.made == 1

    @pytest.mark.parametrize(
        ("coding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("identity", bytes)]
    )
    def test_codings(self, site, coding, decode):
        plain = site.get("/")
        answer = site.get("/", accept_encoding=coding)
        assert decode(answer.body) == plain.body
        assert answer.headers.get("Content-Encoding", "identity") == coding
        assert int(answer.headers["Content-Length"]) == len(answer.body)
        assert site.made == 1

    def test_each_coding_has_a_strong_tag_of_its_own(self, site):
        tags = {site.get("/", accept_encoding=coding).headers["ETag"] for coding in ("br", "gzip", "identity")}
        assert len(tags) == 3
        assert all(tag.startswith('"') for tag in tags)

    def test_tag_is_the_same_in_every_process(self, site):
        make_article()
        assert Site().get("/tin-tuc/").headers["ETag"] == site.get("/tin-tuc/").headers["ETag"]

    @pytest.mark.parametrize("asked", ["{}", "W/{}", '"x", {}', '"x",W/{} , "y"', "*"])
    def test_unchanged(self, site, asked):
        etag = site.get("/").headers["ETag"]
        answer = site.get("/", if_none_match=asked.format(etag), cookie="luot=1")
        assert (answer.status, answer.body) == (304, b"")
        assert dict(answer.pairs) == {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}

    @pytest.mark.parametrize("asked", ['"x"', "", "x", '"', '""', "W/", "**", '"*"', "\xff"])
    def test_changed_or_nonsense(self, site, asked):
        assert site.get("/", if_none_match=asked).status == 200

    def test_tag_of_another_coding_is_another(self, site):
        etag = site.get("/", accept_encoding="br").headers["ETag"]
        assert site.get("/", if_none_match=etag).status == 200

    @pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=-1", "lines=1", "bytes=9-0"])
    def test_range_of_a_page_is_the_whole_page(self, site, asked):
        plain = site.get("/tin-tuc/")
        answer = site.get("/tin-tuc/", range=asked)
        assert (answer.status, answer.body) == (200, plain.body)
        assert "Content-Range" not in answer.headers

    def test_without_memory_everything_comes_from_django(self, monkeypatch, settings, tmp_path):
        settings.VAR_DIR = tmp_path
        site = Site(limit=0)
        assert [site.get("/").status for _ in range(2)] == [200, 200]
        assert site.made == 2

    def test_hosts_have_pages_of_their_own(self, site):
        make_article()
        here, there = site.get("/tin-tuc/"), site.get("/tin-tuc/", host="testserver")
        assert "http://localhost/tin-tuc/" in here.text
        assert "http://testserver/tin-tuc/" in there.text
        secure = site.get("/tin-tuc/", environ={"wsgi.url_scheme": "https"})
        assert "https://localhost/tin-tuc/" in secure.text


@pytest.mark.django_db
class TestTime:
    def test_publication_is_on_the_next_page(self, site):
        site.get("/tin-tuc/")
        make_article(title="Vừa đăng xong")
        assert "Vừa đăng xong" in site.get("/tin-tuc/").text

    def test_unchanged_site_makes_nothing_anew(self, site):
        make_article()
        for _ in range(5):
            site.get("/tin-tuc/")
        assert site.made == 1

    def test_withdrawn_is_gone_and_its_page_forgotten(self, site):
        item = make_article()
        site.get(item.get_absolute_url())
        item.is_live, item.withdrawn_at, item.withdrawn_why = False, timezone.now(), "error"
        item.save()
        assert site.get(item.get_absolute_url()).status == 410
        site.freshness.is_silent = True
        site.freshness._looked_at = float("inf")
        assert site.get(item.get_absolute_url()).status == 503

    def test_appears_and_expires_at_its_second(self, site, monkeypatch):
        begins = timezone.now() + timedelta(minutes=5)
        make_article(title="Hẹn năm phút", published_at=begins, expires_at=begins + timedelta(minutes=5))
        assert "Hẹn năm phút" not in site.get("/tin-tuc/").text
        site.get("/tin-tuc/")
        monkeypatch.setattr(freshness, "EVERY", 3600)  # so that nothing but the moment itself makes it look
        for seconds, is_there in ((-0.5, False), (0.5, True), (299, True), (300.5, False)):
            with time_machine.travel(begins + timedelta(seconds=seconds), tick=False):
                assert ("Hẹn năm phút" in site.get("/tin-tuc/").text) == is_there

    def test_calendar_counts_what_appeared_at_its_second(self, site):
        begins = timezone.now() + timedelta(minutes=5)
        item = make_article(title="Hẹn năm phút", published_at=begins)
        target = f"/theo-ngay/{timezone.localtime(begins):%Y/%m}/"
        link = f'href="/theo-ngay/{timezone.localtime(begins):%Y/%m/%d}/"'
        assert link not in self.calendar(site, target)
        with time_machine.travel(begins + timedelta(seconds=0.5), tick=False):
            assert link in self.calendar(site, target)
        item.delete()

    @staticmethod
    def calendar(site, target):
        page = LexborHTMLParser(site.get(target).text)
        return page.css_first("table").html

    def test_number_of_views_is_at_most_ten_seconds_old(self, site, monkeypatch):
        item = make_article(view_count=5)
        shown = "Số lượt người xem: {}<"
        target = item.get_absolute_url()
        assert shown.format(5) in site.get(target).text
        Article._base_manager.filter(pk=item.pk).update(view_count=6)
        assert shown.format(5) in site.get(target).text
        self.grow_old(site, 6.3)
        assert shown.format(5) in site.get(target).text
        self.grow_old(site, 0.2)
        assert shown.format(6) in site.get(target).text

    @pytest.mark.parametrize("name", sorted(COUNTLESS))
    def test_what_counts_nothing_is_kept_longer(self, site, name):
        populate(30)
        target = address(MACHINES[name])
        site.get(target)
        self.grow_old(site, 200)
        site.get(target)
        assert site.made == 1

    @staticmethod
    def grow_old(site, seconds):
        pages = site.application.application.application.application.application
        for page, _ in pages.store._pages.values():
            page.made_at -= seconds


def still():
    """Freshness that has looked and sees no change."""
    known = Freshness(None, None)
    known.version, known.is_known, known._looked_at = (1, 0, None), True, float("inf")
    return known


def answering(status="200 OK", headers=(), body=b"xin chao", called=None):
    numbers = count()

    def application(environ, start_response):
        (called if called is not None else []).append(environ)
        start_response(status, [("Content-Type", "text/html"), *headers])
        return [body, b" %d" % next(numbers)]

    return application


def cached(application, limit=2**20):
    return PageCache(application, still(), limit)


REFUSED = {
    "cookie": {"headers": [("Set-Cookie", "csrf=a")]},
    "no-store": {"headers": [("Cache-Control", "no-store, private")]},
    "private": {"headers": [("Cache-Control", "private")]},
    "vary by cookie": {"headers": [("Vary", "Cookie")]},
    "vary by language": {"headers": [("Vary", "Accept-Encoding, Accept-Language")]},
    "nonce": {"headers": [("Content-Security-Policy", "script-src 'nonce-abc'")]},
    "packed": {"headers": [("Content-Encoding", "gzip")]},
    "404": {"status": "404 Not Found"},
    "410": {"status": "410 Gone"},
    "302": {"status": "302 Found", "headers": [("Location", "/")]},
    "500": {"status": "500 Internal Server Error"},
    "206": {"status": "206 Partial Content"},
    "2000": {"status": "2000 OK"},
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_may_not_be_kept(why):
    pages = cached(answering(**REFUSED[why]))
    answers = [ask(pages, "/") for _ in range(2)]
    assert [answer.body for answer in answers] == [b"xin chao 0", b"xin chao 1"]
    assert len(pages.store) == 0
    assert ask(pages, "/", "HEAD").body == b""


def test_application_sees_nothing_but_the_key():
    called = []
    pages = cached(answering(called=called))
    ask(pages, "/?a=b", "HEAD", cookie="a=b", x_evil="1", accept_encoding="br", range="bytes=1-2", if_none_match="*")
    [environ] = called
    told = {name for name in environ if name.startswith("HTTP_")}
    assert (told, environ["REQUEST_METHOD"], environ["QUERY_STRING"]) == ({"HTTP_HOST"}, "GET", "")


def test_body_is_closed():
    closed = []

    class Body(list):
        def close(self):
            closed.append(1)

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        return Body([b"x"])

    ask(cached(application), "/")
    assert closed == [1]


def test_failure_leaves_the_former_page():
    fails = []

    def application(environ, start_response):
        start_response("500 Oh" if fails else "200 OK", [("Content-Type", "text/html")])
        return [b"x"]

    pages = cached(application)
    ask(pages, "/")
    fails.append(1)
    pages.freshness.version = (2, 0, None)
    answer = ask(pages, "/")
    assert (answer.status, answer.body, answer.headers["Age"]) == (200, b"x", "0")
    assert ask(pages, "/tin-tuc/").status == 500


def test_exception_of_the_application_keeps_no_lock():
    def application(environ, start_response):
        raise RuntimeError

    pages = cached(application)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            ask(pages, "/")
    assert not any(lock.locked() for lock in pages._making)


def test_memory_is_bounded():
    pages = cached(answering(body=b"x" * 500), limit=40_000)
    for n in range(500):
        ask(pages, f"/chuyen-muc/muc-{n}/")
    assert 0 < pages.store.size <= 40_000
    assert ask(pages, "/chuyen-muc/muc-499/").body.endswith(b" 499")


def at_once(number, ask_one):
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(ask_one())) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def slow(seconds, called):
    inner = answering(called=called)

    def application(environ, start_response):
        time.sleep(seconds)
        return inner(environ, start_response)

    return application


def test_missing_page_is_made_by_one():
    called = []
    pages = cached(slow(0.2, called))
    answers = at_once(20, lambda: ask(pages, "/").body)
    assert set(answers) == {b"xin chao 0"}
    assert len(called) == 1


def test_old_page_is_made_anew_by_one():
    called = []
    pages = cached(slow(0.2, called))
    ask(pages, "/")
    pages.freshness.version = (2, 0, None)
    assert set(at_once(20, lambda: ask(pages, "/").body)) == {b"xin chao 1"}
    assert len(called) == 2


def test_nobody_waits_for_newer_numbers():
    called = []
    pages = cached(slow(0.2, called))
    ask(pages, "/")
    [page] = [page for page, _ in pages.store._pages.values()]
    page.made_at -= 7
    answers = at_once(20, lambda: ask(pages, "/").body)
    assert sorted(answers) == [b"xin chao 0"] * 19 + [b"xin chao 1"]
    assert len(called) == 2


def test_who_waited_too_long_makes_the_page_himself(monkeypatch):
    monkeypatch.setattr(cache, "PATIENCE", 0.05)
    called = []
    pages = cached(slow(0.4, called))
    assert all(answer.startswith(b"xin chao") for answer in at_once(3, lambda: ask(pages, "/").body))
    assert len(called) == 3


def test_silent_database_is_known_pages_with_their_age_and_503():
    called = []
    pages = cached(answering(called=called))
    ask(pages, "/")
    [page] = [page for page, _ in pages.store._pages.values()]
    page.made_at -= 3600
    pages.freshness.is_silent = True
    known, unknown = ask(pages, "/"), ask(pages, "/tin-tuc/")
    assert (known.status, known.headers["Age"]) == (200, "3600")
    assert ask(pages, "/", if_none_match=known.headers["ETag"]).headers["Age"] == "3600"
    assert (unknown.status, unknown.headers["Retry-After"]) == (503, "5")
    assert "tạm thời không đọc được dữ liệu" in unknown.text
    assert ask(pages, "/tin-tuc/", "HEAD").body == b""
    assert ask(pages, "/healthz").status == 200  # asked of the application all the same
    assert len(called) == 2


def test_page_begun_before_something_was_taken_off_is_not_shown_in_need():
    pages = cached(answering())
    inner = pages.application

    def withdrawn_meanwhile(environ, start_response):
        pages.application, pages.freshness.version = inner, (2, 7, None)
        ask(pages, "/")  # another reader, whose request empties the memory
        return inner(environ, start_response)

    pages.application = withdrawn_meanwhile
    ask(pages, "/tin-tuc/")
    pages.freshness.is_silent = True
    assert [ask(pages, target).status for target in ("/", "/tin-tuc/")] == [200, 503]


def test_failure_shows_no_page_from_before_something_was_taken_off():
    fails = []

    def application(environ, start_response):
        if fails:
            pages.freshness.version = (3, 7, None)
        start_response("500 Oh" if fails else "200 OK", [("Content-Type", "text/html")])
        return [b"x"]

    pages = cached(application)
    ask(pages, "/")
    pages.freshness.version = (2, 0, None)
    fails.append(1)
    assert ask(pages, "/").status == 500


def test_size_is_at_least_what_lies_in_memory():
    page = Kept([("Content-Type", "text/html")], b"".join(b"%d" % (n * n) for n in range(9000)), {}, None)
    page.body("gzip")
    assert page.size >= sum(map(len, page.packed.values()))
