"""The largest pictures that are accepted, each taken in by a process of its own: its peak stays below 300 MB."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image as Picture

SIZE = (7300, 5479)  # 40 megapixels less 3,300
LIMIT = 300
REST = 30  # MB of a worker of the server (75 idle, 85 after a morning) beyond what the process below has loaded (63)
# What the kernel saw of this program alone: ru_maxrss would begin with what the process that started it had.
TAKE_IN = """
import sys, django; django.setup()
from pathlib import Path
from django.core.files import File
from govap.library import images
with open(sys.argv[1], "rb") as opened:
    file = File(opened, name="lon")
    images.check_image(file)
    images.normalise(file)
[peak] = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line]
print(int(peak) // 1024)
"""
pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc on this machine")


def rough():
    return Picture.effect_noise((73, 55), 120).resize(SIZE, Picture.Resampling.NEAREST)


def coloured():
    one = rough()
    return Picture.merge("RGB", (one, one.transpose(Picture.Transpose.ROTATE_180), one))


def clear():
    picture = coloured()
    picture.putalpha(rough())
    return picture


KINDS = {
    "photograph": (coloured, "JPEG", {}),
    "progressive": (coloured, "JPEG", {"progressive": True}),
    "print": (lambda: coloured().convert("CMYK"), "JPEG", {}),
    "rgb": (coloured, "PNG", {"compress_level": 1}),
    "rgba": (clear, "PNG", {"compress_level": 1}),
    "grey with alpha": (lambda: Picture.merge("LA", (rough(), rough())), "PNG", {"compress_level": 1}),
    "palette": (lambda: rough().convert("P"), "PNG", {"compress_level": 1}),
    "16 bits": (lambda: rough().convert("I;16"), "PNG", {"compress_level": 1}),
    "webp": (coloured, "WEBP", {"method": 0}),
    "webp with alpha": (clear, "WEBP", {"method": 0}),
    "lossless webp": (coloured, "WEBP", {"method": 0, "lossless": True}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_picture_takes_more_than_300_mb(kind, tmp_path):
    draw, form, options = KINDS[kind]
    path = tmp_path / "lon"
    draw().save(path, form, **options)
    home = {"VAR_DIR": str(tmp_path / "var"), "DJANGO_SETTINGS_MODULE": "govap.settings", "DEBUG": "1"}
    command = [sys.executable, "-c", TAKE_IN, str(path)]
    said = subprocess.run(command, env=os.environ | home, check=True, stdout=subprocess.PIPE, text=True).stdout
    assert int(said) + REST <= LIMIT
