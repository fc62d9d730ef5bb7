"""Links for somebody without an account: one revision, seven days, and a box for remarks."""

import re
from datetime import timedelta

import pytest
import segno
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from govap.counting.models import DailyCount
from govap.counting.spool import flush
from govap.editorial import content as contents
from govap.editorial import drafting, qr, sharing, workflow
from govap.editorial.models import LogEntry, Remark, Revision, ShareLink
from govap.editorial.models.sharing import MAX_REMARKS
from govap.editorial.refusal import Refused, Stale
from govap.editorial.roles import APPROVER, EDITOR, MANAGER, REPORTER
from news.models import Article
from tests.factories import make_draft, make_staff
from tests.test_admin import english_on
from tests.wsgi import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan():
    return make_staff(REPORTER, "lan")


@pytest.fixture
def item(lan):
    return make_draft(lan, title="Bản đã gửi", body="<p>Chữ đầu.</p>")


@pytest.fixture
def link(item, lan):
    return sharing.share(item, lan)


def public(link):
    return f"/xem-truoc/{link.token}/"


def desk(item, *rest):
    return "/".join([f"/admin/news/article/{item.pk}", *map(str, rest), ""])


def fresh(item):
    return type(item).objects.select_related("head").get(pk=item.pk)


def write(item, by, **over):
    item = fresh(item)
    return drafting.save(item, by, contents.of(item) | over, seen=item.token)


def logged(*verbs):
    return list(LogEntry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", "revision_number"))


class TestVerb:
    def test_the_revision_stays_as_it_is_while_writing_goes_on(self, item, lan, link, client):
        for n in range(3):
            write(item, lan, title=f"Viết tiếp {n}", body="<p>Chữ sau.</p>")
        assert [r.title for r in Revision.objects.of(item).order_by("number")] == ["Bản đã gửi", "Viết tiếp 2"]
        page = client.get(public(link)).content.decode()
        assert "Chữ đầu." in page
        assert "Chữ sau." not in page
        assert "Viết tiếp" not in page

    def test_it_stays_once_published_and_changed_again(self, item, lan, link, client):
        workflow.submit(item, lan)
        workflow.publish(item, make_staff(APPROVER))
        write(item, lan, body="<p>Chữ sau.</p>")
        page = client.get(public(link)).content.decode()
        assert "Chữ đầu." in page
        assert "chưa xuất bản" not in page

    def test_both_acts_are_logged(self, item, lan, link):
        sharing.revoke(item, lan, link)
        sharing.revoke(item, lan, link)
        assert logged("share", "unshare") == [("share", 1), ("unshare", 1)]

    def test_tokens_cannot_be_guessed(self, item, lan, link):
        other = sharing.share(item, lan)
        assert link.token != other.token
        assert min(len(link.token), len(other.token)) >= 32

    def test_nobody_shares_what_others_write(self, item):
        with pytest.raises(Refused):
            sharing.share(item, make_staff(REPORTER))
        assert not ShareLink.objects.exists()
        assert not fresh(item).head.is_kept

    def test_nobody_shares_a_text_unseen(self, item, lan):
        seen = fresh(item).token
        write(item, make_staff(APPROVER), title="Người khác sửa")
        with pytest.raises(Stale):
            sharing.share(item, lan, seen=seen)


class TestPublicAddress:
    def test_it_is_the_public_page_between_a_banner_and_a_box(self, item, lan, link, client):
        tree = LexborHTMLParser(client.get(public(link)).content.decode())
        assert tree.css_first("h1").text() == "Bản đã gửi"
        assert "chưa xuất bản" in tree.css_first(".shared-banner").text()
        tree.css_first(".shared-banner").decompose()
        tree.css_first(".shared-remarks").decompose()
        client.force_login(lan)
        preview = LexborHTMLParser(client.get(desk(item, "xem-truoc")).content.decode())
        assert tree.body.text(separator=" ").split() == preview.body.text(separator=" ").split()

    def test_told_to_no_cache_engine_or_other_host(self, link, client):
        for response in (client.get(public(link)), client.get("/xem-truoc/khong-co/")):
            assert "no-store" in response["Cache-Control"]
            assert "noindex" in response["X-Robots-Tag"]
            assert response["Referrer-Policy"] == "same-origin"
            assert response["X-Frame-Options"] == "DENY"
            assert "ETag" not in response

    def test_never_counted(self, link, settings, tmp_path):
        settings.VAR_DIR = tmp_path
        answer = Site().get(public(link))
        flush()
        assert answer.status == 200
        assert not DailyCount.objects.exists()
        assert "luot" not in answer.headers.get("Set-Cookie", "")
        assert "session" not in answer.headers.get("Set-Cookie", "")

    def test_unknown_expired_and_revoked_answer_the_same(self, item, lan, link, client):
        revoked = sharing.share(item, lan)
        sharing.revoke(item, lan, revoked)
        answers = [client.get("/xem-truoc/khong-co-lien-ket-nay-dau-ca-0123/"), client.get(public(revoked))]
        with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
            answers += [client.get(public(link)), client.post(public(link), {"name": "Khách", "words": "Chậm"})]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert "Lỗi 404" in answers[0].content.decode()
        assert not Remark.objects.exists()

    def test_it_opens_until_the_seventh_day(self, link, client):
        with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
            assert client.get(public(link)).status_code == 200

    @pytest.mark.parametrize("token", ["%00", "a" * 5000, "..", "%F0%9F%98%80", "' OR 1=1--", "%"])
    def test_odd_tokens(self, token, client):
        assert client.get(f"/xem-truoc/{token}/").status_code in (400, 404)

    def test_a_deleted_draft_takes_its_links_along(self, item, link, client):
        drafting.delete(item, make_staff(MANAGER))
        assert client.get(public(link)).status_code == 404

    def test_queries(self, link, client):
        client.get(public(link))
        with CaptureQueriesContext(connection) as captured:
            client.get(public(link))
        assert len(captured) <= 13, "\n".join(query["sql"] for query in captured.captured_queries)


SAID = {"name": "Bà Năm", "words": "Ngày họp là 13, không phải 12."}
HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ settings.SECRET_KEY }}{% debug %}",
    "emoji": "Hay quá 😀👍🏽",
    "right_to_left": "\u202eabc\u202c שלום",
    "sql": "'; DROP TABLE news_article; --",
}


