"""Landscapes and townscapes drawn by the program: flat layers under a graded sky, the same for the same number."""

import io
import math
import random
from dataclasses import dataclass

from PIL import Image, ImageColor, ImageDraw, ImageFilter

SIZE = (1280, 720)
SCALE = 2  # drawn twice as large and reduced, for smooth edges

# The sky above, the sky at the horizon, the layers from far to near, and the light.
PALETTES = [
    ("#1b4f72", "#f5cba7", ("#5d7f95", "#34607b", "#173c54"), "#ffe9c7"),
    ("#7b2d3e", "#fbd08a", ("#b9655d", "#8a3f49", "#4f2433"), "#fff1c9"),
    ("#2f6f9f", "#dff1f4", ("#8fb8b0", "#4f8f80", "#1f5f52"), "#fffbe6"),
    ("#14213d", "#5c7fa8", ("#3d587f", "#263c5f", "#101b33"), "#fdf3d0"),
    ("#3f8fb5", "#fdf3dc", ("#a3c19a", "#6f9d62", "#3b6b3c"), "#fffdf0"),
    ("#5a4a8a", "#f7c6c5", ("#9a83b5", "#6c5a94", "#3a2f60"), "#ffeede"),
]


@dataclass(frozen=True)
class Picture:
    jpeg: bytes
    size: tuple[int, int]
    alt: str


