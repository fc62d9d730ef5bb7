"""Sixty photographs of 12 megapixels taken in and scaled, against Pillow doing no more than the same encodings.

`python -m bench.photos` prints one JSON object: ratio of processor time, seconds a photograph, peak in MB.
Each part has its own process and peak.
"""

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django
from django.core.files.base import ContentFile
from PIL import Image as Picture
from PIL import ImageOps

if "DJANGO_SETTINGS_MODULE" in os.environ:  # in the measured processes, which results() starts
    django.setup()
    from govap.library import images, renditions
    from govap.library.models import Image

ROOT = Path(__file__).resolve().parent.parent
PHOTOS = int(os.environ.get("BENCH_PHOTOS", "60"))
SIZE = (4000, 3000)


def draw_photographs(folder):
    """JPEGs of about 3 MB with large shapes, middling ones and grain, lying on their side as phones write them."""
    rough = Picture.effect_noise((40, 30), 120).resize(SIZE, Picture.Resampling.BICUBIC)
    middling = Picture.effect_noise((400, 300), 90).resize(SIZE, Picture.Resampling.BICUBIC)
    grain = Picture.effect_noise((SIZE[0] // 2, SIZE[1] // 2), 30).resize(SIZE)
    picture = Picture.merge("RGB", (rough, Picture.blend(rough, middling, 0.4), Picture.blend(middling, grain, 0.3)))
    exif = Picture.Exif()
    exif[0x0112] = 6
    for number in range(PHOTOS):
        picture.paste((number * 4, 99, 0), (number * 50, 100, number * 50 + 400, 900))  # or they would all be one file
        picture.save(folder / f"{number:02}.jpg", "JPEG", quality=90, exif=exif)


def plain(content):
    """What Pillow itself needs at its best: decode at half size, turn, each size from the one before, encode."""
    picture = Picture.open(io.BytesIO(content))
    picture.draft("RGB", (1920, 1440))
    picture.thumbnail((1920, 1920))
    picture = ImageOps.exif_transpose(picture)
    jpeg = {"quality": images.QUALITY, "optimize": True, "progressive": True}
    picture.save(io.BytesIO(), "JPEG", **jpeg)
    for width in (1440, 1280, 960, 640, images.CARD_WIDTH, 320):
        picture = picture.resize((width, round(picture.height * width / picture.width)), reducing_gap=2.0)
        if width == images.CARD_WIDTH:
            picture.save(io.BytesIO(), "JPEG", **jpeg)
        else:
            picture.save(io.BytesIO(), "WEBP", quality=renditions.quality_of(width), method=renditions.EFFORT)


def taken_in(content, name):
    """The whole way: what a form checks, what an upload stores, what the worker makes."""
    started = time.process_time()
    file = ContentFile(content, name=name)
    images.check_image(file)
    image = Image.objects.create(file=file)
    answered = time.process_time() - started
    assert renditions.work(limit=1) == 1, image  # noqa: S101
    return answered


def measure(part, folder):
    """Run one part over all photographs in this process."""
    before, answered = time.process_time(), 0.0
    for path in sorted(folder.glob("*.jpg")):
        if part == "plain":
            plain(path.read_bytes())
        else:
            answered += taken_in(path.read_bytes(), path.name)
    spent = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": spent / PHOTOS, "answered": answered / PHOTOS, "peak": peak}


def in_own_process(part, home):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "govap.settings",
        "SECRET_KEY": "bench-" + "k3y" * 20,
        "ALLOWED_HOSTS": "localhost",
        "VAR_DIR": str(home),
        "MEDIA_ROOT": str(home / "media"),
        "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "bench.photos", part, str(home)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def results():
    """The ratio to Pillow's own time, and the peak of either process in MB."""
    with tempfile.TemporaryDirectory() as home:
        draw_photographs(Path(home))
        found = {part: in_own_process(part, Path(home)) for part in ("plain", "ours")}
    return {
        "ratio": found["ours"]["seconds"] / found["plain"]["seconds"],
        "peak": found["ours"]["peak"],
        "answered": found["ours"]["answered"],
        "pillow": found["plain"]["seconds"],
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
    else:
        print(json.dumps(results()))
