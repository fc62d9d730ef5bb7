"""A page with everything that a body may hold, in a citizen's browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from govap.library import renditions
from tests.browser.test_public_pages import RULES, overflow
from tests.factories import make_article, make_video
from tests.test_bodies import album_node, everything, make_album, video_node

pytestmark = pytest.mark.django_db(transaction=True)
CELLS = "".join(f"<td>Cột số {n} của bảng</td>" for n in range(9))
BODY = (
    f"<h2>Đề mục<small>Ghi chú một.</small></h2>"
    f"<table><caption>Bảng rộng</caption><tbody><tr>{CELLS}</tr></tbody></table>"
    + "<p>Chữ trong bài.</p>" * 30
    + "<p>Cuối bài<small>Ghi chú hai, xem <a href='/tin-tuc/'>tin khác</a>.</small>.</p>"
)
SHIFTS = """() => new Promise((done) => new PerformanceObserver((list) => done(
  list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({type: "layout-shift", buffered: true}))"""


@pytest.fixture
def article():
    body = everything() + album_node(make_album(5)) + BODY
    renditions.work(limit=50, seconds=100)
    return make_article(body=body)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")])
def test_it_fits_and_is_accessible(browser, live_server, article, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    complaints = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.goto(live_server.url + article.get_absolute_url())
    assert overflow(page) <= 0
    violations = Axe().run(page, options=RULES).response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]
    assert not complaints


def test_notes_are_reached_and_left_by_keyboard(page, live_server, article):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(live_server.url + article.get_absolute_url())
    page.locator("[role=doc-noteref][aria-label='Chú thích 2']").press("Enter")
    assert page.url.endswith("#chu-thich-2")
    assert page.locator("#chu-thich-2").is_visible()
    page.locator("#chu-thich-2 [role=doc-backlink]").press("Enter")
    assert page.url.endswith("#cho-chu-thich-2")


def test_a_wide_table_scrolls_by_itself_with_the_arrow_keys(page, live_server, article):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(live_server.url + article.get_absolute_url())
    frame = page.get_by_role("region", name="Bảng rộng")
    frame.press("ArrowRight")
    page.wait_for_function("frame => frame.scrollLeft > 0", arg=frame.element_handle())
    assert overflow(page) <= 0


def test_nothing_moves_while_pictures_come(page, live_server, article):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(live_server.url + article.get_absolute_url())
    for _ in range(15):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, 0)")
    shift = page.evaluate(f"Promise.race([({SHIFTS})(), new Promise((done) => setTimeout(done, 500, 0))])")
    assert shift < 0.05


def test_pictures_of_an_album_open_without_scripts(browser, live_server, article):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + article.get_absolute_url())
    page.locator(".album a").nth(1).click()
    page.wait_for_url("**/media/anh/**")
    page.context.close()


def test_a_film_of_youtube_is_asked_for_only_when_somebody_wants_it(page, live_server, foreign):
    article = make_article(body=video_node(make_video(youtube_id="dQw4w9WgXcQ", title="Phim")))
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="<p>phim</p>"))
    page.goto(live_server.url + article.get_absolute_url())
    assert foreign == []
    page.get_by_role("button", name="Xem video Phim").click()
    page.wait_for_selector("iframe")
    assert page.frame_locator("iframe").locator("p").inner_text() == "phim"
    assert all("youtube-nocookie" in found for found in foreign)
