"""The pages of an item's past: read, compared, named, brought back whole or by paragraph; and who may not."""

import pytest
import time_machine
from selectolax.lexbor import LexborHTMLParser

from govap.editorial import content as contents
from govap.editorial import drafting, workflow
from govap.editorial.models import LogEntry, Revision
from govap.editorial.roles import APPROVER, EDITOR, REPORTER
from govap.library.models import Album
from govap.portal.models import Page
from tests.factories import make_article, make_category, make_draft, make_staff, make_user
from videos.models import Programme, Video

pytestmark = pytest.mark.django_db

OLD = "<h2>Lịch tiếp dân</h2><p>Sáng thứ Hai.</p><p>Số 332 Quang Trung.</p><p>Mời quý vị đến.</p>"
NEW = "<h2>Lịch tiếp dân</h2><p>Chiều thứ Hai.</p><p>Số 332 Quang Trung.</p><p>Mời quý vị gọi trước.</p>"
HOSTILE = ["abc", "-1", "1.5", "²", "١", "1 OR 1=1", "\0", "9" * 5000, "<script>"]


@pytest.fixture
def lan(client):
    user = make_staff(REPORTER, "lan", last_name="Phóng viên", first_name="Lan")
    client.force_login(user)
    return user


@pytest.fixture
def duyet():
    return make_staff(APPROVER, "duyet", last_name="Người duyệt", first_name="Một")


@pytest.fixture
def hai():
    return make_staff(APPROVER, "hai", last_name="Người duyệt", first_name="Hai")


def fresh(item):
    return type(item).objects.select_related("head").get(pk=item.pk)


def write(item, by, **over):
    item = fresh(item)
    return drafting.save(item, by, contents.of(item) | over, seen=item.token, fresh=True)


def two_versions(lan, **over):
    """A draft whose second version changes two paragraphs, and more if said."""
    item = make_draft(lan, title="Lịch tiếp dân", body=OLD)
    write(item, lan, body=NEW, **over)
    return fresh(item)


def address(item, end):
    return f"/admin/{item._meta.app_label}/{item._meta.model_name}/{item.pk}/{end}"


def page(client, item, end, status=200):
    response = client.get(address(item, end))
    assert response.status_code == status
    return LexborHTMLParser(response.content.decode())


def text_of(tree, selector="#content-main"):
    return " ".join(" ".join(node.text(separator=" ") for node in tree.css(selector)).split())


def numbers(tree):
    return [text_of(row, ".past-number") for row in tree.css(".past-one")]


def headings(tree):
    return [node.text().strip() for node in tree.css(".comparison caption")]


