"""Every public page as some citizens have it: by keyboard alone, enlarged four times, without scripts."""

import pytest

from news.models import Category
from tests.browser.test_public_pages import overflow
from tests.factories import make_article
from tests.populated import populate
from tests.test_everything import MACHINES, PAGES, SEARCHES, address

pytestmark = pytest.mark.django_db(transaction=True)
DOCUMENTS = ("offline", "saved")  # pages for readers among the addresses for machines
MISSING = "/khong-co-trang-nay/"
LONG = {"title": "Bài có mục lục", "body": "<h2>Mục</h2><p>Lời.</p>" * 6, "tags": ["Y tế"]}
ENLARGED = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %: WCAG 2.2, 1.4.10

# The elements that Tab must reach: a closed <details> hides its own, and a radio group or summary counts once.
STOPS = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, video, [tabindex]")];
  return all.filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true })
    && !one.closest("details:not([open]) > :not(summary)")).length;
}"""
# Where the keyboard is, and what would keep a citizen from seeing it.
FOCUS = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const { top, left, bottom, right, width, height } = one.getBoundingClientRect();
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const name = `${one.tagName} ${one.getAttribute("href") ?? one.id} "${one.innerText?.slice(0, 30)}"`;
  const faults = [];
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) faults.push("no outline");
  if (width < 1 || height < 1) faults.push("no size");
  if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) faults.push("out of sight");
  window.steps ??= new Map();
  if (!window.steps.has(one)) window.steps.set(one, window.steps.size);
  return { name, faults, number: window.steps.get(one), is_foot: !!one.closest(".site-footer") };
}"""
# Words cut off by their own box, or boxes that promise something and hold nothing.
ILL_LAID = """() => {
  const shown = [...document.querySelectorAll("main *, header *, footer *")].filter((one) => one.checkVisibility());
  const held = "img, video, iframe, svg, input, button, [role=status]";
  const cut = shown.filter((one) => !one.closest(".visually-hidden, [aria-hidden]") && one.innerText
    && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === "hidden" && one.clientWidth > 2
    && !one.matches(".masthead, .site-footer, .bar-links"));
  const bare = shown.filter((one) => one.matches("section, nav, ul, ol, table, h1, h2, h3, p, figure, article, aside")
    && !one.innerText.trim() && !one.matches(held) && !one.querySelector(held));
  const path = (one) => `${one.tagName}.${one.className} ${one.parentElement.className}`;
  return [...cut.map((one) => "cut " + path(one)), ...bare.map((one) => "empty " + path(one))];
}"""


def paths():
    """{name: address} of every page that has readers."""
    populate(30)
    made = {name: address(pattern) for name, pattern in (PAGES | SEARCHES).items()}
    made |= {name: address(MACHINES[name]) for name in DOCUMENTS}
    article = make_article(category=Category.objects.first(), **LONG)
    return made | {"missing": MISSING, "long": article.get_absolute_url()}


def as_page(route):
    route.fulfill(body=route.fetch().body(), content_type="text/html; charset=utf-8")


@pytest.fixture
def opened(browser, live_server):
    """Opens {name: address} one after another in a browser like that, and gives each name with its page."""

    def opened(pages, **like):
        context = browser.new_context(service_workers="block", **like)
        page = context.new_page()
        for name, path in pages.items():
            if name == "saved":  # a download, which no tab shows
                page.route("**" + path, as_page)
            page.goto(live_server.url + path)
            yield name, page
        context.close()

    return opened


def walk(page):
    """Every stop of the Tab key on a page, until it comes round."""
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or stop["number"] < len(stops) - 1:
            break
        if stop["number"] == len(stops):  # a date has a stop for each of its parts
            stops.append(stop)
    return stops


def test_the_machines_addresses_with_readers_are_walked_too(client):
    populate(14)
    answers = {name: client.get(address(pattern)) for name, pattern in MACHINES.items()}
    pages = {name for name, answer in answers.items() if answer["Content-Type"].startswith("text/html")}
    assert pages == set(DOCUMENTS)


def test_the_keyboard_goes_through_every_page(opened):
    for name, page in opened(paths(), viewport={"width": 1280, "height": 800}):
        stops, expected = walk(page), page.evaluate(STOPS)
        assert not [stop for stop in stops if stop["faults"]], name
        assert len(stops) == expected, (name, expected, [stop["name"] for stop in stops])
        if name not in DOCUMENTS:  # which have neither header nor footer
            assert stops[0]["name"].startswith("A #noi-dung"), name
            assert stops[-1]["is_foot"], name


def test_enlarged_four_times_nothing_is_cut_or_scrolls_sideways(opened):
    for name, page in opened(paths(), viewport=ENLARGED):
        assert overflow(page) <= 0, name
        assert not page.evaluate(ILL_LAID), name


def test_without_scripts_every_page_is_whole(opened):
    for name, page in opened(paths(), java_script_enabled=False, viewport={"width": 360, "height": 740}):
        assert page.locator("h1").count() == 1, name
        assert overflow(page) <= 0, name
        assert not page.evaluate(ILL_LAID), name
        dead = page.locator("button[type=button]:visible").all_inner_texts()
        assert not dead, (name, dead)
        if name not in DOCUMENTS:
            page.locator(".menu summary").first.click()
            assert page.locator(".menu-panel a").first.is_visible(), name
