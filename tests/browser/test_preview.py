"""The panel beside the form, a link on a guest's phone, and remarks on their way back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from govap.editorial import content as contents
from govap.editorial import drafting, sharing
from govap.editorial.models import Remark
from govap.editorial.roles import REPORTER
from news.models import Article
from tests.factories import make_draft, make_staff

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
BODY = "<p>Một đoạn văn.</p>" * 40


@pytest.fixture
def lan():
    return make_staff(REPORTER, "lan")


@pytest.fixture
def form(page, live_server, lan):
    """The page with the form of a draft, and that draft."""
    item = make_draft(lan, title="Bản một", body=BODY)
    page.goto(f"{live_server.url}/admin/login/")
    page.locator("#id_username").fill("lan")
    page.locator("#id_password").fill("mat-khau-thu-12")
    page.locator("[type=submit]").click()
    page.goto(f"{live_server.url}/admin/news/article/{item.pk}/change/")
    return page, item


def save(page, item, by, **over):
    """As the form's script saves: the draft, then the word that it is saved."""
    item = Article.objects.get(pk=item.pk)
    drafting.save(item, by, contents.of(item) | over)
    page.evaluate("document.dispatchEvent(new CustomEvent('desk:saved'))")


def test_the_draft_stands_beside_the_form_and_follows_it(form, lan, foreign):
    page, item = form
    framed = page.frame_locator(".beside iframe")
    expect(framed.locator("h1")).to_have_text("Bản một")
    expect(framed.locator("a.brand")).to_have_attribute("target", "_blank")
    page.frames[1].evaluate("scrollTo(0, 600)")
    save(page, item, lan, title="Bản hai")
    expect(framed.locator("h1")).to_have_text("Bản hai")
    page.frames[1].wait_for_function("scrollY === 600")
    assert foreign == []


def test_width_is_chosen_and_remembered(form):
    page, _ = form
    framed = page.frame_locator(".beside iframe").locator("html")
    expect(framed).to_be_visible()
    assert page.frames[1].evaluate("innerWidth") == 390
    page.get_by_role("button", name="Máy tính").press("Enter")
    assert page.frames[1].evaluate("innerWidth") == 1280
    stage, frame = page.locator(".preview-stage").bounding_box(), page.locator(".beside iframe").bounding_box()
    assert abs(stage["width"] - frame["width"]) <= 1
    page.reload()
    expect(page.get_by_role("button", name="Máy tính")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Ẩn").press("Enter")
    expect(page.locator(".beside iframe")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Ẩn")).to_have_attribute("aria-pressed", "true")
    assert page.frames[1].url == "about:blank"  # what nobody sees is not loaded


def test_a_remark_leaves_the_form_as_it_is(form):
    page, _ = form
    page.locator("#id_title").fill("Đang gõ dở")
    page.get_by_label("Góp ý của anh/chị").fill("Thiếu nguồn.")
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.locator(".remark-words")).to_have_text("Thiếu nguồn.")
    expect(page.locator("#id_title")).to_have_value("Đang gõ dở")
    expect(page.get_by_label("Góp ý của anh/chị")).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_guest_reads_and_answers(page, live_server, lan, foreign, width):
    link = sharing.share(make_draft(lan, title="Bản gửi", body=BODY), lan)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/xem-truoc/{link.token}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    violations = Axe().run(page, options=RULES).response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]
    page.get_by_role("link", name="Gửi góp ý").click()
    page.get_by_label("Họ tên").fill("Bà Năm")
    page.get_by_label("Góp ý", exact=True).fill("Ngày họp là 13.")
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.get_by_text("Xin cảm ơn quý vị")).to_be_visible()
    assert Remark.objects.get().text == "Ngày họp là 13."
    assert foreign == []