class TestHistory:
    def test_versions_stand_newest_first_with_who_when_and_why(self, client, lan, duyet, hai):
        with time_machine.travel("2026-11-20 02:00:00+00:00", tick=False):
            item = make_draft(lan, title="Lịch tiếp dân")
            workflow.submit(item, lan)
            workflow.send_back(fresh(item), duyet, "Thiếu giờ buổi chiều.")
        write(item, duyet, title="Lịch mới")
        workflow.submit(fresh(item), duyet)
        workflow.publish(fresh(item), duyet, urgent="Triều cường đêm nay")
        tree = page(client, item, "history/")
        assert numbers(tree) == ["Phiên bản 2", "Phiên bản 1"]
        first, second = (text_of(row, ".past-what") for row in tree.css(".past-one"))
        for said in (
            "Đang hiện",
            "Mới nhất",
            "chưa được duyệt lại",
            "Triều cường đêm nay",
            "Lịch mới",
            "Người duyệt Một",
        ):
            assert said in first
        for said in ("Bản cũ", "Phóng viên Lan, 20/11/2026 09:00", "Lịch tiếp dân"):
            assert said in second

    def test_who_submitted_approved_and_confirmed_is_told(self, client, lan, duyet, hai):
        item = make_draft(lan)
        workflow.submit(item, duyet)
        workflow.publish(fresh(item), duyet, urgent="Gấp")
        workflow.confirm(fresh(item), hai)
        said = text_of(page(client, item, "history/"), ".past-facts")
        assert "Gửi duyệt Người duyệt Một" in said
        assert "Duyệt Người duyệt Một" in said
        assert "Duyệt lại Người duyệt Hai" in said

    def test_the_log_tells_what_was_done(self, client, lan, duyet):
        item = make_draft(lan)
        workflow.submit(item, lan, note="Xin duyệt sớm.")
        said = text_of(page(client, item, "history/"), ".past-log")
        assert "Gửi duyệt , phiên bản 1 Phóng viên Lan Bản nháp → Chờ duyệt Xin duyệt sớm." in said
        assert "Tạo bài" in said

    def test_the_log_of_another_item_is_not_there(self, client, lan):
        item = make_draft(lan)
        other = make_draft(lan)
        drafting.name(other, lan, other.head, "Tên của bài khác")
        assert "Tên của bài khác" not in text_of(page(client, item, "history/"))

    def test_pages_are_bounded_and_continue_by_number(self, client, lan, django_assert_max_num_queries):
        item = make_draft(lan)
        head = item.head
        Revision.objects.bulk_create(
            Revision(content_type_id=head.content_type_id, object_id=item.pk, number=n, state="superseded")
            for n in range(2, 122)
        )
        with django_assert_max_num_queries(12):
            tree = page(client, item, "history/")
        assert numbers(tree) == [f"Phiên bản {n}" for n in range(121, 71, -1)]
        older = tree.css_first("a[href*='truoc=']").attributes["href"]
        assert older == address(item, "history/?truoc=72")
        assert numbers(page(client, item, "history/?truoc=72"))[0] == "Phiên bản 71"
        last = page(client, item, "history/?truoc=22")
        assert (numbers(last)[-1], last.css_first("a[href*='truoc=']")) == ("Phiên bản 1", None)

    def test_the_log_is_bounded_too(self, client, lan):
        item = make_draft(lan)
        for n in range(60):
            drafting.name(item, lan, item.head, f"Tên {n}")
        tree = page(client, item, "history/")
        assert len(tree.css(".log-lines li")) == 50
        more = tree.css_first("a[href*='nhat-ky=']").attributes["href"].partition("?")[2].partition("#")[0]
        assert len(page(client, item, f"history/?{more}").css(".log-lines li")) == 11

    def test_the_content_of_old_versions_is_not_loaded(self, client, lan, django_assert_max_num_queries):
        item = two_versions(lan)
        with django_assert_max_num_queries(12) as queries:
            page(client, item, "history/")
        listed = [query["sql"] for query in queries if 'ORDER BY "editorial_revision"."number" DESC' in query["sql"]]
        assert len(listed) == 1
        assert '"content"' not in listed[0].split("FROM")[0]

    def test_the_form_begins_with_live_and_newest(self, client, lan, duyet):
        item = make_draft(lan, title="Một")
        workflow.submit(item, lan)
        workflow.publish(fresh(item), duyet)
        write(item, lan, title="Hai")
        write(item, lan, title="Ba")
        tree = page(client, item, "history/")
        assert tree.css_first("#so-sanh").attributes["action"] == address(item, "so-sanh/")
        chosen = {node.attributes["name"]: node.attributes["value"] for node in tree.css("input[checked]")}
        assert chosen == {"a": "1", "b": "3"}

    def test_what_was_only_brought_in_has_no_versions_yet(self, client, duyet):
        client.force_login(duyet)
        item = make_article()
        assert "chưa có phiên bản nào" in text_of(page(client, item, "history/"))
        assert "chưa có hai phiên bản" in text_of(page(client, item, "so-sanh/"))
        page(client, item, "so-sanh/?a=1", 404)

    @pytest.mark.parametrize("typed", HOSTILE)
    def test_a_broken_cursor_is_page_one(self, client, lan, typed):
        item = two_versions(lan)
        for parameter in ("truoc", "nhat-ky"):
            response = client.get(address(item, "history/"), {parameter: typed})
            assert response.status_code == 200
            assert len(numbers(LexborHTMLParser(response.content.decode()))) == 2

    def test_words_of_people_are_escaped(self, client, lan):
        item = make_draft(lan, title="<script>alert(1)</script>")
        drafting.name(item, lan, item.head, "<img src=x>")
        html = client.get(address(item, "history/")).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html

    def test_the_form_of_an_item_leads_here(self, client, lan):
        item = two_versions(lan)
        links = {node.attributes["href"] for node in page(client, item, "change/").css(".object-tools a")}
        assert {address(item, "history/"), address(item, "so-sanh/")} <= links

    def test_videos_and_pages_have_a_past_too(self, client):
        boss = make_user("quan")
        client.force_login(boss)
        programme = Programme.objects.create(title="Phòng cháy")
        for model, over in ((Video, {"programme": programme.pk}), (Page, {"order": 3})):
            item = make_draft(boss, model)
            write(item, boss, **over)
            assert len(numbers(page(client, item, "history/"))) == 2
            assert len(headings(page(client, item, "so-sanh/"))) == 1


