"""Attachments at the door: PDF, Word and Excel by content, and the words in them, within bounds."""

import logging
import re
import zipfile
from importlib import import_module
from xml.etree.ElementTree import ParseError

from django.core.exceptions import ValidationError

from govap.library.images import shown_name
from govap.text import nfc

KINDS = [("pdf", "PDF"), ("doc", "Word"), ("docx", "Word"), ("xls", "Excel"), ("xlsx", "Excel")]
MAX_BYTES = 50 * 1024 * 1024
MAX_TEXT = 500_000  # signs kept for search
LAST = 64 * 1024  # bytes at the end of a PDF among which its end is looked for
MAX_ENTRIES, MAX_UNPACKED, MAX_RATIO = 5_000, 300 * 1024 * 1024, 200
MAX_XML = 40 * 1024 * 1024  # bytes of the one part of a DOCX that is read
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams of old binary files, whose names stand in their directory in UTF-16.
_OLE_KINDS = {"doc": "WordDocument".encode("utf-16-le"), "xls": "Workbook".encode("utf-16-le"), "xls ": b"B\0o\0o\0k\0"}
_ZIP_KINDS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MACROS = re.compile(r"vbaProject\.bin$", re.IGNORECASE)
_PARAGRAPH_END = re.compile(rb"</w:p>|<w:(?:br|tab)\b[^>]*>")
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>|(\n)")
log = logging.getLogger(__name__)


class NotADocumentError(ValidationError):
    """One Vietnamese sentence with the file's name and the reason."""


def check_document(file):
    """Refuse with a Vietnamese NotADocumentError what is no PDF, Word or Excel file, or could harm who opens it."""
    if getattr(file, "_committed", False):
        return  # looked at when it came in
    name = shown_name(file)
    if not file.size:
        raise NotADocumentError(f"Tệp “{name}” rỗng, không có gì bên trong.")
    if file.size > MAX_BYTES:
        raise NotADocumentError(f"Tệp “{name}” nặng quá 50 MB. Xin chọn tệp nhẹ hơn.")
    kind = kind_of(file)
    if not kind:
        raise NotADocumentError(f"Tệp “{name}” không phải PDF, Word hoặc Excel.")
    if kind == "pdf":
        _check_pdf(file, name)
    if kind in ("docx", "xlsx"):
        _check_archive(file, name)


def _check_pdf(file, name):
    if not _is_whole(file):
        raise NotADocumentError(f"Tệp “{name}” bị hỏng hoặc bị cắt cụt, không đọc được hết.")
    if acts(file):
        raise NotADocumentError(f"Tệp “{name}” có mã tự chạy bên trong. Xin in lại thành PDF thường.")


def _is_whole(file):
    """Whether a PDF has an end (ISO 32000-1, 7.5.5), which one that was cut on its way has lost; junk may follow it."""
    file.seek(max(file.size - LAST, 0))
    tail = file.read(LAST)
    file.seek(0)
    return b"%%EOF" in tail


def kind_of(file):
    """pdf, doc, docx, xls or xlsx by the file's content; "" for anything else."""
    file.seek(0)
    head = file.read(1024)
    try:
        if b"%PDF-" in head:
            return "pdf"
        if head.startswith(OLE):
            return _ole_kind(file)
        return _zip_kind(file) if head.startswith(b"PK\x03\x04") else ""
    finally:
        file.seek(0)


def acts(file):
    """Whether a PDF runs a script, starts a program or carries other files."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    return _pdf().acts(content)


def text_of(file, kind):
    """The words of a PDF or DOCX (NFC, at most MAX_TEXT signs); "" of other kinds and of what cannot be read."""
    reading = {"pdf": _pdf_text, "docx": _docx_text}.get(kind)
    if reading is None:
        return ""
    file.seek(0)
    try:
        words = reading(file)
    except (zipfile.BadZipFile, ParseError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError,
            OSError, NotImplementedError):  # fmt: skip
        log.warning("Không đọc được chữ trong tệp %s.", shown_name(file))
        words = ""
    finally:
        file.seek(0)
    # Fonts of some PDFs map to NULs and to halves of surrogate pairs, which no database takes.
    sound = words.replace("\0", " ").encode("utf-8", "ignore").decode()
    lines = (" ".join(line.split()) for line in nfc(sound).split("\n"))
    return "\n".join(line for line in lines if line)[:MAX_TEXT]


def size_in_words(size):
    """1258291 bytes as "1,2 MB"."""
    if size < 1024 * 1024:
        return f"{max(round(size / 1024), 1)} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def _ole_kind(file):
    file.seek(0)
    content = file.read(MAX_BYTES)
    return next((kind.strip() for kind, name in _OLE_KINDS.items() if name in content), "")


def _zip_kind(file):
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist()[:MAX_ENTRIES])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    return next((kind for name, kind in _ZIP_KINDS.items() if name in names), "")


def _check_archive(file, name):
    """By the sizes that the archive itself declares; reading is bounded besides, for those may lie."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
    file.seek(0)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(file.size, 100_000):
        raise NotADocumentError(f"Tệp “{name}” bung ra quá lớn so với dung lượng, có thể gây hại.")
    if any(_MACROS.search(entry.filename) for entry in entries):
        raise NotADocumentError(f"Tệp “{name}” có macro bên trong. Xin lưu lại thành tệp không có macro.")


def _pdf():
    """Comes in with the first PDF."""
    return import_module("govap.library.pdf")


def _pdf_text(file):
    return _pdf().text_of(file, MAX_TEXT)


def _docx_text(file):
    with zipfile.ZipFile(file) as archive, archive.open("word/document.xml") as part:
        xml = part.read(MAX_XML)
    found = _TEXT.findall(_PARAGRAPH_END.sub(b"\n", xml))
    words = b"".join(words or line for words, line in found).decode("utf-8", "replace")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        words = words.replace(entity, sign)
    return words
