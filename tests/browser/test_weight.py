"""What an article with five photographs costs a citizen on a small phone."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture

from govap.library import renditions
from govap.library.models import Album, AlbumImage, Image
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)
# Of the densities of screens: what is promised for plain ones, what sharper ones take besides.
LIMITS = {1: 250 * 1024, 2: 500 * 1024, 3: 500 * 1024}


def photograph(number):
    """Shapes of all sizes and grain, as a phone takes them: 12 megapixels, about 2 MB."""
    rough = Picture.effect_noise((40 + number, 30), 120).resize((4000, 3000), Picture.Resampling.BICUBIC)
    middling = Picture.effect_noise((400, 300), 60).resize((4000, 3000), Picture.Resampling.BICUBIC)
    grain = Picture.effect_noise((2000, 1500), 20).resize((4000, 3000))
    picture = Picture.blend(Picture.blend(rough, middling, 0.3), grain, 0.2)
    out = io.BytesIO()
    Picture.merge("RGB", (rough, picture, middling)).save(out, "JPEG", quality=90)
    return out.getvalue()


def in_text(images):
    return "".join(f'<p>Đoạn {one.pk}.</p><figure><img src="{one.url}" alt="Hội nghị"></figure>' for one in images)


def in_album(images):
    album = Album.objects.create(title="Ngày hội")
    AlbumImage.objects.bulk_create(AlbumImage(album=album, image=one) for one in images)
    return f'<figure data-album="{album.pk}"></figure>'


def read(browser, address, ratio):
    """The page at a small phone, scrolled to its end, and the requests that it took."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=ratio)
    page, answers = context.new_page(), []
    page.on("requestfinished", lambda request: answers.append(request))  # noqa: PLW0108  list.append takes no mark
    page.goto(address)
    for _ in range(20):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")
    return page, answers


def moved(answers):
    return sum(request.sizes()["responseBodySize"] for request in answers)


@pytest.mark.parametrize("ratio", [1, 2, 3])
@pytest.mark.parametrize("alone", [5, 2, 0])
def test_five_photographs_at_360_pixels(browser, live_server, alone, ratio):
    images = [Image.objects.create(file=ContentFile(photograph(n), name=f"{n}.jpg"), alt="Hội nghị") for n in range(5)]
    assert renditions.work(seconds=300) == 5
    body = in_text(images[:alone]) + (in_album(images[alone:]) if alone < 5 else "")
    article = make_article(body=body, image=None)
    page, answers = read(browser, f"{live_server.url}{article.get_absolute_url()}", ratio)
    pictures = [request.url for request in answers if "/media/anh/" in request.url]
    assert len(pictures) == 5
    assert all(url.endswith(".webp") for url in pictures)
    assert moved(answers) <= LIMITS[ratio]
    widths = page.eval_on_selector_all(".prose img", "found => found.map(one => [one.width, one.naturalWidth > 0])")
    assert len(widths) == 5
    assert all(0 < width <= 360 and is_there for width, is_there in widths)