class TestName:
    def post(self, client, item, words, number=1, **more):
        return client.post(address(item, f"phien-ban/{number}/dat-ten/"), {"words": words, **more}, follow=True)

    def test_a_version_gets_a_name_and_the_log_says_so(self, client, lan):
        item = two_versions(lan)
        self.post(client, item, "  Bản họp giao ban ")
        assert Revision.objects.of(item).get(number=1).name == "Bản họp giao ban"
        assert LogEntry.objects.order_by("pk").last().reason == "Bản họp giao ban"
        tree = page(client, item, "history/")
        assert text_of(tree, ".past-name") == "“Bản họp giao ban”"
        assert [text_of(form, "form") for form in tree.css(".past-naming")] == [
            "Tên của phiên bản 2 Lưu tên",
            "Tên của phiên bản 1 Lưu tên",
        ]

    @pytest.mark.parametrize(
        ("words", "why"), [("", "Xin ghi tên"), (" \u200b ", "Xin ghi tên"), ("x" * 121, "dài quá")]
    )
    def test_a_name_that_is_none_is_refused_and_kept_in_its_box(self, client, lan, words, why):
        item = two_versions(lan)
        tree = LexborHTMLParser(self.post(client, item, words).content.decode())
        assert why in text_of(tree, ".past-naming[open] .errorlist")
        assert tree.css_first(".past-naming[open] input.vTextField").attributes["value"] == words
        assert Revision.objects.of(item).get(number=1).name == ""

    def test_only_by_post_and_only_what_is_there(self, client, lan):
        item = two_versions(lan)
        assert client.get(address(item, "phien-ban/1/dat-ten/")).status_code == 405
        assert self.post(client, item, "Tên", number=9).status_code == 404
        assert self.post(client, item, "Tên", number=10**30).status_code == 404


class TestRestore:
    def post(self, client, item, number=1, **data):
        data = {"seen": fresh(item).token} | data
        return client.post(address(item, f"phien-ban/{number}/khoi-phuc/"), data, follow=True)

    def test_an_old_version_is_a_new_draft(self, client, lan):
        item = two_versions(lan, title="Tên khác")
        response = self.post(client, item)
        assert response.redirect_chain[-1][0] == address(item, "change/")
        head = fresh(item).head
        assert (head.number, head.state, head.title, head.content["body"]) == (3, "draft", "Lịch tiếp dân", OLD)
        assert head.note == "Khôi phục phiên bản 1"
        assert Revision.objects.of(item).get(number=2).content["body"] == NEW

    def test_what_is_live_stays_as_it_is(self, client, lan, duyet, hai):
        item = two_versions(lan)
        workflow.submit(item, lan)
        workflow.publish(fresh(item), duyet)
        self.post(client, item)
        item = fresh(item)
        assert (item.body, item.stage, item.head.content["body"]) == (NEW, "draft", OLD)

    @pytest.mark.parametrize("seen", ["", "1.1", "2.0", "\0", "x" * 999])
    def test_a_text_that_moved_on_is_not_overwritten(self, client, lan, seen):
        item = two_versions(lan)
        response = self.post(client, item, seen=seen)
        assert "Sau khi anh/chị mở bài" in response.content.decode()
        assert Revision.objects.of(item).count() == 2

    def test_the_newest_again_changes_nothing(self, client, lan):
        item = two_versions(lan)
        assert "không có gì phải khôi phục" in self.post(client, item, number=2).content.decode()
        assert Revision.objects.of(item).count() == 2

    def test_only_by_post_and_only_what_is_there(self, client, lan):
        item = two_versions(lan)
        assert client.get(address(item, "phien-ban/1/khoi-phuc/")).status_code == 405
        assert self.post(client, item, number=9).status_code == 404

    def test_while_it_waits_a_reporter_reads_only_and_is_told_why(self, client, lan):
        item = two_versions(lan)
        workflow.submit(item, lan)
        tree = page(client, item, "history/")
        assert "đang chờ duyệt" in text_of(tree, "#vi-sao")
        assert tree.css_first("button[aria-disabled]").attributes["aria-describedby"] == "vi-sao"
        assert not tree.css("#content-main form[method=post]")
        assert self.post(client, item).status_code == 403
        assert client.post(address(item, "phien-ban/1/dat-ten/"), {"words": "Tên"}).status_code == 403
        assert not page(client, item, "so-sanh/").css("#content-main form[method=post], [name=doan]")


