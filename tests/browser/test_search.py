"""The search in a citizen's browser: answers while one types, suggestions by keyboard, and nothing of it needed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_public_pages import RULES, overflow
from tests.factories import make_article, make_category
from tests.populated import populate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site():
    populate(30)
    make_category(name="Dân vận", slug="dan-van")
    return make_article(title="Phong trào dân vận khéo", body="<p>Người dân làm <b>dân vận</b>.</p>")


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]


def test_answers_come_while_one_types(page, live_server, foreign, site):
    page.goto(f"{live_server.url}/tim-kiem/")
    page.locator("#tim-giua-trang").press_sequentially("dan van kheo")
    expect(page.locator(".hit-title")).to_have_text("Phong trào dân vận khéo")
    expect(page.locator(".hit mark").first).to_have_text("dân vận khéo")
    assert page.url.endswith("?q=dan+van+kheo")
    assert not violations(page)
    assert not foreign


def test_suggestions_are_walked_by_keyboard(page, live_server, foreign, site):
    page.goto(f"{live_server.url}/tin-tuc/")
    field = page.get_by_role("combobox", name="Tìm tin bài, video").first
    field.press_sequentially("dan v")
    listbox = page.get_by_role("listbox", name="Gợi ý")
    expect(listbox.get_by_role("option")).to_have_count(2)
    assert field.get_attribute("aria-expanded") == "true"
    assert not violations(page)
    field.press("ArrowDown")
    field.press("ArrowDown")
    assert listbox.get_by_role("option").nth(1).get_attribute("aria-selected") == "true"
    field.press("Escape")
    expect(listbox).to_be_hidden()
    field.press_sequentially("an")
    expect(listbox.get_by_role("option")).to_have_count(2)
    field.press("ArrowUp")
    with page.expect_navigation():
        field.press("Enter")
    assert page.url == live_server.url + site.get_absolute_url()


QUERIES = ["?q=dan+van", "?q=tiep+cong+dan&sap=moi&loai=tin-bai", "?q=phogn+trao", "?q=dan+zzz+van"]


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("query", QUERIES)
def test_pages_of_results_fit_and_are_accessible(page, live_server, site, width, query):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/tim-kiem/{query}")
    assert overflow(page) <= 0
    assert not violations(page)


def test_without_scripts_filters_and_pages_work(browser, live_server, site):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/tim-kiem/")
    page.locator("#tim-giua-trang").fill("tiep cong dan")
    page.locator("details.search-more summary").click()
    page.locator("select[name=sap]").select_option("moi")
    page.locator("main form button").click()
    assert "sap=moi" in page.url
    first = page.locator(".hit-title").first.inner_text()
    page.locator("a[rel=next]").click()
    assert page.locator(".hit-title").first.inner_text() != first
    page.locator(".facet-list a").first.click()
    assert page.locator(".chosen li").count() == 1
    page.context.close()