class TestRemarksOfGuests:
    def test_they_reach_the_form_as_a_guest_s(self, item, lan, link, client):
        response = client.post(public(link), SAID)
        assert (response.status_code, response["Location"]) == (302, f"{public(link)}?da-gui=1#gop-y")
        assert "Xin cảm ơn quý vị" in client.get(f"{public(link)}?da-gui=1").content.decode()
        client.force_login(lan)
        panel = LexborHTMLParser(client.get(desk(item, "change")).content.decode()).css_first("[data-remarks]").text()
        for words in ("Bà Năm", "khách", "phiên bản 1", "Ngày họp là 13, không phải 12."):
            assert words in panel

    def test_guests_see_nobody_s_remarks(self, link, client):
        client.post(public(link), SAID)
        assert "Bà Năm" not in client.get(public(link)).content.decode()

    @pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
    def test_hostile_words_are_words(self, item, lan, link, client, words):
        assert client.post(public(link), {"name": words, "words": words}).status_code == 302
        client.force_login(lan)
        page = client.get(desk(item, "change")).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page
        shown = LexborHTMLParser(page).css_first(".remark-words").text(strip=True)
        assert shown == Remark.objects.get().text

    def test_controls_are_dropped(self, link, client):
        client.post(public(link), {"name": "Bà\0 Năm\x1b", "words": "Một\0\x07\r\nHai"})
        assert (Remark.objects.get().name, Remark.objects.get().text) == ("Bà Năm", "Một\nHai")

    @pytest.mark.parametrize(
        "data",
        [
            {}, {"name": "Khách"}, {"words": "Chữ"}, {"name": " ", "words": "\0"},
            {"name": "K", "words": "x" * 100_000}, {"name": "x" * 100_000, "words": "Chữ"},
        ],
        ids=["nothing", "no_words", "no_name", "blank", "long_words", "long_name"],
    )  # fmt: skip
    def test_bad_ones_are_told_so_and_kept_in_the_box(self, link, client, data):
        response = client.post(public(link), data)
        page = LexborHTMLParser(response.content.decode())
        assert response.status_code == 200
        assert page.css_first(".shared-remarks .errorlist").text(strip=True)
        assert page.css_first("textarea").text(strip=True).strip("\ufffd") == data.get("words", "").strip("\0")
        assert not Remark.objects.exists()

    def test_a_program_is_thanked_and_forgotten(self, link, client):
        assert client.post(public(link), SAID | {"website": "https://example.invalid"}).status_code == 302
        assert not Remark.objects.exists()

    def test_another_site_cannot_send_them(self, link):
        assert Client(enforce_csrf_checks=True).post(public(link), SAID).status_code == 403

    def test_a_flood_ends(self, link, client):
        Remark.objects.bulk_create(
            Remark(revision_id=link.revision_id, link=link, name="K", text="x") for _ in range(MAX_REMARKS)
        )
        response = client.post(public(link), SAID)
        assert "đã nhận đủ góp ý" in response.content.decode()
        assert Remark.objects.count() == MAX_REMARKS

    def test_only_reading_and_writing(self, link, client):
        assert client.delete(public(link)).status_code == 405


