"""Texts that nobody planned for: nothing sticks out, nothing is cut, nothing stands empty. The pictures of each are in
the test's own temporary folder (`pytest --basetemp=…`)."""

import pytest
from django.core.files.base import ContentFile

from govap.library.models import Image
from news.models import Tag
from tests.browser.test_public_pages import overflow
from tests.browser.test_walks import ILL_LAID
from tests.factories import make_article, make_category, make_video
from tests.pictures import picture
from tests.test_everything import PAGES

pytestmark = pytest.mark.django_db(transaction=True)
# The innermost elements that stick out to the right.
OUT = """() => {
  const out = (one) => one.getBoundingClientRect().right > innerWidth + 1;
  const found = [...document.querySelectorAll("body *")].filter((one) => out(one) && ![...one.children].some(out));
  return found.slice(0, 4).map((one) => `${one.tagName}.${one.className} in ${one.parentElement.className}`);
}"""
WIDTHS = (320, 1280)
WORD = "Nghiêng" * 28 + "ngoẹo"
SYLLABLES = " ".join(["nghiêng"] * 300)
ROW = "".join(f"<td>Chỉ tiêu {n}</td>" for n in range(12))
TABLE = f"<table><thead><tr>{ROW.replace('td', 'th')}</tr></thead><tbody>{f'<tr>{ROW}</tr>' * 4}</tbody></table>"
ODD = {
    "long_title": {"title": SYLLABLES[:300], "summary": SYLLABLES},
    "one_word": {"title": WORD, "summary": WORD, "body": f"<h2>{WORD}</h2><p>{WORD}</p><ul><li>{WORD}</li></ul>"},
    "headings": {"body": "".join(f"<h2>Mục {n}</h2><p>Lời.</p><h3>{WORD}</h3>" for n in range(20))},
    "no_headings": {"body": "<p>Một đoạn văn dài. </p>" * 30},
    "table": {"body": TABLE},
    "no_summary": {"summary": ""},
    "nothing": {"summary": "", "body": ""},
    "formula": {"body": f"<pre>{WORD}</pre><blockquote><p>{WORD}</p></blockquote><p>https://vi.du/{'a' * 300}</p>"},
}
NEEDS_CONTENT = {"category", "child_category", "tag", "page", "contact", "english"}
LISTS = [
    "/",
    "/tin-tuc/",
    "/chuyen-muc/{category.slug}/",
    "/the/{tag.slug}/",
    "/tim-kiem/?q=nghieng",
    "/video/",
    "/so-do/",
]
BANNERS = {"wide": (3000, 300), "tall": (300, 3000)}


@pytest.fixture
def odd(settings, tmp_path):
    """{name: address} of every odd article, and of the lists they stand on."""
    settings.MEDIA_ROOT = tmp_path / "media"
    category, tag = make_category(name=WORD[:120]), Tag.objects.create(name=WORD[:60], slug="the-dai")
    over = {"category": category, "tags": [tag.name]}
    paths = {name: make_article(**over, **values).get_absolute_url() for name, values in ODD.items()}
    for name, size in BANNERS.items():
        image = Image.objects.create(file=ContentFile(picture(size=size), name="a.jpg"), alt="Băng rôn", caption=WORD)
        body = f'<figure><img src="{image.url}" alt="Băng rôn"><figcaption>{WORD}</figcaption></figure>'
        paths[name] = make_article(**over, image=image, is_featured=True, body=body).get_absolute_url()
    paths["video"] = make_video(title=WORD, description=f"<p>{WORD}</p>").get_absolute_url()
    return paths | {path: path.format(category=category, tag=tag) for path in LISTS}


@pytest.fixture
def look(page, live_server, tmp_path):
    def look(paths):
        """What is wrong with pages, at every width; a picture of each is kept."""
        found = {}
        for number, (name, path) in enumerate(paths.items()):
            page.goto(live_server.url + path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                faults = page.evaluate(ILL_LAID) + (
                    [f"{out} px out: {page.evaluate(OUT)}"] if (out := overflow(page)) > 0 else []
                )
                found |= {(name, width): faults} if faults else {}
                page.screenshot(path=tmp_path / f"{number:02}-{width}.jpg", type="jpeg")
        return found

    return look


def test_odd_texts_are_laid_out_whole(odd, look):
    assert not look(odd)


def test_a_site_without_anything_is_not_empty(look):
    fixed = {name: path for name, path in PAGES.items() if "{" not in path and name not in NEEDS_CONTENT}
    assert not look(fixed | {"search": "/tim-kiem/?q=gi", "year": "/theo-ngay/2026/", "month": "/theo-ngay/2026/11/"})
