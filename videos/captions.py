"""Captions of videos: WebVTT or SubRip as staff have them in, plain WebVTT out.

W3C, WebVTT: The Web Video Text Tracks Format, section 4.
"""

import re
from html import unescape
from typing import NamedTuple

from govap.text import nfc

MAX_CUES = 5_000
_CLOCK = r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_TAG = re.compile(r"<[^<>\n]{0,100}>|\{\\[^{}\n]{0,50}\}")


class Cue(NamedTuple):
    """From `start` to `end`, in milliseconds, these plain lines are shown."""

    start: int
    end: int
    text: str


class UnreadableError(ValueError):
    """What is wrong, as a sentence."""


def read(typed: str) -> list[Cue]:
    """The cues in a WebVTT or SubRip text, without numbers, notes, styles and markup. Raises UnreadableError."""
    blocks = re.split(r"\n[ \t]*\n", nfc(typed.lstrip("\ufeff")).replace("\r\n", "\n").replace("\r", "\n"))
    cues = [cue for block in blocks if (cue := _cue(block))]
    if not cues:
        raise UnreadableError(
            "Không thấy phụ đề nào. Xin dán nội dung tệp .vtt hoặc .srt, có dòng giờ 00:01.000 --> 00:04.000."
        )
    if len(cues) > MAX_CUES:
        raise UnreadableError(f"Phụ đề dài quá: tối đa {MAX_CUES} đoạn.")
    return sorted(cues)


def written(cues: list[Cue]) -> str:
    """As WebVTT, one blank line between cues."""
    return (
        "\n\n".join(["WEBVTT", *(f"{_clock(one.start)} --> {_clock(one.end)}\n{_escaped(one.text)}" for one in cues)])
        + "\n"
    )


def spoken(stored: str) -> str:
    """The words alone, one line a cue; "" of what holds no captions."""
    try:
        return "\n".join(" ".join(cue.text.split()) for cue in read(stored))
    except UnreadableError:
        return ""


def _cue(block: str) -> Cue | None:
    lines = block.strip("\n").split("\n")
    place = next((number for number, line in enumerate(lines) if "-->" in line), None)
    if place is None or lines[0].startswith(("NOTE", "STYLE", "REGION")):
        return None
    found = _TIMES.fullmatch(lines[place])
    if not found:
        raise UnreadableError(
            f"Không đọc được dòng giờ “{lines[place].strip()[:60]}”. Ví dụ đúng: 00:01.000 --> 00:04.000."
        )
    start, end = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:])
    if end <= start:
        raise UnreadableError(f"Dòng giờ “{lines[place].strip()[:60]}” kết thúc trước khi bắt đầu.")
    text = "\n".join(filter(None, (unescape(_TAG.sub("", line)).strip() for line in lines[place + 1 :])))
    return Cue(start, end, text) if text else None


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, fraction = parts
    return (int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)) * 1000 + int(
        (fraction or "0").ljust(3, "0")
    )


def _clock(moment: int) -> str:
    seconds, fraction = divmod(moment, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{fraction:03}"


def _escaped(text: str) -> str:
    # A line with an arrow would be taken for times.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
