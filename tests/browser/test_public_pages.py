"""The public site in a citizen's browser: narrow and wide, by keyboard, without scripts, for a screen reader."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string

from govap.open_data import dumping
from tests.populated import populate
from tests.test_everything import MACHINES, PAGES, ROOT, SEARCHES, address
from tests.test_templates import STANDING_ALONE

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
LOOKS = {320: "light", 1280: "dark"}
OF_NGINX = ["dang-nang-cap.html", "yeu-cau-qua-lon.html"]
READ = PAGES | SEARCHES | {"offline": MACHINES["offline"], "missing": "/khong-co-trang-nay/"}


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("name", READ)
def test_page_fits_is_accessible_and_stays_at_home(page, live_server, foreign, name):
    populate(30)
    path = address(READ[name])
    for width, scheme in LOOKS.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.goto(live_server.url + path)
        assert overflow(page) <= 0, f"{path} is wider than {width} px"
        violations = Axe().run(page, options=RULES).response["violations"]
        assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]
    pictures = ("mau.jpg", "mau-nho.jpg", "404 (Not Found)")  # rows without files
    assert not [complaint for complaint in foreign if not any(picture in complaint for picture in pictures)]


@pytest.mark.parametrize("name", STANDING_ALONE + OF_NGINX)
def test_page_of_an_error_fits_and_is_accessible(page, live_server, foreign, name):
    address = f"{live_server.url}/hong/"
    body = render_to_string(name) if name in STANDING_ALONE else (ROOT / "deploy" / name).read_text()
    page.route(address, lambda route: route.fulfill(body=body, content_type="text/html"))
    for width, scheme in LOOKS.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        assert page.locator("h1").evaluate("(one) => getComputedStyle(one).fontFamily").startswith('"Be Vietnam Pro"')
        assert overflow(page) <= 0
        violations = Axe().run(page, options=RULES).response["violations"]
        assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]
    assert foreign == []


def test_open_data_fits_with_its_files(page, live_server, settings, tmp_path):
    settings.VAR_DIR = str(tmp_path)
    populate(14)
    dumping.dump(dumping.home())
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(live_server.url + "/du-lieu-mo/")
    assert page.get_by_role("region", name="Các tệp").is_visible()
    assert overflow(page) <= 0
    violations = Axe().run(page, options=RULES).response["violations"]
    assert not [rule["id"] for rule in violations]


def test_a_citizen_reads_from_home_to_the_next_article(page, live_server):
    populate(30)
    page.goto(live_server.url)
    page.locator("main a[href^='/tin-tuc/bai-viet']").first.click()
    assert "/tin-tuc/bai-viet-so-" in page.url
    assert page.get_by_text("Số lượt người xem").is_visible()
    heading = page.locator("h1").inner_text()
    page.locator("main a[href^='/tin-tuc/bai-viet']:not([href*='?'])").last.click()
    assert page.locator("h1").inner_text() != heading


def test_search_works_without_scripts(browser, live_server):
    populate(30)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + "/tim-kiem/")
    field = page.locator("main input[name=q]").first
    field.fill("tiếp công dân")
    field.press("Enter")
    assert page.locator("main a[href^='/tin-tuc/bai-viet']").count() > 0
    page.context.close()


def test_keyboard_reaches_the_content_first(page, live_server):
    populate(14)
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    assert page.locator(target).count() == 1
