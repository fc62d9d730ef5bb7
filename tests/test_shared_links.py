"""What every public page says of itself to those who show links to it: one address, title, words, kind and picture."""

import re
from html import unescape

import pytest

from govap.portal.models import Identity
from tests.factories import make_article, make_category, make_video
from tests.populated import populate
from tests.test_everything import PAGES, SEARCHES, address

pytestmark = pytest.mark.django_db
ONCE = ["og:title", "og:description", "og:type", "og:url", "og:image", "og:image:type", "og:image:width",
        "og:image:height", "og:site_name", "og:locale"]  # fmt: skip
ODD = '"Họp" & <b>bàn</b>'


def told(client, path):
    """{property: contents} and the canonical addresses of a page"""
    page = client.get(path).content.decode()
    found = {}
    for name, content in re.findall(r'<meta property="([^"]+)"\s+content="([^"]*)">', page):
        found.setdefault(name, []).append(unescape(content))
    return found, re.findall(r'<link rel="canonical" href="([^"]*)">', page), page


@pytest.mark.parametrize("name", PAGES | SEARCHES)
def test_everything_is_said_once(client, name):
    populate(30)
    path = address((PAGES | SEARCHES)[name])
    found, canonical, page = told(client, path)
    assert {key: len(found.get(key, ())) for key in ONCE} == dict.fromkeys(ONCE, 1)
    assert all(found[key][0].strip() for key in ONCE)
    [title] = re.findall(r"<title>(.*?)</title>", page, re.DOTALL)
    assert unescape(" ".join(title.split())).startswith(found["og:title"][0])
    assert canonical == [f"http://testserver{path.partition('?')[0]}"] == found["og:url"]
    assert found["og:image"][0].startswith("http://testserver/")


def test_kinds(client):
    article, video = make_article(), make_video()
    for path, kind in (
        (article.get_absolute_url(), "article"),
        (video.get_absolute_url(), "video.other"),
        ("/", "website"),
    ):
        assert told(client, path)[0]["og:type"] == [kind]


def test_words_are_the_page_s_own_without_the_site_s_name(client):
    Identity(name=f"Trang {ODD}").save()
    article = make_article(title=ODD, summary=f"{ODD}\nhai dòng")
    category = make_category(name="Y tế", description=ODD)
    found, _, page = told(client, article.get_absolute_url())
    assert (found["og:title"], found["og:description"]) == ([ODD], [f"{ODD} hai dòng"])
    assert "<b>bàn" not in page
    found, _, _ = told(client, category.get_absolute_url())
    assert (found["og:title"], found["og:description"]) == (["Y tế"], [ODD])
