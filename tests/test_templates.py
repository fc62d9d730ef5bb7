"""Every template, walked: it compiles, and holds nothing that the policy of the site forbids."""

import re
from pathlib import Path
from statistics import median

import pytest
from django.template import engines
from django.template.loader import render_to_string

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
PUBLIC = [path for path in TEMPLATES if "admin" not in path.parts]
STATIC = sorted(
    path
    for kind in ("css", "js", "img")
    for path in (ROOT / "static" / kind).rglob("*")
    if path.suffix in {".css", ".js", ".svg"}
)
STANDING_ALONE = ["400.html", "403.html", "403_csrf.html", "500.html", "503.html", "503_saving.html", "lockout.html"]
KEPT_BY_READERS = ROOT / "templates" / "news" / "saved.html"  # a file of its own, opened where our policy is not
UNSAFE = re.compile(r"\|\s*safe(seq)?\b|{%\s*autoescape\s+off|mark_safe")
INLINE = re.compile(r"<[a-z][^>]*\s(style|on[a-z]+)\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(src|nonce)=)|<style\b", re.IGNORECASE)
OTHER_HOST = re.compile(
    r"""(\bsrc|\bsrcset|<link[^>]*\bhref)\s*=\s*["'](https?:)?//|url\(\s*["']?(https?:)?//|@import""",
    re.IGNORECASE,
)


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_compiles(path):
    engines["django"].get_template(str(path.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
@pytest.mark.parametrize("forbidden", [UNSAFE, INLINE, INLINE_SCRIPT, OTHER_HOST], ids=lambda rule: rule.pattern[:20])
def test_template_holds_nothing_forbidden(path, forbidden):
    if (path, forbidden) != (KEPT_BY_READERS, INLINE_SCRIPT):
        assert not forbidden.search(path.read_text())


@pytest.mark.parametrize("path", STATIC, ids=name)
def test_static_file_asks_no_other_host(path):
    assert not OTHER_HOST.search(path.read_text())


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (UNSAFE, "{{ body|safe }}"),
        (UNSAFE, "{% autoescape off %}"),
        (INLINE, '<p class="a" style="color:red">'),
        (INLINE, '<a href="#" onclick="x()">'),
        (INLINE_SCRIPT, "<script>x()</script>"),
        (OTHER_HOST, '<img src="//example.org/a.png">'),
        (OTHER_HOST, "background: url(https://example.org/a.png)"),
    ],
)
def test_the_rules_can_fail(rule, text):
    assert rule.search(text)


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_public_template_does_not_name_the_admin(path):
    assert "admin" not in path.read_text()


def test_templates_stay_short():
    lengths = {name(path): len(path.read_text().splitlines()) for path in PUBLIC}
    assert median(lengths.values()) <= 25
    assert {path: length for path, length in lengths.items() if length > 120} == {}


@pytest.mark.parametrize("template", STANDING_ALONE)
def test_error_page_stands_alone(template):
    """No database (this test may not touch one), no request, no manifest of static files."""
    page = render_to_string(template)
    assert page.count("<h1>") == 1
    assert '<html lang="vi">' in page
    for address in re.findall(r'href="/static/([^"]+)"', page):
        assert (ROOT / "static" / address).is_file()


def test_images_reserve_their_place():
    tags = [tag for path in PUBLIC for tag in re.findall(r"<img\b.*?>", path.read_text())]
    assert tags
    assert [tag for tag in tags if not all(f" {given}=" in tag for given in ("width", "height", "alt"))] == []
