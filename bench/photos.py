"""Sixty photographs of 12 megapixels taken in and scaled, against Pillow doing no more than the same encodings.

`python -m bench.photos` prints one JSON object: ratio of processor time, seconds a photograph, peak memory of each part.
Each part runs in a process of its own, so that its peak is its own; the parts take turns photograph by photograph.
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

from PIL import Image as Picture
from PIL import ImageOps

ROOT = Path(__file__).resolve().parent.parent
PHOTOS = int(os.environ.get("BENCH_PHOTOS", "60"))
DIFFERENT = 4  # drawn once each; every photograph differs from the others in its last bytes, so that none is a twin
SIZE = (4000, 3000)


def photograph(seed):
    """A JPEG of about 3 MB with large shapes, middling ones and grain, lying on its side as phones write it."""
    rough = Picture.effect_noise((40, 30), 120).resize(SIZE, Picture.Resampling.BICUBIC)
    middling = Picture.effect_noise((400 + seed, 300), 90).resize(SIZE, Picture.Resampling.BICUBIC)
    grain = Picture.effect_noise((SIZE[0] // 2, SIZE[1] // 2), 30).resize(SIZE)
    picture = Picture.merge("RGB", (rough, Picture.blend(rough, middling, 0.4), Picture.blend(middling, grain, 0.3)))
    exif = Picture.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


def plain(content):
    """What Pillow itself needs: decode, turn, and for each file we keep resize and encode."""
    from govap.library import images, renditions  # noqa: PLC0415  settings stand only in the measured process
    from govap.library.models import WIDTHS  # noqa: PLC0415

    picture = ImageOps.exif_transpose(Picture.open(io.BytesIO(content))).convert("RGB")
    for width, kind, options in [
        (1440, "JPEG", {"quality": images.QUALITY, "optimize": True, "progressive": True}),
        (images.CARD_WIDTH, "JPEG", {"quality": images.QUALITY, "optimize": True, "progressive": True}),
        *((min(width, 1440), "WEBP", {"quality": renditions.QUALITY, "method": renditions.EFFORT}) for width in WIDTHS),
    ]:
        resized = picture.resize((width, round(picture.height * width / picture.width)), Picture.Resampling.LANCZOS)
        resized.save(io.BytesIO(), kind, **options)


def taken_in(content, name):
    """The whole way: what a form checks, what an upload stores, what the worker makes."""
    from django.core.files.base import ContentFile  # noqa: PLC0415

    from govap.library import images, renditions  # noqa: PLC0415
    from govap.library.models import Image  # noqa: PLC0415

    started = time.process_time()
    file = ContentFile(content, name=name)
    images.check_image(file)
    image = Image.objects.create(file=file)
    answered = time.process_time() - started
    assert renditions.work(limit=1) == 1, image  # noqa: S101
    return answered


def measure(part):
    """Run one part over all photographs in this process."""
    contents = [photograph(seed) for seed in range(DIFFERENT)] if part != "drawing" else []
    before, answered = time.process_time(), 0.0
    for number in range(PHOTOS):
        content = contents[number % DIFFERENT] + str(number).encode()
        if part == "plain":
            plain(content)
        else:
            answered += taken_in(content, f"{number}.jpg")
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
    command = [sys.executable, "-m", "bench.photos", part]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def results():
    """The ratio to Pillow's own time, and the peak of either process in MB."""
    with tempfile.TemporaryDirectory() as home:
        found = {part: in_own_process(part, Path(home)) for part in ("plain", "ours")}
    return {
        "ratio": found["ours"]["seconds"] / found["plain"]["seconds"],
        "peak": found["ours"]["peak"],
        "answered": found["ours"]["answered"],
        "pillow": found["plain"]["seconds"],
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        import django

        django.setup()
        print(json.dumps(measure(sys.argv[1])))
    else:
        print(json.dumps(results()))
