"""The picture that stands beside a shared link when an article has none: its title on the portal's colours."""

import io
import re
from functools import lru_cache
from pathlib import Path

from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

SIZE = (1200, 630)  # what Open Graph readers crop least
PAPER, INK, MUTED, RED, GOLD = "#faf6ef", "#241d18", "#675b50", "#a8071a", "#b8892b"
LEFT, RIGHT, TOP, FOOT = 80, 1120, 84, 500
CREST = 92
SIZES = range(80, 36, -4)  # of the title, in pixels: the largest that fits
SPACING = 1.38  # of lines: stacked accents need the room
FONTS = Path(__file__).parent / "fonts"
# What the typeface has no shapes for and would show as boxes.
FOREIGN = re.compile(r"[^\t\n -~\u00a0-\u024f\u02b0-\u036f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20ab\u20ac\u2122]+")


def draw(title: str, kicker: str, names: tuple[str, str], crest: Path) -> bytes:
    """A PNG of SIZE. `kicker` stands small above the title; `names` are the body and its site; `crest` is a picture
    file, and without one that can be read the card has none."""
    card = Picture.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, SIZE[0], 18), RED)
    pen.rectangle((0, 18, SIZE[0], 24), GOLD)
    pen.text((LEFT, TOP), _fitting(_shown(kicker), _font("Medium", 30), RIGHT - LEFT), RED, _font("Medium", 30))
    _title(pen, _shown(title))
    pen.line((LEFT, FOOT, RIGHT, FOOT), "#e3d8c6", 2)
    left = LEFT + (CREST + 24 if _put(card, crest) else 0)
    for name, top, face, size, colour in ((names[0], 522, "Medium", 26, MUTED), (names[1], 560, "Bold", 30, INK)):
        font = _font(face, size)
        pen.text((left, top), _fitting(_shown(name), font, RIGHT - left), colour, font)
    return _as_png(card)


def wrap(words: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Lines no wider than `width`; a word that is wider itself is broken."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines += _broken(word, font, width)
    return [line for line in lines if line]


def _title(pen, title):
    top, room = TOP + 62, FOOT - 30 - (TOP + 62)
    for size in SIZES:
        font = _font("Bold", size)
        lines, most = wrap(title, font, RIGHT - LEFT), int(room // (size * SPACING))
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], _fitting(f"{lines[most - 1]} …", font, RIGHT - LEFT)]
    for number, line in enumerate(lines):
        pen.text((LEFT, top + number * size * SPACING), line, INK, font)


def _broken(word, font, width):
    pieces = [""]
    for letter in word:
        if font.getlength(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _fitting(words, font, width):
    """One line, cut with an ellipsis where it is too long."""
    if font.getlength(words) <= width:
        return words
    words = words.rstrip(" …")
    while words and font.getlength(f"{words}…") > width:
        words = words[:-1]
    return f"{words.rstrip()}…"


def _put(card, crest):
    """Whether the crest is on the card."""
    try:
        with Picture.open(crest, formats=("PNG", "JPEG", "WEBP")) as picture:
            picture.draft("RGB", (CREST * 2, CREST * 2))
            small = picture.convert("RGBA")
    except (OSError, ValueError, Picture.DecompressionBombError):
        return False
    small.thumbnail((CREST, CREST))
    card.paste(small, (LEFT + (CREST - small.width) // 2, 514 + (CREST - small.height) // 2), small)
    return True


def _shown(words):
    return " ".join(FOREIGN.sub(" ", words).split())


def _as_png(card):
    out = io.BytesIO()
    card.quantize(96, method=Picture.Quantize.FASTOCTREE, dither=Picture.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=32)
def _font(face, size):
    return ImageFont.truetype(FONTS / f"BeVietnamPro-{face}.ttf", size)