def pictures(count, seed):
    """`count` pictures, each another scene in another light than the one before."""
    names = list(SCENES)
    for number in range(count):
        scene = names[number % len(names)]
        palette = PALETTES[(number % len(names) + 2 * (number // len(names))) % len(PALETTES)]
        drawn = draw(scene, palette, random.Random(f"{seed}-{number}"), SIZE)
        yield Picture(_jpeg(drawn), SIZE, f"Tranh vẽ minh họa: {scene}.")


def draw(scene, palette, chance, size):
    """One scene as a picture of `size`."""
    canvas = _sky(palette, size[0] * SCALE, size[1] * SCALE)
    _light(canvas, palette, chance)
    SCENES[scene](canvas, palette, chance)
    return canvas.reduce(SCALE)


def _jpeg(picture):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=86)
    return out.getvalue()


def _sky(palette, width, height):
    """A vertical gradient; drawn one pixel wide and stretched."""
    top, low = ImageColor.getrgb(palette[0]), ImageColor.getrgb(palette[1])
    column = Image.new("RGB", (1, 64))
    for y in range(64):
        share = min(1, y / 44)
        column.putpixel((0, y), _mix(top, low, share))
    return column.resize((width, height), Image.Resampling.BICUBIC)


def _mix(one, other, share):
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def _light(canvas, palette, chance):
    """A sun or moon with a soft halo."""
    width, height = canvas.size
    x, y, radius = chance.uniform(0.15, 0.85) * width, chance.uniform(0.16, 0.4) * height, height * 0.06
    halo = Image.new("L", (width // 16, height // 16))
    far = radius * 2.6
    ImageDraw.Draw(halo).ellipse([(x - far) / 16, (y - far) / 16, (x + far) / 16, (y + far) / 16], fill=110)
    halo = halo.filter(ImageFilter.GaussianBlur(height / 16 * 0.07)).resize(canvas.size, Image.Resampling.BICUBIC)
    canvas.paste(palette[3], (0, 0), halo)
    ImageDraw.Draw(canvas).ellipse([x - radius, y - radius, x + radius, y + radius], fill=palette[3])


def _hills(canvas, palette, chance, layers=3, base=0.5):
    pen, (width, height) = ImageDraw.Draw(canvas), canvas.size
    for layer in range(layers):
        level = height * (base + 0.14 * layer)
        ridge = _ridge(chance, width, height * 0.09, level)
        pen.polygon([(0, height), *ridge, (width, height)], fill=palette[2][layer])


def _ridge(chance, width, swing, level):
    first, second = chance.uniform(0, 6), chance.uniform(0, 6)
    waves, finer = chance.uniform(3, 6), chance.uniform(8, 13)
    for step in range(97):
        t = step / 96
        yield t * width, level + swing * (math.sin(first + waves * t) + 0.35 * math.sin(second + finer * t))


def _towers(canvas, palette, chance, layer, heights):
    """A row of houses from left to right with lit windows, feet on the lower edge."""
    pen, (width, height) = ImageDraw.Draw(canvas), canvas.size
    x = -width * 0.02
    while x < width:
        wide, tall = width * chance.uniform(0.035, 0.085), height * chance.uniform(*heights)
        pen.rectangle([x, height - tall, x + wide, height], fill=palette[2][layer])
        _roof(pen, palette, chance, layer, (x, height - tall, wide))
        if layer:
            _windows(pen, palette, chance, (x, height - tall, wide, tall))
        x += wide + width * chance.choice((0, 0, 0.006))


def _roof(pen, palette, chance, layer, house):
    x, y, wide = house
    kind = chance.randrange(4)
    if kind == 0:
        pen.polygon([(x, y), (x + wide / 2, y - wide * 0.35), (x + wide, y)], fill=palette[2][layer])
    elif kind == 1:
        pen.rectangle([x + wide * 0.3, y - wide * 0.25, x + wide * 0.7, y], fill=palette[2][layer])
    elif kind == 2:
        pen.line([(x + wide / 2, y), (x + wide / 2, y - wide * 0.7)], fill=palette[2][layer], width=5)


def _windows(pen, palette, chance, house):
    x, y, wide, tall = house
    lit = _mix(ImageColor.getrgb(palette[3]), ImageColor.getrgb(palette[2][2]), 0.35)
    columns, step = max(2, int(wide // 46)), wide / max(2, int(wide // 46))
    for row in range(int(tall // 58)):
        for column in range(columns):
            if chance.random() < 0.42:
                left, top = x + step * (column + 0.28), y + 26 + row * 58
                pen.rectangle([left, top, left + step * 0.44, top + 28], fill=lit)


def _town(canvas, palette, chance):
    for layer, heights in enumerate([(0.3, 0.58), (0.2, 0.44), (0.08, 0.2)]):
        _towers(canvas, palette, chance, layer, heights)


def _river(canvas, palette, chance):
    _hills(canvas, palette, chance, layers=2)
    width, height = canvas.size
    shore = int(height * 0.74)
    mirrored = canvas.crop((0, 2 * shore - height, width, shore)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    tint = Image.new("RGB", mirrored.size, palette[0])
    canvas.paste(Image.blend(mirrored, tint, 0.25), (0, shore))
    _ripples(canvas, palette, chance, shore)
    _boat(canvas, palette, chance.uniform(0.2, 0.75) * width, shore + height * 0.1)


def _ripples(canvas, palette, chance, shore):
    pen, (width, height) = ImageDraw.Draw(canvas), canvas.size
    bright = _mix(ImageColor.getrgb(palette[1]), ImageColor.getrgb(palette[0]), 0.3)
    for _ in range(70):
        x, y, reach = chance.uniform(0, width), chance.uniform(shore + 12, height), chance.uniform(30, 200)
        pen.line([(x, y), (x + reach, y)], fill=bright, width=3)


def _boat(canvas, palette, x, y):
    pen, size = ImageDraw.Draw(canvas), canvas.size[1] * 0.09
    hull = [(x - size * 1.5, y - size * 0.2), (x + size * 1.6, y - size * 0.35), (x + size, y + size * 0.3)]
    pen.polygon([*hull, (x - size, y + size * 0.3)], fill=palette[2][2])
    pen.pieslice([x - size * 0.7, y - size * 0.8, x + size * 0.6, y + size * 0.4], 180, 360, fill=palette[2][1])


def _trees(canvas, palette, chance):
    _hills(canvas, palette, chance, layers=1, base=0.5)
    pen, (width, height) = ImageDraw.Draw(canvas), canvas.size
    for layer, ground, number in ((1, 0.8, 9), (2, 0.91, 6)):
        for tree in range(number):
            x = (tree + chance.uniform(0.15, 0.85)) / number * width
            _tree(pen, palette[2][layer], chance, (x, height * ground), height * (0.05 + 0.06 * layer))
        pen.polygon(
            [(0, height), *_ridge(chance, width, height * 0.012, height * ground), (width, height)], palette[2][layer]
        )


def _tree(pen, colour, chance, foot, size):
    (x, y), crown = foot, size * 0.42
    pen.rectangle([x - size * 0.05, y - size * 1.3, x + size * 0.05, y + size * 0.2], fill=colour)
    for dx, dy in ((-0.5, 1.3), (0.5, 1.3), (0, 1.75), (-0.25, 1.5), (0.3, 1.55)):
        middle, radius = (x + dx * crown, y - dy * size), crown * chance.uniform(0.65, 0.95)
        pen.ellipse([middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius], fill=colour)


def _bridge(canvas, palette, chance):
    _towers(canvas, palette, chance, 0, (0.3, 0.46))
    pen, (width, height) = ImageDraw.Draw(canvas), canvas.size
    deck = height * 0.76
    pen.rectangle([0, deck + height * 0.08, width, height], fill=_mix(*map(ImageColor.getrgb, palette[:2]), 0.35))
    _ripples(canvas, palette, chance, deck + height * 0.08)
    pen.rectangle([0, deck, width, deck + height * 0.035], fill=palette[2][2])
    for tower in (0.3, 0.7):
        _cables(pen, palette, (tower * width, deck), (width, height))


def _cables(pen, palette, foot, size):
    (x, deck), (width, height) = foot, size
    for step in range(1, 10):
        for side in (-1, 1):
            ends = [(x, deck - height * (0.5 - step * 0.012)), (x + side * step * width * 0.021, deck)]
            pen.line(ends, fill=palette[3], width=4)
    pen.polygon(
        [(x - 14, height), (x - 8, height * 0.24), (x + 8, height * 0.24), (x + 14, height)], fill=palette[2][2]
    )


def _fields(canvas, palette, chance):
    _hills(canvas, palette, chance, layers=1, base=0.56)
    pen, (width, height) = ImageDraw.Draw(canvas), canvas.size
    vanishing, horizon = width * chance.uniform(0.35, 0.65), height * 0.62
    pen.rectangle([0, horizon, width, height], fill=palette[2][1])
    for row in range(-14, 15):
        near = width / 2 + row * width * 0.13
        edge = [(vanishing, horizon), (near, height), (near + width * 0.065, height)]
        pen.polygon(edge, fill=palette[2][2] if row % 4 else palette[2][0])


def _temple(canvas, palette, chance):
    """A village hall under curved roofs, trees to both sides."""
    _hills(canvas, palette, chance, layers=2, base=0.58)
    pen, (width, height) = ImageDraw.Draw(canvas), canvas.size
    middle, foot, dark = width * chance.uniform(0.4, 0.6), height * 0.88, palette[2][2]
    pen.rectangle([0, foot, width, height], fill=palette[2][1])
    pen.rectangle([middle - width * 0.19, foot - height * 0.2, middle + width * 0.19, foot], fill=palette[1])
    for pillar in range(-4, 5):
        x = middle + pillar * width * 0.045
        pen.rectangle([x - 12, foot - height * 0.2, x + 12, foot], fill=dark)
    for half, y in ((0.25, 0.2), (0.16, 0.33)):
        _curved_roof(pen, dark, (middle, foot - height * y), (width * half, height * 0.13))


def _curved_roof(pen, colour, foot, size):
    (x, y), (half, tall) = foot, size
    slope = [(t, tall * (1 - t) ** 0.7 * 0.9 + tall * 0.32 * t**8) for t in (n / 20 for n in range(21))]
    left = [(x - t * half, y - rise) for t, rise in reversed(slope)]
    pen.polygon(
        [*left, *((x + t * half, y - rise) for t, rise in slope), (x + half * 0.9, y), (x - half * 0.9, y)], colour
    )


def _school(canvas, palette, chance):
    """A long public building with a flag before it."""
    _towers(canvas, palette, chance, 0, (0.26, 0.44))
    pen, (width, height) = ImageDraw.Draw(canvas), canvas.size
    left, right, top, foot = width * 0.16, width * 0.84, height * 0.5, height * 0.88
    pen.rectangle([0, foot, width, height], fill=palette[2][1])
    pen.rectangle([left, top, right, foot], fill=palette[1])
    pen.rectangle([left - 30, top - 34, right + 30, top], fill=palette[2][2])
    for column in range(14):
        for row in range(3):
            x, y = left + (column + 0.25) * (right - left) / 14, top + height * (0.04 + row * 0.12)
            pen.rectangle([x, y, x + (right - left) / 28, y + height * 0.065], fill=palette[2][1])
    _flag(pen, (width * chance.uniform(0.3, 0.7), foot), height)


def _flag(pen, foot, height):
    (x, y), wide, tall = foot, height * 0.15, height * 0.1
    pen.line([(x, y), (x, y - height * 0.6)], fill="#e8e2d4", width=10)
    top = y - height * 0.6
    pen.rectangle([x + 5, top, x + 5 + wide, top + tall], fill="#c8202f")
    star = [(_star_point(n, tall * (0.3 if n % 2 == 0 else 0.12))) for n in range(10)]
    pen.polygon([(x + 5 + wide / 2 + dx, top + tall / 2 + dy) for dx, dy in star], fill="#ffd94a")


def _star_point(number, radius):
    angle = math.pi * number / 5 - math.pi / 2
    return radius * math.cos(angle), radius * math.sin(angle)


SCENES = {
    "dãy nhà phố lên đèn": _town,
    "dòng sông và con thuyền": _river,
    "hàng cây trong công viên": _trees,
    "cây cầu dây văng": _bridge,
    "vườn rau ven phố": _fields,
    "mái đình làng": _temple,
    "trụ sở với lá cờ trước sân": _school,
    "những ngọn đồi xa": _hills,
}
