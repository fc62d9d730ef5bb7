"""What somebody types survives a crash, a lost connection, an ended login, and a colleague at the same article."""

import os
import re
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from govap.editorial import drafting
from govap.editorial.models import Revision
from govap.editorial.roles import APPROVER, EDITOR, REPORTER
from govap.portal.models import Page
from govap.wsgi import application
from news.models import Article
from tests.factories import make_category, make_draft, make_staff
from videos.models import Video

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/admin/news/article/add/"
SAVED = re.compile(r"^Đã lưu \d\d:\d\d:\d\d$")
SLOW_ANSWERS = """() => {
  const real = fetch;
  globalThis.fetch = async (...asked) => {
    const answer = await real(...asked);
    await new Promise((done) => setTimeout(done, 1500));
    return answer;
  };
}"""
LOSE_FIRST_ANSWER = """() => {
  const real = fetch;
  globalThis.fetch = async (...asked) => {
    await real(...asked);
    globalThis.fetch = real;
    throw new TypeError("lost");
  };
}"""
BODY = "<p>Đoạn một.</p><p>Đoạn hai.</p><p>Đoạn ba.</p>"


@pytest.fixture
def reporter():
    return make_staff(REPORTER, "phongvien", last_name="Lê Văn", first_name="Mẫu")


@pytest.fixture
def editor():
    made = make_staff(EDITOR, "bientap", last_name="Trần Thị", first_name="Thử")
    make_category().editors.add(made)
    return made


@pytest.fixture
def address(live_server):
    return lambda item: f"{live_server.url}/admin/news/article/{item.pk}/change/"


@pytest.fixture
def at_home(new_context, sign_in):
    """A browser of one's own, logged in."""
    return lambda person: sign_in(new_context().new_page(), person.username)


@pytest.fixture
def by_editor(editor, in_turn):
    """A colleague saves this body meanwhile."""

    def saved(item, body):
        with in_turn:
            drafting.save(Article.objects.get(pk=item.pk), editor, {**newest(item), "body": body})

    return saved


class Machine:
    """A browser with a profile on disk, whose power can be cut."""

    def __init__(self, browser_type, launch_args, profile):
        self.browser_type, self.args, self.profile = browser_type, launch_args, profile
        self.context = None

    def start(self):
        self.context = self.browser_type.launch_persistent_context(str(self.profile), **self.args)
        return self.context.pages[0]

    def cut_power(self):
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        while self.processes():
            time.sleep(0.05)

    def processes(self):
        """Of this profile only, and those still alive."""
        marks = f"--user-data-dir={self.profile}".encode()
        return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/cmdline") if marks in read(path)]


def read(path):
    try:
        return path.read_bytes()
    except OSError:  # gone meanwhile
        return b""


@pytest.fixture
def machine(browser_type, browser_type_launch_args, tmp_path):
    made = Machine(browser_type, browser_type_launch_args, tmp_path / "profile")
    yield made
    made.cut_power()


def expect_saved(page):
    expect(page.locator("[data-saved]")).to_have_text(SAVED)


