"""From the bytes of a file to its text, or the reason why it is none."""

import re

from .page import LegacyError

MAX_BYTES = 5 * 1024 * 1024
MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"RIFF", b"\x7fELF")

_MARKUP = re.compile(r"\s*<(?:!doctype|!--|html|head|body|table|div|meta|\?xml)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\([0-9]+\)(https?://\S{1,480})\s*-->", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes) -> str:
    if not data.strip():
        raise LegacyError(1, "Tệp trống.")
    if len(data) > MAX_BYTES:
        raise LegacyError(1, "Tệp lớn hơn 5 MB, không phải một trang bài viết.")
    if _is_binary(data):
        raise LegacyError(1, "Tệp nhị phân, không phải trang văn bản hay HTML.")
    text = _from_utf8(data)
    if not text.strip():
        raise LegacyError(1, "Tệp trống.")
    _refuse_controls(text)
    return text


def is_html(source: str) -> bool:
    return _MARKUP.match(source) is not None


def saved_address(source: str) -> str:
    """The address that browsers note at the head of a page they save; empty if there is none."""
    found = _SAVED_FROM.search(source[:5000])
    return found[1] if found else ""


def _is_binary(data: bytes) -> bool:
    # A text with a stray NUL deserves its line; a file full of control bytes has no lines.
    head = data[:4096]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return data.startswith(MAGIC) or controls * 20 > len(head)


def _from_utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LegacyError(line, "Chữ không đúng mã UTF-8.") from error


def _refuse_controls(text: str) -> None:
    found = _CONTROL.search(text)
    if found:
        name = "NUL" if found[0] == "\0" else f"điều khiển U+{ord(found[0]):04X}"
        raise LegacyError(text.count("\n", 0, found.start()) + 1, f"Có ký tự {name} trong trang.")
