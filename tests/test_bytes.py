"""What a page weighs on the wire, compressed, with all that it always loads; photographs are weighed in a browser."""

import re

import brotli
import pytest
from django.conf import settings

from tests.populated import populate
from tests.test_everything import PAGES, SEARCHES, address

pytestmark = pytest.mark.django_db
KB = 1024
ARTICLE, HOME, AGAIN, SCRIPTS = 60 * KB, 100 * KB, 15 * KB, 10 * KB
WOVEN = {".woff2", ".png", ".jpg"}  # compressed already


def weight_of(path):
    file = settings.STATICFILES_DIRS[0] / path
    return file.stat().st_size if file.suffix in WOVEN else len(brotli.compress(file.read_bytes()))


def loaded(html):
    """The static files that a browser fetches for a page, with what these fetch in their turn."""
    found = set(re.findall(r'(?:src|href)="/static/([^"]+)"', html))
    for path in [one for one in found if one.endswith((".css", ".js"))]:
        text = (settings.STATICFILES_DIRS[0] / path).read_text()
        found |= set(re.findall(r'url\("\.\./([^"]+)"\)', text))
        found |= {f"js/{name}" for name in re.findall(r'from "\./([^"]+)"', text)}
    return found


@pytest.fixture
def pages(client):
    populate(30)
    paths = {name: address(pattern) for name, pattern in (PAGES | SEARCHES).items() if name != "shared"}
    return {name: client.get(path).content.decode() for name, path in paths.items()}


def test_every_page_is_light(pages):
    for name, html in pages.items():
        sent = len(brotli.compress(html.encode(), quality=5))
        files = {path: weight_of(path) for path in loaded(html)}
        assert sum(".woff2" in path for path in files) == 2, name
        assert sent + sum(files.values()) <= (HOME if name == "home" else ARTICLE), (name, sent, files)
        assert sum(size for path, size in files.items() if path.endswith(".js")) <= SCRIPTS, name


def test_a_second_view_fetches_the_page_alone(pages):
    for name, html in pages.items():
        assert len(brotli.compress(html.encode(), quality=5)) <= AGAIN, name


def test_nothing_is_loaded_from_elsewhere(pages):
    for name, html in pages.items():
        loads = re.findall(r'<(?:script|img|source|video|iframe)[^>]* (?:src|srcset|poster)="([^"]*)"', html)
        loads += re.findall(r'<link rel="(?:stylesheet|preload|icon|manifest)"[^>]* href="([^"]*)"', html)
        assert not [one for one in loads if not one.startswith("/") or one.startswith("//")], name