def write(page, words):
    """At the end of the body."""
    page.locator("[contenteditable=true]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def write_in_paragraph(page, number, words):
    page.locator("[contenteditable=true] > p").nth(number).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def newest(item):
    return type(item).objects.get(pk=item.pk).head.content


def expect_content(item, field, value):
    """The draft on the server comes to hold this."""
    for _ in range(100):
        if newest(item)[field] == value:
            return
        time.sleep(0.1)
    assert newest(item)[field] == value


def test_text_is_saved_by_itself_and_stands_there_after_a_reload(at_home, reporter, live_server, foreign_to):
    page = at_home(reporter)
    foreign = foreign_to(page)
    page.goto(live_server.url + ADD)
    page.locator("#id_title").fill("Thông xe đường mới")
    write(page, "Sáng nay xe đã chạy.")
    expect_saved(page)
    item = Article.objects.get()
    expect(page).to_have_url(f"{live_server.url}/admin/news/article/{item.pk}/change/")
    write(page, " Chiều nay cũng vậy.")
    expect(page.locator("[contenteditable=true]")).to_contain_text("Chiều nay")
    expect_content(item, "body", "<p>Sáng nay xe đã chạy. Chiều nay cũng vậy.</p>")
    page.reload()
    expect(page.locator("#id_title")).to_have_value("Thông xe đường mới")
    expect(page.locator("[contenteditable=true]")).to_have_text("Sáng nay xe đã chạy. Chiều nay cũng vậy.")
    expect(page.locator(".kept")).to_have_count(0)
    assert Revision.objects.of(item).count() == 1
    assert foreign == []


def test_killed_browser_gives_the_text_back(machine, reporter, live_server, address, sign_in):
    item = make_draft(reporter, body=BODY)
    page = sign_in(machine.start(), "phongvien")
    page.goto(address(item))
    write(page, " Chữ chưa kịp lưu.")
    page.wait_for_timeout(500)  # longer than the journal waits, shorter than the autosave
    machine.cut_power()
    assert newest(item)["body"] == BODY

    page = machine.start()
    page.goto(address(item))
    if "/admin/login/" in page.url:
        sign_in(page, "phongvien")
        page.goto(address(item))
    panel = page.get_by_role("region", name="Chữ chưa lưu lên máy chủ")
    expect(panel).to_contain_text("Trình duyệt này còn giữ chữ anh/chị gõ lúc")
    expect(panel.locator("tbody tr")).to_have_count(1)
    expect(panel.locator("td").nth(0)).to_have_text("Đoạn một. Đoạn hai. Đoạn ba.")
    expect(panel.locator("td").nth(1)).to_have_text("Đoạn một. Đoạn hai. Đoạn ba. Chữ chưa kịp lưu.")
    panel.get_by_role("button", name="Lấy lại chữ của tôi").click()
    expect_saved(page)
    expect(panel).to_have_count(0)
    assert newest(item)["body"] == BODY.replace("ba.", "ba. Chữ chưa kịp lưu.")
    assert Revision.objects.of(item).get(number=1).content["body"] == BODY  # both are kept
    page.reload()
    expect(page.locator("[contenteditable=true]")).to_contain_text("Chữ chưa kịp lưu.")
    expect(panel).to_have_count(0)


def test_killed_browser_gives_back_what_never_reached_the_server(machine, reporter, live_server, sign_in):
    page = sign_in(machine.start(), "phongvien")
    page.goto(live_server.url + ADD)
    page.locator("#id_title").fill("Bài chưa từng lưu")
    page.wait_for_timeout(400)
    machine.cut_power()
    assert not Article.objects.exists()

    page = machine.start()
    page.goto(live_server.url + ADD)
    if "/admin/login/" in page.url:
        sign_in(page, "phongvien")
        page.goto(live_server.url + ADD)
    page.get_by_role("button", name="Lấy lại chữ của tôi").click()
    expect_saved(page)
    assert Article.objects.get().desk_title == "Bài chưa từng lưu"


def test_text_put_aside_stays_within_reach(at_home, reporter, address):
    item = make_draft(reporter, body=BODY)
    page = at_home(reporter)
    page.goto(address(item))
    page.context.set_offline(True)
    write(page, " Chữ bỏ qua.")
    expect(page.locator("[data-saved]")).to_contain_text("Chữ vẫn được giữ trên máy này")
    page = close_and_reopen(page)
    page.goto(address(item))
    page.get_by_role("button", name="Bỏ qua").press("Enter")
    expect(page.locator(".kept")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name="Chữ đã giữ (1)")).to_be_visible()
    expect(page.locator(".kept")).to_have_count(0)
    page.get_by_role("button", name="Chữ đã giữ (1)").press("Enter")
    expect(page.locator(".kept")).to_contain_text("Chữ bỏ qua.")
    expect(page.get_by_role("button", name="Lấy lại chữ của tôi")).to_be_focused()


def close_and_reopen(page):
    """The browser's emulated loss of the network ends with the page: a last request of its own would still arrive."""
    context = page.context
    page.evaluate("() => { globalThis.fetch = () => Promise.reject(new TypeError('offline')); }")
    page.close(run_before_unload=False)
    context.set_offline(False)
    return context.new_page()


