"""What an article with five photographs costs a citizen on a small phone, however sharp its screen."""

import pytest
from django.core.files.base import ContentFile

from govap.library import renditions
from govap.library.models import Album, AlbumImage, Image
from tests.factories import make_article
from tests.pictures import photograph

pytestmark = pytest.mark.django_db(transaction=True)
LIMIT = 250 * 1024


@pytest.fixture(scope="module")
def photographs():
    return [photograph(number) for number in range(5)]


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
def test_five_photographs_at_360_pixels(browser, live_server, photographs, alone, ratio):
    images = [Image.objects.create(file=ContentFile(one, name="a.jpg"), alt="Hội nghị") for one in photographs]
    assert renditions.work(seconds=300) == 5
    body = in_text(images[:alone]) + (in_album(images[alone:]) if alone < 5 else "")
    article = make_article(body=body, image=None)
    page, answers = read(browser, f"{live_server.url}{article.get_absolute_url()}", ratio)
    pictures = [request.url for request in answers if "/media/anh/" in request.url]
    assert len(pictures) == 5
    assert all(url.endswith(".webp") for url in pictures)
    assert moved(answers) <= LIMIT
    widths = page.eval_on_selector_all(".prose img", "found => found.map(one => [one.width, one.naturalWidth > 0])")
    assert len(widths) == 5
    assert all(0 < width <= 360 and is_there for width, is_there in widths)
