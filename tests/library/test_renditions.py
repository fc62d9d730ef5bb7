import io
import logging
import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.template import Context, Template
from django.utils import timezone
from PIL import Image as Picture

from govap.library import renditions
from govap.library.models import Image, PendingRenditions
from tests.library.test_images import picture
from tests.pictures import photograph

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_image(size=(2400, 1600), **over):
    return Image.objects.create(file=ContentFile(picture(size=size), name="a.jpg"), **over)


def drawn(image, arguments=""):
    return (
        Template("{% load pictures %}{% picture image " + arguments + " %}").render(Context({"image": image})).strip()
    )


def test_an_upload_puts_work_down_and_does_not_do_it():
    image = make_image()
    assert image.renditions == []
    assert image.srcset == ""
    assert PendingRenditions.objects.get().image == image


def test_work_makes_all_widths_once():
    image = make_image()
    assert renditions.work() == 1
    image.refresh_from_db()
    assert image.renditions == [320, 640, 960, 1280, 1920]
    for width in image.renditions:
        with Picture.open(image.file.storage.path(image.rendition_name(width))) as made:
            assert (made.format, made.size) == ("WEBP", (width, round(width * 2 / 3)))
            assert not made.getexif()
    assert renditions.work() == 0
    assert not PendingRenditions.objects.exists()


@pytest.mark.parametrize(
    ("size", "widths"),
    [((200, 100), [200]), ((320, 100), [320]), ((1000, 500), [320, 640, 960, 1000]), ((960, 9), [320, 640, 960])],
)
def test_nothing_is_made_larger_than_it_is(size, widths):
    image = make_image(size)
    renditions.work()
    image.refresh_from_db()
    assert image.renditions == widths


@pytest.mark.parametrize(("width", "most"), [(320, 16_000), (640, 31_000), (960, 90_000)])
def test_five_photographs_and_their_page_stay_within_250_kb(photo, width, most):
    """A page is 95 KB where nothing is compressed; phones take renditions of 320 or 640 pixels, tablets of 960."""
    assert photo.file.storage.size(photo.rendition_name(width)) <= most


@pytest.fixture
def photo():
    image = Image.objects.create(file=ContentFile(photograph(0), name="a.jpg"))
    assert renditions.work() == 1
    return image


def test_work_stops_at_its_limits():
    for _ in range(3):
        make_image((40, 30))
    assert renditions.work(limit=2) == 2
    assert renditions.work(seconds=0) == 0
    assert renditions.work() == 1


def test_work_in_another_hand_is_left_alone_until_its_time_is_over():
    make_image()
    taken = renditions._take()
    assert taken is not None
    assert renditions.work() == 0
    PendingRenditions.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert renditions.work() == 1


def test_two_cannot_take_the_same(monkeypatch):
    make_image()
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    first = renditions._take()
    PendingRenditions.objects.update(due_at=first.due_at)  # as another process still sees it
    assert renditions._take() is not None
    assert PendingRenditions.objects.get().tries == 2


def test_a_bad_file_is_tried_a_few_times_and_harms_no_other(caplog):
    bad, good = make_image((90, 60)), make_image((91, 60))
    bad.file.storage.delete(bad.file.name)
    with caplog.at_level(logging.CRITICAL):
        assert renditions.work() == 1
        for _ in range(10):
            PendingRenditions.objects.update(due_at=timezone.now())
            renditions.work()
    assert PendingRenditions.objects.get().tries == renditions.MAX_TRIES
    good.refresh_from_db()
    assert good.renditions


def test_old_images_are_put_down_as_work():
    image = make_image()
    PendingRenditions.objects.all().delete()
    call_command("make_renditions", missing=True, stdout=io.StringIO())
    image.refresh_from_db()
    assert image.renditions
    assert renditions.enqueue_missing() == 0


def test_picture_offers_every_rendition_with_its_size(django_assert_num_queries):
    image = make_image(alt="Người dân nộp hồ sơ")
    renditions.work()
    image.refresh_from_db()
    with django_assert_num_queries(0):
        page = drawn(image)
    stem = image.url.removesuffix(".jpg")
    assert f"{stem}-320.webp 320w, {stem}-640.webp 640w" in page
    assert 'width="1920" height="1280"' in page
    assert 'alt="Người dân nộp hồ sơ"' in page
    assert 'loading="lazy"' in page
    assert page.count("sizes=") == 3


def test_picture_without_renditions_falls_back():
    image = make_image(alt="a")
    page = drawn(image)
    assert "webp" not in page
    assert f'src="{image.url}"' in page
    assert f"{image.card_url} 480w" in page


def test_a_phone_waits_for_no_large_picture_while_there_are_no_renditions():
    image = make_image()
    assert f'<source media="(max-width: 48rem)" srcset="{image.card_url} 480w" sizes=' in drawn(image)


@pytest.mark.parametrize(("layout", "largest"), [("card", 960), ("thumb", 960), ("lead", 1920)])
def test_cards_are_offered_no_more_than_they_show(layout, largest):
    image = make_image()
    renditions.work()
    image.refresh_from_db()
    page = drawn(image, f'"{layout}" alt=""')
    [offered] = re.findall(r'type="image/webp" srcset="([^"]*)" sizes="\(', page)
    assert offered.endswith(f" {largest}w")


def test_picture_of_a_decorative_image_and_the_first_of_a_page():
    image = make_image((300, 200), is_decorative=True)
    page = drawn(image, "lazy=False")
    assert 'alt=""' in page
    assert "lazy" not in page
    assert "srcset" not in page


def test_a_file_put_in_while_the_old_one_is_worked_on_gets_its_turn(monkeypatch):
    image = make_image()
    make = renditions.make

    def make_and_replace(old):
        make(old)
        image.file = ContentFile(picture(size=(500, 400)), name="b.jpg")
        image.save()

    monkeypatch.setattr(renditions, "make", make_and_replace)
    renditions.work(limit=1)
    monkeypatch.undo()
    assert renditions.work() == 1
    image.refresh_from_db()
    assert image.renditions == [320, 500]


def test_a_new_file_needs_new_renditions():
    image = make_image()
    renditions.work()
    image.refresh_from_db()
    image.file = ContentFile(picture(size=(500, 400)), name="b.jpg")
    image.save()
    assert image.renditions == []
    renditions.work()
    image.refresh_from_db()
    assert image.renditions == [320, 500]