class TestRemarksOfStaff:
    def test_added_on_the_form(self, item, lan, client):
        client.force_login(lan)
        response = client.post(desk(item, "gop-y"), {"words": "Thiếu nguồn."})
        assert response["Location"] == f"{desk(item, 'change')}#gop-y"
        said = Remark.objects.get()
        assert (said.user, said.link, said.name, said.revision.number) == (lan, None, "lan", 1)
        page = LexborHTMLParser(client.get(desk(item, "change")).content.decode())
        assert "khách" not in page.css_first(".remark-who").text()

    def test_newest_first(self, item, lan, client):
        for words in ("Trước", "Sau"):
            sharing.remark(item, lan, words)
        client.force_login(lan)
        page = LexborHTMLParser(client.get(desk(item, "change")).content.decode())
        assert [node.text(strip=True) for node in page.css(".remark-words")] == ["Sau", "Trước"]

    def test_the_script_gets_the_panel_alone(self, item, lan, client):
        client.force_login(lan)
        response = client.post(desk(item, "gop-y"), {"words": "Thiếu nguồn.", "part": "1"})
        assert (response.status_code, response.content.decode().strip()[:8]) == (200, "<section")
        assert "Xin viết góp ý." in client.post(desk(item, "gop-y"), {"words": "", "part": "1"}).content.decode()

    def test_a_bad_one_keeps_its_words(self, item, lan, client):
        client.force_login(lan)
        response = client.post(desk(item, "gop-y"), {"words": "x" * 4000})
        page = LexborHTMLParser(response.content.decode())
        assert response.status_code == 200
        assert page.css_first(".errorlist")
        assert len(page.css_first("textarea").text(strip=True)) == 4000
        assert not Remark.objects.exists()

    def test_remarks_cost_the_form_one_query(self, item, lan, client):
        client.force_login(lan)

        def cost():
            with CaptureQueriesContext(connection) as captured:
                client.get(desk(item, "change"))
            return [query["sql"] for query in captured.captured_queries]

        cost()  # whose name stands over the page is asked once
        few = cost()
        for n in range(30):
            sharing.remark(item, lan, f"Ý {n}")
        assert len(cost()) == len(few) <= 12
        assert len([sql for sql in few if "editorial_remark" in sql]) == 1


