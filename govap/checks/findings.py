"""What a check says of a text, and where."""

from dataclasses import dataclass, field

MOST = 60  # findings told of one article: who has that many begins with these
MOST_OF_KIND = 20
SHOWN = 140  # signs of a text that are shown in a list
SELECTED = 600  # signs of it that the editor selects
KINDS = {
    "link": "Liên kết",
    "picture": "Ảnh, video, tài liệu",
    "date": "Ngày tháng",
    "heading": "Đề mục",
    "title": "Tiêu đề",
    "sentence": "Câu dài",
    "tone": "Dấu thanh",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a text: its number, and [start, end) in its signs."""

    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` of KINDS; `what` and `remedy` are Vietnamese sentences. `fix` is what one click puts for the words at
    `place`, None where only a person can tell; `is_sure` where that may be done to all of them at once. A picture is
    found by `node`: ("src", its address) or (a data attribute, its number). `count`: how often the words stand."""

    kind: str
    what: str
    remedy: str
    place: Place | None = None
    fix: str | None = None
    is_sure: bool = False
    count: int = 1
    node: tuple[str, str] | None = None
    address: str = ""  # where the remedy is done, if not in the text
    field: str = field(default="", kw_only=True)  # of what has no place in a text


def shown(words: str, most: int = SHOWN) -> str:
    """Words in one line that is not too long for a list."""
    line = " ".join(words[: 4 * most].split())
    return line if len(line) <= most else f"{line[:most].rpartition(' ')[0] or line[:most]}…"
