"""Pictures of a paste: ours stay, those that came along are lifted into the library, those only named are reported."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from .cleaning import VALUES
from .tree import Node

_DATA = re.compile(r"data:image/(?:png|jpe?g|webp|gif|bmp);base64,", re.IGNORECASE)
MAX_DATA = 28_000_000  # signs of base64: 20 MB of picture
MAX_NAME = 60
MAX_ADDRESS = 500
MAX_EMOJI = 16  # signs: a family is seven, the flag of England seven
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
# Beside the items of a checklist Google Docs draws their boxes.
_BOXES = {"checked", "unchecked"}
_TELLING = re.compile(r"[^\W_]|\s")
# Facebook and Zalo draw emoji themselves, under the names of their signs: …/emoji/1f468_200d_1f469.png.
_EMOJI = re.compile("emoji|emoticon|smiley", re.IGNORECASE)
_CODES = re.compile("/([0-9a-f]{4,5}(?:[-_][0-9a-f]{4,5}){0,9})[.](?:png|svg|webp|gif)", re.IGNORECASE)
_SIGNS = re.compile("[\u200d\u20e3\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U000e007f]+")

_SHAPE = re.compile(r'<v:(?:shape\s[^>]{0,2000}?\bid="?([^"\s>]{1,80})|imagedata\s[^>]{0,2000}?\bsrc="([^"]{1,500}))')
_SHOWN = re.compile(r'\sv:shapes="([^"]{1,500})"')

Lift = Callable[[bytes, str], str]


class NotLiftedError(Exception):
    """A picture that the library refuses; the message is a Vietnamese sentence for the person who pasted."""


def leave(content: bytes, name: str) -> str:
    """The `lift` of those who have no library at hand."""
    raise NotLiftedError(f"Ảnh “{name}” chưa đưa được vào thư viện. Xin tải ảnh lên thư viện rồi chèn vào bài.")


@dataclass
class Pictures:
    """`lift(content, name)` stores a picture and gives its address under /media/, or raises NotLiftedError."""

    lift: Lift
    warnings: dict[str, None] = field(default_factory=dict)
    count: int = 0

    def of(self, image: Node) -> str:
        """The markup of a figure, the text that an emoji stands for, or ""."""
        source = image.attributes.get("src", "").strip()
        if VALUES["src"].fullmatch(source):
            return self._figure(source, image)
        if words := _spoken(image, source):
            return words
        if image.attributes.get("alt", "") in _BOXES and source.startswith("data:"):
            return ""
        self.count += 1
        if _DATA.match(source[:40]):
            return self._lifted(source, image)
        if source:
            self.warnings[_warning(source)] = None
        return ""

    def report_shapes(self, html: str) -> None:
        """Pictures that Word tells of only in its own drawing language, which no browser shows."""
        shown = {name for names in _SHOWN.findall(html) for name in names.split()}
        shape = ""
        for name, source in _SHAPE.findall(html):
            shape = name or shape
            if source and shape not in shown:
                self.warnings[_warning(unescape(source))] = None

    def _lifted(self, source: str, image: Node) -> str:
        name = f"anh-dan-{self.count}"
        try:
            if len(source) > MAX_DATA:
                raise NotLiftedError(f"Ảnh “{name}” nặng quá 20 MB. Xin chọn ảnh nhẹ hơn.")
            return self._figure(self.lift(b64decode(source.partition(",")[2].encode(), validate=True), name), image)
        except NotLiftedError as refusal:
            self.warnings[str(refusal)] = None
        except NotBase64:
            self.warnings[f"Ảnh “{name}” bị hỏng khi dán. Xin tải ảnh lên thư viện rồi chèn vào bài."] = None
        return ""

    def _figure(self, source: str, image: Node) -> str:
        kept = {"src": source, "alt": image.attributes.get("alt", "")}
        if source == image.attributes.get("src", "").strip():
            sizes = {name: image.attributes.get(name, "") for name in ("width", "height")}
            kept |= {name: value for name, value in sizes.items() if VALUES[name].fullmatch(value)}
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items() if value or name == "src")
        return f"<figure><img{written}></figure>"


def _spoken(image: Node, source: str) -> str:
    """The emoji that a small picture shows, or the ":)" that stands for it; "" of any other picture."""
    alt = image.attributes.get("alt", "").strip()
    if 0 < len(alt) <= MAX_EMOJI and (_KEYCAP.fullmatch(alt) or not _TELLING.search(alt)):
        return alt
    if not _EMOJI.search(f"{source[:MAX_ADDRESS]} {image.attributes.get('class', '')}"):
        return ""
    codes = _CODES.search(source)
    signs = "".join(chr(int(code, 16)) for code in re.split("[-_]", codes[1])) if codes else ""
    return signs if _SIGNS.fullmatch(signs) else alt[:MAX_NAME]


def _warning(source: str) -> str:
    if source.lower().startswith(("http:", "https:", "//")):
        host = source.partition("//")[2].partition("/")[0][:MAX_NAME]
        return f"Một ảnh nằm ở trang {host}, không có trong nội dung dán. Xin tải ảnh về rồi đưa lên thư viện."
    return f"Ảnh “{_name(source)}” chỉ có tên, nội dung dán không kèm ảnh. Xin tải ảnh lên thư viện rồi chèn vào bài."


def _name(source: str) -> str:
    try:
        path = urlsplit(source).path
    except ValueError:
        path = source
    if source.lower().startswith("data:"):
        return "không tên"
    name = unquote(re.split(r"[/\\]", path)[-1]).partition("@")[0]
    return " ".join(name.split())[:MAX_NAME] or "không tên"