class TestDeskPage:
    def test_a_link_is_made_shown_and_revoked(self, item, lan, client):
        client.force_login(lan)
        assert client.post(desk(item, "chia-se"), {"seen": fresh(item).token}).status_code == 302
        link = ShareLink.objects.get()
        address = f"http://testserver{public(link)}"
        page = LexborHTMLParser(client.get(desk(item, "chia-se")).content.decode())
        assert page.css_first("#dia-chi").attributes["value"] == address
        assert page.css_first(".share-code path").attributes["d"] == qr.drawn(address).path
        client.post(page.css_first("td form").attributes["action"])
        assert client.get(public(link)).status_code == 404
        page = client.get(desk(item, "chia-se")).content.decode()
        assert "Đã thu hồi" in page
        assert link.token not in page

    def test_a_stale_page_makes_no_link(self, item, lan, client):
        client.force_login(lan)
        response = client.post(desk(item, "chia-se"), {"seen": "0.7"})
        assert response.status_code == 409
        assert not ShareLink.objects.exists()

    def test_remarks_are_counted(self, item, lan, link, client):
        client.post(public(link), SAID)
        client.force_login(lan)
        page = LexborHTMLParser(client.get(desk(item, "chia-se")).content.decode())
        assert page.css_first(".share-links a").text() == "1 góp ý"

    @pytest.mark.parametrize("role", [REPORTER, EDITOR])
    def test_foreign_items_are_refused(self, item, link, client, role):
        client.force_login(make_staff(role))
        assert client.get(desk(item, "chia-se")).status_code == 403
        assert client.post(desk(item, "chia-se")).status_code == 403
        assert client.post(desk(item, "chia-se", link.pk, "thu-hoi")).status_code == 403
        assert client.post(desk(item, "gop-y"), {"words": "Chữ"}).status_code == 403
        assert (ShareLink.objects.valid().count(), Remark.objects.count()) == (1, 0)

    def test_the_link_of_another_item_is_not_revoked_through_one_s_own(self, lan, link, client):
        client.force_login(lan)
        own = make_draft(lan)
        assert client.post(desk(own, "chia-se", link.pk, "thu-hoi")).status_code == 404
        assert link.is_valid()

    @pytest.mark.parametrize("path", [("chia-se", 1, "thu-hoi"), ("gop-y",)])
    def test_reading_changes_nothing(self, item, lan, client, path):
        client.force_login(lan)
        assert client.get(desk(item, *path)).status_code == 405

    def test_every_page_speaks_vietnamese(self, item, lan, link, client):
        client.force_login(lan)
        pages = [
            client.get(desk(item, "change")),
            client.get(desk(item, "chia-se")),
            client.post(desk(item, "chia-se"), {"seen": "0.7"}),
            client.post(desk(item, "gop-y"), {"words": "x" * 4000}),
            client.post(public(link), {"name": "x" * 4000}),
            client.get("/xem-truoc/khong-co/"),
        ]
        assert [english_on(page) for page in pages] == [[]] * len(pages)

    def test_queries_do_not_grow_with_links(self, item, lan, client):
        client.force_login(lan)

        def cost():
            with CaptureQueriesContext(connection) as captured:
                client.get(desk(item, "chia-se"))
            return len(captured)

        sharing.share(item, lan)
        cost()  # whose name stands over the page is asked once
        few = cost()
        for _ in range(10):
            sharing.share(item, lan)
        assert cost() == few <= 12


class TestCode:
    def test_the_path_draws_every_module(self):
        address = "https://govap.example/xem-truoc/AbC-_0123456789/"
        drawing = qr.drawn(address)
        dark = set()
        for x, y, n, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", drawing.path):
            assert n == back
            dark |= {(int(x) + step, int(y)) for step in range(int(n))}
        wanted = segno.make_qr(address, error="m", boost_error=False).matrix_iter(border=4)
        assert dark == {(x, y) for y, row in enumerate(wanted) for x, is_dark in enumerate(row) if is_dark}
        assert drawing.path.count("M") == len(re.findall(r"M\d+ \d+h\d+v1h-\d+z", drawing.path))

    def test_a_long_address_still_fits(self):
        assert qr.drawn("https://" + "a" * 250 + ".example/xem-truoc/" + "x" * 40 + "/").size < 80


def test_no_draft_is_public_because_it_is_shared(item, link, client):
    assert not Article.objects.published().exists()
    client.get(public(link))
    for address in ("/", "/tin-tuc/", "/sitemap.xml", "/rss/tin-moi.xml", "/robots.txt", "/tim-kiem/?q=ban+da+gui"):
        page = client.get(address).content.decode()
        assert "Bản đã gửi" not in page, address
        assert link.token not in page, address
