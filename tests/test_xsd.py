"""That our reading of the schemas refuses what they refuse."""

import pytest

from tests.xsd import faults

SITE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
LOC = "<loc>https://govap.example.vn/</loc>"
TOLD = (
    "<n:news><n:publication><n:name>Gò Vấp</n:name><n:language>vi</n:language></n:publication>"
    "<n:publication_date>2017-04-12T16:10:00+07:00</n:publication_date><n:title>Họp</n:title></n:news>"
)


def urlset(inside):
    return f"<urlset {SITE} {NEWS}>{inside}</urlset>".encode()


@pytest.mark.parametrize("url", [
    LOC, f"{LOC}<lastmod>2017-04-12</lastmod>", f"{LOC}<lastmod>2017-04-12T16:10:00+07:00</lastmod>", LOC + TOLD,
    f"{LOC}<changefreq>daily</changefreq><priority>0.5</priority>",
])  # fmt: skip
def test_valid(url):
    assert faults(urlset(f"<url>{url}</url>")) == []


@pytest.mark.parametrize("content", [
    "", "lời", "<url/>", f"<url>{LOC}{LOC}</url>", f"<url><lastmod>2017-04-12</lastmod>{LOC}</url>",
    f"<url>{LOC}<lastmod>12/04/2017</lastmod></url>", f"<url>{LOC}<lastmod>2017-02-30</lastmod></url>",
    "<url><loc>/tin-tuc/</loc></url>", "<url><loc>https://a.vn/ b/</loc></url>", f"<url>{LOC}<khac/></url>",
    f"<url x='1'>{LOC}</url>", f"<url>{LOC}{TOLD.replace('Họp', ' ')}</url>", f"<url>{LOC}<n:khac/></url>",
    f"<url>{LOC}{TOLD.replace('<n:language>vi</n:language>', '')}</url>", f"<url>{LOC}<priority>2</priority></url>",
    f"<url><loc>https://a.vn/{'x' * 2048}</loc></url>",
])  # fmt: skip
def test_invalid(content):
    assert faults(urlset(content))


def test_at_most_fifty_thousand():
    assert faults(urlset(f"<url>{LOC}</url>" * 50_000)) == []
    assert faults(urlset(f"<url>{LOC}</url>" * 50_001))