def test_unreachable_server_is_waited_for(at_home, reporter, address):
    item = make_draft(reporter, body=BODY)
    page = at_home(reporter)
    page.goto(address(item))
    page.context.set_offline(True)
    write(page, " Viết lúc mất mạng.")
    expect(page.locator("[data-saved]")).to_contain_text("Chưa nối được với máy chủ")
    page.locator("[name=_save]").click()
    expect(page.locator("[contenteditable=true]")).to_contain_text("Viết lúc mất mạng.")  # no error page in its place
    page.context.set_offline(False)
    # By itself, or by the form sent after all.
    expect_content(item, "body", BODY.replace("ba.", "ba. Viết lúc mất mạng."))


def test_two_people_in_different_paragraphs_both_keep_their_text(at_home, reporter, editor, address):
    item = make_draft(reporter, body=BODY, summary="Tóm tắt.")
    mine, theirs = at_home(reporter), at_home(editor)
    mine.goto(address(item))
    theirs.goto(address(item))
    expect(theirs.locator("[data-people]")).to_contain_text("Lê Văn Mẫu đang mở bài này")
    write_in_paragraph(theirs, 0, " Của biên tập.")
    theirs.locator("#id_summary").fill("Tóm tắt mới.")
    expect_saved(theirs)
    write_in_paragraph(mine, 2, " Của phóng viên.")
    expect_saved(mine)
    mine.keyboard.type(" Gõ tiếp.")  # the caret is where it was, after their text came in
    both = "<p>Đoạn một. Của biên tập.</p><p>Đoạn hai.</p><p>Đoạn ba. Của phóng viên. Gõ tiếp.</p>"
    expect_content(item, "body", both)
    expect(mine.locator("[contenteditable=true]")).to_contain_text("Đoạn một. Của biên tập.")
    expect(mine.locator("#id_summary")).to_have_value("Tóm tắt mới.")
    assert newest(item)["summary"] == "Tóm tắt mới."


def test_typing_on_while_a_merge_is_under_way_meets_no_collision(at_home, reporter, by_editor, address):
    item = make_draft(reporter, body=BODY)
    mine = at_home(reporter)
    mine.goto(address(item))
    by_editor(item, BODY.replace("Đoạn một.", "Đoạn một. Của biên tập."))
    mine.evaluate(SLOW_ANSWERS)
    with mine.expect_response("**/tu-luu/"):
        write_in_paragraph(mine, 2, " Trước")
    mine.keyboard.type(" và sau.")  # the answer is there, the page does not know it yet
    expect(mine.locator("[contenteditable=true]")).to_contain_text("Trước và sau.")
    expect_content(item, "body", "<p>Đoạn một. Của biên tập.</p><p>Đoạn hai.</p><p>Đoạn ba. Trước và sau.</p>")
    expect_saved(mine)


def test_same_paragraph_is_shown_side_by_side_and_a_choice_settles_it(at_home, reporter, by_editor, address):
    item = make_draft(reporter, body=BODY)
    page = at_home(reporter)
    page.goto(address(item))
    by_editor(item, BODY.replace("hai", "hai của biên tập"))
    write_in_paragraph(page, 1, " Của phóng viên.")
    expect(page.locator("[data-saved]")).to_contain_text("Trần Thị Thử đã lưu một bản khác")
    expect(page.locator("[contenteditable=true]")).to_contain_text("Của phóng viên.")
    page.locator("[name=_save]").click()
    sides = page.locator(".conflict blockquote")
    expect(sides).to_have_text(["Đoạn hai. Của phóng viên.", "Đoạn hai của biên tập."])
    page.get_by_label("Giữ cả hai").check()
    page.locator("[name=_save]").click()
    expect(page.locator(".warning")).to_contain_text("Đã lưu, cùng với chữ mà người khác vừa lưu")
    two = "<p>Đoạn hai. Của phóng viên.</p><p>Đoạn hai của biên tập.</p>"
    assert newest(item)["body"] == BODY.replace("<p>Đoạn hai.</p>", two)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)  # the saved page has told the journal that its copy is done with
    page.reload()
    expect(page.locator("[contenteditable=true]")).to_contain_text("của biên tập")
    expect(page.locator(".kept")).to_have_count(0)  # what was settled is not offered again


