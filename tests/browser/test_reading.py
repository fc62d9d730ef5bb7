"""The reader's tools: size, contrast, listening, copying, printing."""

import io

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_public_pages import RULES
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)
BODY = "<h2>Mở đầu</h2><p>Câu thứ nhất. Câu thứ hai.</p><ul><li>Ý cuối</li></ul>"
# No machine of the tests has a Vietnamese voice: this one says everything in no time, and remembers it.
VOICE = """
  window.said = [];
  const speech = {
    getVoices: () => window.voices,
    addEventListener: (_, act) => { window.voicesChanged = act; },
    speak: (one) => { window.said.push(one.text.trim()); window.current = one; },
    cancel() {}, pause() {}, resume() {},
  };
  window.voices = [];
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.fixture
def address(live_server):
    article = make_article(title="Bài để đọc", summary="Tóm tắt.", body=BODY)
    return f"{live_server.url}{article.get_absolute_url()}"


def size_of_text(page):
    return page.evaluate("parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)")


def test_size_and_contrast_are_remembered_everywhere(page, address, live_server):
    page.goto(address)
    usual = size_of_text(page)
    for _ in range(5):
        page.get_by_role("button", name="Chữ lớn hơn").press("Enter")
    page.get_by_role("button", name="Tương phản").press("Enter")
    assert size_of_text(page) == usual * 1.5
    page.goto(live_server.url)
    page.goto(address)
    assert size_of_text(page) == usual * 1.5
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.get_by_role("button", name="Tương phản").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Cỡ chữ thường").click()
    assert size_of_text(page) == usual


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("contrast", ["usual", "high"])
def test_every_look_is_accessible(page, address, scheme, contrast):
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    if contrast == "high":
        page.get_by_role("button", name="Tương phản").click()
    for _ in range(3):
        page.get_by_role("button", name="Chữ lớn hơn").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    violations = Axe().run(page, options=RULES).response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]


def test_the_text_is_read_aloud_from_title_to_end(page, address):
    page.add_init_script(VOICE)
    page.goto(address)
    listen = page.locator("[data-aloud]")
    assert not listen.is_visible()
    page.evaluate("window.voices = [{ lang: 'vi-VN' }]; window.voicesChanged()")
    listen.press("Enter")
    assert listen.inner_text() == "Tạm dừng"
    while page.locator(".is-read").count():
        assert page.evaluate("window.current.text.trim()") in page.locator(".is-read").inner_text()
        page.evaluate("window.current.onend()")
    expected = ["Bài để đọc", "Tóm tắt.", "Mở đầu", "Câu thứ nhất.", "Câu thứ hai.", "Ý cuối"]
    assert page.evaluate("window.said") == expected
    assert listen.inner_text() == "Nghe"


def test_listening_pauses_goes_on_and_ends_with_escape(page, address):
    page.add_init_script(VOICE + "window.voices = [{ lang: 'vi_VN' }];")
    page.goto(address)
    listen = page.locator("[data-aloud]")
    for words in ("Tạm dừng", "Nghe tiếp", "Tạm dừng"):
        listen.click()
        assert listen.inner_text() == words
    page.keyboard.press("Escape")
    assert listen.inner_text() == "Nghe"
    assert page.locator(".is-read").count() == 0


def test_the_address_is_copied(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}?pham-vi=tat-ca")
    page.get_by_role("button", name="Chép liên kết").press("Enter")
    page.get_by_text("Đã chép liên kết").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_what_needs_scripts_is_not_there_without(browser, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    assert page.locator(".tools button:visible").count() == 0
    assert page.get_by_role("link", name="Facebook").is_visible()
    page.context.close()


def test_paper_says_where_it_came_from(page, address):
    page.goto(address)
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    words = " ".join(sheet.extract_text() for sheet in paper.pages)
    assert address.removeprefix("http://") in words.replace("\n", "")
    assert "Đăng lúc" in words
    assert "Tương phản" not in words
