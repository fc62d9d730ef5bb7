"""The web manifest: what a phone shows that keeps the site among its applications."""

from io import BytesIO

import pytest
from PIL import Image as Picture

from govap.portal.models import Identity

pytestmark = pytest.mark.django_db


def test_it_speaks_for_the_office(client):
    Identity(name='Trang tin "Gò Vấp"', short_name="Gò Vấp").save()
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    told = response.json()
    assert (told["name"], told["short_name"], told["lang"]) == ('Trang tin "Gò Vấp"', "Gò Vấp", "vi")
    assert told["start_url"] == "/"  # the very address that the page cache and the counts know
    assert '<link rel="manifest" href="/manifest.webmanifest">' in client.get("/").content.decode()


def test_icons_are_as_large_as_it_says(client, settings):
    icons = client.get("/manifest.webmanifest").json()["icons"]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        content = (settings.BASE_DIR / icon["src"].lstrip("/")).read_bytes()
        assert "x".join(map(str, Picture.open(BytesIO(content)).size)) == icon["sizes"]