def test_two_tabs_of_one_person(at_home, reporter, address):
    item = make_draft(reporter, body=BODY)
    first = at_home(reporter)
    first.goto(address(item))
    expect(first.locator("[data-people]")).to_have_text("")
    second = first.context.new_page()
    second.goto(address(item))
    expect(second.locator("[data-people]")).to_have_text("Anh/chị đang mở bài này ở một thẻ khác.")
    write_in_paragraph(first, 0, " Thẻ một.")
    expect_saved(first)
    write_in_paragraph(second, 2, " Thẻ hai.")
    expect_saved(second)
    assert newest(item)["body"] == "<p>Đoạn một. Thẻ một.</p><p>Đoạn hai.</p><p>Đoạn ba. Thẻ hai.</p>"


def test_another_has_saved_is_said_calmly(at_home, reporter, by_editor, address):
    item = make_draft(reporter, body=BODY)
    page = at_home(reporter)
    page.goto(address(item))
    expect(page.locator("[data-people]")).to_have_text("")
    by_editor(item, BODY.replace("một", "một sửa"))
    page.evaluate("dispatchEvent(new Event('focus'))")
    words = "Trần Thị Thử vừa lưu một bản khác. Lần lưu tới của anh/chị sẽ ghép cả hai."
    expect(page.locator("[data-people]")).to_have_text(words)


def test_login_that_ends_under_an_open_form_goes_on_in_another_tab(at_home, reporter, address, sign_in):
    item = make_draft(reporter, body=BODY)
    page = at_home(reporter)
    page.goto(address(item))
    Session.objects.all().delete()
    write(page, " Viết sau khi hết phiên.")
    line = page.locator("[data-saved]")
    expect(line).to_contain_text("Phiên làm việc đã hết. Chữ vẫn được giữ trên máy này. Xin đăng nhập lại")
    assert newest(item)["body"] == BODY
    with page.expect_popup() as popup:
        line.get_by_role("link").click()
    sign_in(popup.value, "phongvien")
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect_saved(page)
    assert "hết phiên" in newest(item)["body"]


def test_form_sent_after_the_login_ended_comes_back_with_its_text(at_home, reporter, address, sign_in):
    item = make_draft(reporter, body=BODY)
    page = at_home(reporter)
    page.goto(address(item))
    page.context.new_page().request.post(f"{page.url.split('/admin/')[0]}/admin/logout/")
    Session.objects.all().delete()
    write(page, " Lưu khi đã đăng xuất.")
    page.locator("[name=_save]").click()
    page.wait_for_url("**/admin/login/**")
    sign_in(page, "phongvien")
    expect(page).to_have_url(address(item))
    page.get_by_role("button", name="Lấy lại chữ của tôi").click()
    expect_saved(page)
    assert "đã đăng xuất" in newest(item)["body"]


def test_journal_of_another_person_is_not_shown(at_home, reporter, editor, address, sign_in):
    item = make_draft(reporter, body=BODY)
    page = at_home(reporter)
    page.goto(address(item))
    Session.objects.all().delete()
    write(page, " Chữ của phóng viên.")
    expect(page.locator("[data-saved]")).to_contain_text("Phiên làm việc đã hết")
    other = page.context.new_page()
    sign_in(other, "bientap")
    other.goto(address(item))
    expect(other.locator("[contenteditable=true]")).to_have_text("Đoạn một.Đoạn hai.Đoạn ba.")
    other.wait_for_timeout(500)
    expect(other.locator(".kept")).to_have_count(0)
    expect(other.get_by_role("button", name="Chữ đã giữ")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("[data-saved]")).to_contain_text("đăng nhập bằng tài khoản khác")
    assert newest(item)["body"] == BODY  # nothing is saved in the other's name


@pytest.mark.parametrize(("kind", "model"), [("videos/video", Video), ("portal/page", Page)])
def test_videos_and_pages_are_saved_by_themselves_too(at_home, live_server, kind, model):
    page = at_home(make_staff(EDITOR, "bientap"))
    page.goto(f"{live_server.url}/admin/{kind}/add/")
    page.locator("#id_title").fill("Giới thiệu")
    page.locator("#id_description, [contenteditable=true]").fill("Vài lời.")
    expect_saved(page)
    item = model.objects.get()
    page.locator("#id_title").fill("Giới thiệu chung")
    expect_content(item, "title", "Giới thiệu chung")
    page.locator("[name=_save]").click()
    expect(page.locator(".success")).to_contain_text("Đã lưu bản nháp")
    assert model.objects.count() == 1