class TestCompare:
    def test_what_is_live_stands_against_the_newest(self, client, lan, duyet):
        item = make_draft(lan, title="Một")
        workflow.submit(item, lan)
        workflow.publish(fresh(item), duyet)
        for title in ("Hai", "Ba"):
            write(item, lan, title=title)
        tree = page(client, item, "so-sanh/")
        assert [text_of(side, ".past-number") for side in tree.css(".past-side")] == ["Phiên bản 1", "Phiên bản 3"]
        assert (text_of(tree, ".comparison del"), text_of(tree, ".comparison ins")) == ("bỏ: Một", "thêm: Ba")

    def test_a_first_draft_is_compared_with_what_came_before(self, client, lan):
        tree = page(client, two_versions(lan), "so-sanh/")
        assert [text_of(side, ".past-number") for side in tree.css(".past-side")] == ["Phiên bản 1", "Phiên bản 2"]

    @pytest.mark.parametrize("query", ["a=1&b=2", "a=2&b=1", "a=1", "b=2", "a=&b="])
    def test_the_older_stands_on_the_left(self, client, lan, query):
        tree = page(client, two_versions(lan), f"so-sanh/?{query}")
        assert [text_of(side, ".past-number") for side in tree.css(".past-side")] == ["Phiên bản 1", "Phiên bản 2"]

    def test_a_draft_put_aside_stands_left_of_the_newest(self, client, lan, duyet):
        item = make_draft(lan, title="Một")
        workflow.submit(item, lan)
        workflow.publish(fresh(item), duyet)
        write(item, lan, title="Bỏ")
        drafting.discard(fresh(item), lan)
        tree = page(client, item, "so-sanh/")
        assert [text_of(side, ".past-number") for side in tree.css(".past-side")] == ["Phiên bản 2", "Phiên bản 1"]

    def test_only_changed_fields_are_shown_and_the_others_named(self, client, lan):
        tree = page(client, two_versions(lan, is_featured=True), "so-sanh/")
        assert headings(tree) == ["Nội dung", "Tin nổi bật"]
        same = text_of(tree, ".past-same")
        assert "Tóm tắt" in same
        assert "Nội dung" not in same

    def test_values_are_told_as_people_read_them(self, client, lan, django_assert_max_num_queries):
        first, second = make_category(name="Y tế"), make_category(name="Giáo dục")
        item = make_draft(lan, category=first.pk, tags=["Đảng bộ"])
        people = [{"role": "bai", "name": "BA MINH"}, {"role": "anh", "name": "Ban Dân vận"}]
        ends = {"expires_at": "2027-01-01T00:00:00+00:00"}
        write(item, lan, category=second.pk, tags=["Đảng bộ", "Y tế"], byline=people, image=10**6, **ends)
        with django_assert_max_num_queries(12):
            tree = page(client, item, "so-sanh/")
        assert headings(tree) == ["Ảnh đại diện", "Người thực hiện", "Chuyên mục", "Thẻ", "Thời điểm hết hạn"]
        said = text_of(tree)
        for words in ("Giáo dục", "Ảnh: Ban Dân vận", "01/01/2027 07:00", "không còn: mã số 1000000"):
            assert words in said

    def test_tags_in_another_order_are_the_same(self, client, lan):
        item = make_draft(lan, tags=["Đảng bộ", "Y tế"])
        write(item, lan, tags=["Y tế", "Đảng bộ"], title="Khác")
        assert headings(page(client, item, "so-sanh/")) == ["Tiêu đề"]

    def test_a_field_that_an_old_version_did_not_know_is_not_compared(self, client, lan):
        item = two_versions(lan)
        old = Revision.objects.of(item).get(number=1)
        del old.content["dateline"]
        old.save(update_fields=["content"])
        tree = page(client, item, "so-sanh/")
        assert headings(tree) == ["Nội dung"]
        assert "Nguồn phát" not in text_of(tree, ".past-same")

    def test_a_change_that_no_word_shows_is_told(self, client, lan):
        item = make_draft(lan, body="<ul><li>Một</li></ul>")
        write(item, lan, body="<ul><li><p>Một</p></li></ul>")
        assert "chỉ khác cách trình bày" in text_of(page(client, item, "so-sanh/"), ".comparison")

    def test_one_version_with_itself(self, client, lan):
        item = two_versions(lan)
        assert "cùng một phiên bản" in text_of(page(client, item, "so-sanh/?a=1&b=1"))
        assert "cùng một phiên bản" in text_of(page(client, item, "so-sanh/?a=2"))

    def test_one_version_only(self, client, lan):
        item = make_draft(lan)
        assert "chưa có hai phiên bản" in text_of(page(client, item, "so-sanh/"))
        page(client, item, "so-sanh/?a=2", 404)

    def test_two_versions_that_say_the_same(self, client, lan):
        item = two_versions(lan)
        drafting.restore(item, lan, Revision.objects.of(item).get(number=1), seen=item.token)
        assert "giống hệt nhau" in text_of(page(client, item, "so-sanh/?a=1"))

    @pytest.mark.parametrize("typed", [*HOSTILE, "0", "3", "999999999"])
    def test_a_number_that_is_none_is_not_found(self, client, lan, typed):
        item = two_versions(lan)
        for pair in ({"a": typed}, {"b": typed}, {"a": "1", "b": typed}):
            assert client.get(address(item, "so-sanh/"), pair).status_code == 404

    def test_the_page_that_publishes_leads_here(self, client, lan, duyet):
        client.force_login(duyet)
        item = two_versions(lan)
        link = f"a[href='{address(item, 'so-sanh/')}']"
        assert page(client, item, "viec/publish/").css_first(link) is None
        workflow.submit(item, lan)
        workflow.publish(fresh(item), duyet)
        write(item, lan, title="Mới")
        assert page(client, item, "viec/publish/").css_first(link).text() == "So sánh với bản đang hiện"


