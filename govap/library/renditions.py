"""Renditions of images, made once and off the request path: by the tick, or by `manage.py make_renditions`."""

import io
import logging
import time
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db.models import F
from django.utils import timezone
from PIL import Image as Picture

from govap.library.images import NotAPictureError
from govap.library.models import Image, PendingRenditions
from govap.library.storing import NoRoomError

# Of WebP, by the widest that has it (docs/decisions). 640 pixels go to phones whose screens have two dots or more in
# the place of one: there nobody sees what a lower quality leaves out, and five of them and their page stay in 250 KB.
QUALITIES, EFFORT = {320: 74, 640: 42, 960: 70, 1280: 64, 1920: 58}, 4
MAX_TRIES = 5
PATIENCE = timedelta(minutes=5)  # after which work that somebody took and did not finish is done again
log = logging.getLogger(__name__)


def work(limit=20, seconds=10.0):
    """Make what is due, at most `limit` images and no new one after `seconds`; the number of images done.

    Any number of processes may call it at once: each image is taken by one. Never raises for one bad image.
    """
    done, until = 0, time.monotonic() + seconds
    while done < limit and time.monotonic() < until and (pending := _take()):
        done += _finish(pending)
    return done


def enqueue_missing():
    """Put down as work every image without renditions, such as those of before they were made; their number."""
    missing = Image.objects.without_renditions().values_list("pk", flat=True)
    rows = [PendingRenditions(image_id=pk) for pk in missing]
    return len(PendingRenditions.objects.bulk_create(rows, ignore_conflicts=True))


def make(image):
    """Write the WebP renditions of an image beside its file and note their widths on its row."""
    storage, widths = image.file.storage, image.wanted_widths()
    with image.file.open("rb") as file:
        picture = Picture.open(file, formats=("JPEG",))
        picture.load()
    full = picture.size
    for width in sorted(widths, reverse=True):
        # Each from the next larger: resizing from the full picture every time costs twice as much and shows no better.
        if picture.width != width:
            picture = picture.resize((width, max(round(full[1] * width / full[0]), 1)), reducing_gap=2.0)
        if not storage.exists(name := image.rendition_name(width)):
            storage.save(name, ContentFile(_as_webp(picture)))
    image.renditions = widths
    Image.objects.filter(pk=image.pk, file=image.file.name).update(renditions=widths)


def _take():
    """The next piece of work, its time moved ahead so that no other process takes it, or None."""
    now = timezone.now()
    for pending in PendingRenditions.objects.filter(due_at__lte=now, tries__lt=MAX_TRIES).order_by("due_at")[:5]:
        mine = PendingRenditions.objects.filter(pk=pending.pk, due_at=pending.due_at, tries=pending.tries)
        if mine.update(due_at=now + PATIENCE * (pending.tries + 1), tries=F("tries") + 1):
            return pending
    return None


def _finish(pending):
    try:
        make(Image.objects.get(pk=pending.image_id))
    except NoRoomError:
        log.exception("Máy chủ hết chỗ, chưa tạo được các bản nhỏ của ảnh %s.", pending.image_id)
        PendingRenditions.objects.filter(pk=pending.pk).update(tries=pending.tries)  # no fault of the picture
        return 0
    except (OSError, ValueError, NotAPictureError, Image.DoesNotExist):
        log.exception("Chưa tạo được các bản nhỏ của ảnh %s, sẽ thử lại.", pending.image_id)
        return 0
    # Not if a new file was put in meanwhile, which begins to count anew.
    PendingRenditions.objects.filter(pk=pending.pk, tries=pending.tries + 1).delete()
    return 1


def quality_of(width):
    """The WebP quality of a rendition so many pixels wide, at most 1920."""
    return next(quality for most, quality in QUALITIES.items() if width <= most)


def _as_webp(picture):
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality_of(picture.width), method=EFFORT)
    return out.getvalue()