@pytest.mark.parametrize(("journal", "asked"), [("works", []), ("is broken", ["beforeunload"])])
def test_warns_on_leaving_only_where_nobody_has_the_text(at_home, reporter, address, journal, asked):
    item = make_draft(reporter, body=BODY)
    page = at_home(reporter)
    if journal == "is broken":
        page.add_init_script("indexedDB.open = () => { throw new Error('none'); }")
    page.goto(address(item))
    page.context.set_offline(True)
    write(page, " Chưa lưu.")
    expect(page.locator("[data-saved]")).to_contain_text("vẫn được giữ" if journal == "works" else "xin đừng đóng")
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    page.goto("about:blank")
    assert dialogs == asked


def test_byline_tags_and_ticks_come_back_as_they_were(at_home, reporter, by_editor, address):
    item = make_draft(reporter, body=BODY, byline=[{"role": "bai", "name": "Người Một"}])
    page = at_home(reporter)
    page.goto(address(item))
    page.context.set_offline(True)
    names = page.locator("[name=byline_name]")
    for number in range(1, 4):
        names.nth(number).fill(f"Người thứ {number}")
    page.locator("#id_tags").fill("giao thông, đường mới")
    page.locator("#id_is_featured").check()
    page.locator("#id_expires_at").fill("12/04/2030 16:10")
    page.wait_for_timeout(500)
    by_editor(item, BODY.replace("một", "một của biên tập"))
    page = close_and_reopen(page)
    page.goto(address(item))
    expect(page.locator(".kept tbody th")).to_have_text(["Người thực hiện", "Thẻ", "Tin nổi bật", "Thời điểm hết hạn"])
    page.get_by_role("button", name="Lấy lại chữ của tôi").click()
    expect_saved(page)
    content = newest(item)
    assert [one["name"] for one in content["byline"]] == ["Người Một", "Người thứ 1", "Người thứ 2", "Người thứ 3"]
    assert content["tags"] == ["giao thông", "đường mới"]
    assert content["is_featured"] is True
    assert content["expires_at"] == "2030-04-12T09:10:00+00:00"
    assert content["body"] == BODY.replace("một", "một của biên tập")  # what came in between is kept as well


def test_answer_lost_on_the_way_makes_no_second_article(at_home, reporter, live_server):
    page = at_home(reporter)
    page.goto(live_server.url + ADD)
    page.evaluate(LOSE_FIRST_ANSWER)
    page.locator("#id_title").fill("Chỉ một bài")
    expect(page.locator("[data-saved]")).to_contain_text("Chưa nối được với máy chủ")
    expect_saved(page)
    assert Article.objects.count() == 1


@pytest.fixture
def whole_site(live_server, in_turn):
    """The site as gunicorn serves it, with what happens around Django."""
    former, in_turn.app = in_turn.app, application
    yield live_server.url
    in_turn.app = former


def test_scheduled_article_appears_by_itself(page, whole_site, reporter, sign_in):
    approver = make_staff(APPROVER, "nguoiduyet")
    item = make_draft(reporter, body=BODY, title="Bài hẹn giờ", summary="Tóm tắt.", slug="bai-hen-gio")
    sign_in(page, approver.username)
    page.goto(f"{whole_site}/admin/news/article/{item.pk}/change/")
    page.locator("[name=_verb][value=schedule]").click()
    due = timezone.localtime() + timedelta(seconds=4)
    page.get_by_label("Giờ xuất bản").fill(f"{due:%d/%m/%Y %H:%M:%S}")
    page.locator(".act button[type=submit]").click()
    expect(page.locator(".success")).to_contain_text("Đã hẹn giờ")
    public = f"{whole_site}/tin-tuc/bai-hen-gio-{item.pk}/"
    if timezone.now() < due - timedelta(seconds=1):
        assert page.request.get(public).status == 404
    page.wait_for_timeout(max(0, (due - timezone.localtime()).total_seconds() * 1000))
    page.goto(public)
    expect(page.locator("h1")).to_have_text("Bài hẹn giờ")
    assert Article.objects.get(pk=item.pk).published_by == approver