class TestTakeBack:
    def post(self, client, item, place, number=1, **data):
        data = {"seen": fresh(item).token, "doan": place} | data
        return client.post(address(item, f"phien-ban/{number}/lay-lai/"), data, follow=True)

    def places(self, tree):
        return [node.attributes["value"] for node in tree.css("[name=doan]")]

    def test_one_paragraph_comes_back_and_the_rest_stays(self, client, lan):
        item = two_versions(lan, title="Tên khác")
        tree = page(client, item, "so-sanh/")
        assert self.places(tree) == ["body:0", "body:1"]
        assert tree.css_first("#lay-lai").attributes["action"] == address(item, "phien-ban/1/lay-lai/")
        response = self.post(client, item, "body:1")
        assert response.redirect_chain[-1][0] == address(item, "so-sanh/?a=1")
        head = fresh(item).head
        assert head.content["body"] == NEW.replace("gọi trước", "đến")
        assert (head.number, head.title, head.note) == (3, "Tên khác", "Khôi phục một đoạn của phiên bản 1")
        assert self.places(LexborHTMLParser(response.content.decode())) == ["body:0"]

    def test_one_after_the_other_until_the_old_body_is_back(self, client, lan):
        item = two_versions(lan)
        while places := self.places(page(client, item, "so-sanh/?a=1")):
            self.post(client, item, places[-1])
        assert fresh(item).head.content["body"] == OLD

    def test_what_was_added_is_offered_to_be_left_out(self, client, lan):
        item = make_draft(lan, body="<p>Một.</p>")
        write(item, lan, body="<p>Một.</p><p>Hai.</p>")
        assert text_of(page(client, item, "so-sanh/"), "[name=doan]") == "Bỏ đoạn thêm này như phiên bản 1"
        self.post(client, item, "body:0")
        assert fresh(item).head.content["body"] == "<p>Một.</p>"

    def test_two_old_versions_offer_nothing(self, client, lan):
        item = two_versions(lan)
        write(item, lan, title="Ba")
        assert self.places(page(client, item, "so-sanh/?a=1&b=2")) == []

    @pytest.mark.parametrize(
        "place", ["", "body", "body:", "body:2", "body:-1", "title:0", "khong:0", "body:" + "9" * 99]
    )
    def test_a_place_that_is_not_there(self, client, lan, place):
        item = two_versions(lan)
        assert self.post(client, item, place).status_code == 404
        assert Revision.objects.of(item).count() == 2

    @pytest.mark.parametrize("seen", ["", "1.1", "\0"])
    def test_a_text_that_moved_on_is_not_overwritten(self, client, lan, seen):
        item = two_versions(lan)
        response = self.post(client, item, "body:0", seen=seen)
        assert "đã lưu một bản khác" in response.content.decode()
        assert fresh(item).head.content["body"] == NEW

    def test_what_lay_in_an_old_version_uncleaned_is_cleaned(self, client, lan):
        item = two_versions(lan)
        old = Revision.objects.of(item).get(number=1)
        old.content["body"] = OLD.replace("Sáng", "<img src=x onerror=alert(1)>Sáng")
        old.save(update_fields=["content"])
        self.post(client, item, "body:0")
        assert fresh(item).head.content["body"] == NEW.replace("Chiều", "Sáng")

    def test_only_by_post(self, client, lan):
        assert client.get(address(two_versions(lan), "phien-ban/1/lay-lai/")).status_code == 405


