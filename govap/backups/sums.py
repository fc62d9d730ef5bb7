"""SHA-256 of files, and the list of them in the format of GNU coreutils, so that a copy can be checked without us."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

NAME = "SHA256SUMS"
CHUNK = 1024 * 1024
_LINE = re.compile(r"(\\?)([0-9a-f]{64})  (.+)")
_SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_LONG = {short: sign for sign, short in _SHORT.items()}


def chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def sum_of(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    for chunk in chunks(file):
        digest.update(chunk)
    return digest.hexdigest()


def copy(source: BinaryIO, target: BinaryIO) -> str:
    """Copies what is left of a file; its sum."""
    digest = hashlib.sha256()
    for chunk in chunks(source):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def written(sums: Mapping[str, str]) -> str:
    return "".join(_line(name, sums[name]) for name in sorted(sums))


def read(text: str) -> dict[str, str]:
    """Sums by name. A ValueError where a line is no line of such a list, or a name stands twice."""
    found: dict[str, str] = {}
    for line in text.split("\n")[:-1]:
        if not (parts := _LINE.fullmatch(line)):
            raise ValueError(line)
        name = re.sub(r"\\[\\nr]", lambda sign: _LONG[sign[0]], parts[3]) if parts[1] else parts[3]
        if name in found:
            raise ValueError(line)
        found[name] = parts[2]
    return found


def _line(name: str, digest: str) -> str:
    short = re.sub(r"[\\\n\r]", lambda sign: _SHORT[sign[0]], name)
    mark = "\\" if short != name else ""
    return f"{mark}{digest}  {short}\n"
