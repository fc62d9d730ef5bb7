"""What an article with five photographs costs a citizen on a small phone."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture

from govap.library import renditions
from govap.library.models import Image
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)
LIMIT = 250 * 1024


def photograph(number):
    """Shapes of all sizes and grain, as a phone takes them: 12 megapixels, about 2 MB."""
    rough = Picture.effect_noise((40 + number, 30), 120).resize((4000, 3000), Picture.Resampling.BICUBIC)
    middling = Picture.effect_noise((400, 300), 60).resize((4000, 3000), Picture.Resampling.BICUBIC)
    grain = Picture.effect_noise((2000, 1500), 20).resize((4000, 3000))
    picture = Picture.blend(Picture.blend(rough, middling, 0.3), grain, 0.2)
    out = io.BytesIO()
    Picture.merge("RGB", (rough, picture, middling)).save(out, "JPEG", quality=90)
    return out.getvalue()


def test_five_photographs_at_360_pixels(browser, live_server):
    images = [Image.objects.create(file=ContentFile(photograph(n), name=f"{n}.jpg"), alt="Hội nghị") for n in range(5)]
    assert renditions.work(seconds=300) == 5
    body = "".join(
        f'<p>Đoạn {image.pk}.</p><figure><img src="{image.url}" alt="Hội nghị"></figure>' for image in images
    )
    article = make_article(body=body, image=None)
    page = browser.new_page(viewport={"width": 360, "height": 740})
    answers = []
    page.on("requestfinished", lambda request: answers.append(request))  # noqa: PLW0108  list.append takes no mark
    page.goto(f"{live_server.url}{article.get_absolute_url()}")
    for _ in range(20):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")
    pictures = [request.url for request in answers if "/media/anh/" in request.url]
    assert len(pictures) == 5
    assert all(url.endswith(".webp") for url in pictures)
    assert sum(request.sizes()["responseBodySize"] for request in answers) <= LIMIT
    widths = page.eval_on_selector_all(".prose img", "found => found.map(one => [one.width, one.naturalWidth > 0])")
    assert len(widths) == 5
    assert all(0 < width <= 360 and is_there for width, is_there in widths)