PAGES = ["history/", "so-sanh/", "so-sanh/?a=1&b=2"]
POSTS = ["phien-ban/1/dat-ten/", "phien-ban/1/khoi-phuc/", "phien-ban/1/lay-lai/"]
DATA = {"words": "Tên", "doan": "body:0"}


class TestWhoMayNot:
    def refused(self, client, item, status=403):
        token, before = fresh(item).token, LogEntry.objects.count()
        for end in PAGES:
            response = client.get(address(item, end))
            assert response.status_code == status
            assert "Chiều thứ Hai" not in response.content.decode()
        for end in POSTS:
            assert client.post(address(item, end), DATA | {"seen": token}).status_code == status
        assert (fresh(item).token, LogEntry.objects.count()) == (token, before)

    def test_a_reporter_never_sees_anothers_drafts(self, client, lan):
        self.refused(client, two_versions(make_staff(REPORTER, "khac")))

    def test_nor_the_drafts_of_anothers_live_article(self, client, lan, duyet):
        other = make_staff(REPORTER, "khac")
        item = two_versions(other)
        workflow.submit(item, other)
        workflow.publish(fresh(item), duyet)
        write(item, other, title="Nháp kín")
        self.refused(client, item)

    def test_an_editor_stays_in_the_categories_given(self, client, lan):
        item = two_versions(lan, category=make_category().pk)
        client.force_login(make_staff(EDITOR))
        self.refused(client, item)

    def test_who_has_no_role_and_who_is_not_logged_in(self, client, lan):
        item = two_versions(lan)
        client.force_login(make_user("van-thu", is_superuser=False))
        self.refused(client, item)
        client.logout()
        self.refused(client, item, 302)

    def test_an_editor_of_the_category_may(self, client, lan, django_assert_max_num_queries):
        category = make_category()
        editor = make_staff(EDITOR)
        category.editors.add(editor)
        item = two_versions(lan, category=category.pk)
        client.force_login(editor)
        for end in PAGES:
            with django_assert_max_num_queries(12):
                page(client, item, end)
        assert client.post(address(item, POSTS[1]), {"seen": item.token}).status_code == 302
        assert fresh(item).head.content["body"] == OLD

    @pytest.mark.parametrize("pk", ["0", "999999", "9" * 30, "x", " 1", "1/x"])
    def test_an_item_that_is_not_there(self, client, lan, pk):
        two_versions(lan)
        for end in PAGES:
            assert client.get(f"/admin/news/article/{pk}/{end}").status_code in (302, 404)
        for end in POSTS:
            assert client.post(f"/admin/news/article/{pk}/{end}", DATA).status_code in (302, 404)

    def test_anothers_revision_is_not_reached_through_ones_own_item(self, client, lan):
        own, other = make_draft(lan), make_staff(REPORTER, "khac")
        foreign = two_versions(other)
        assert foreign.head.number == 2
        page(client, own, "so-sanh/?a=1&b=2", 404)
        for end in POSTS:
            path = address(own, end.replace("/1/", "/2/"))
            assert client.post(path, DATA | {"seen": own.token}).status_code == 404


class TestNodes:
    def test_an_album_that_is_gone_from_the_text_is_named_in_the_comparison(self, client, lan):
        album = Album.objects.create(title="Ngày hội khu phố")
        item = make_draft(lan, body=f'<p>Chữ.</p><figure data-album="{album.pk}"></figure>')
        write(item, lan, body='<p>Chữ.</p><figure data-video="42"></figure>')
        told = text_of(page(client, item, "so-sanh/"), ".comparison")
        assert "[Album: Ngày hội khu phố]" in told
        assert "[Video số 42]" in told

    def test_an_article_that_is_only_an_album_is_not_empty(self, client, lan):
        item = make_draft(lan, body="<p>Chữ.</p>")
        form = client.get(address(item, "change/")).context["adminform"].form.initial
        data = {"title": "Khác", "body": '<figure data-album="3"></figure>', "category": item.head.content["category"]}
        data |= {name: form[name] for name in ("base", "base_content")} | {"tags": ""}
        assert client.post(address(item, "change/"), data).status_code == 302
        assert fresh(item).head.content["body"] == '<figure data-album="3"></figure>'
