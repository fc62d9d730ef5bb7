"""Words and how they are set: runs of text with marks, as lines, written with as few tags as can be."""

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

ORDER = {name: place for place, name in enumerate(["small", "a", "capital", "strong", "em", "u", "s", "sub", "sup"])}
_SPACES = re.compile(r"[ \t\n\r\f]+")


class Run(NamedTuple):
    """`marks` are opening tags without brackets, outermost first: ('a href="/"', "strong"); those of a footnote are
    numbered, "small 1", so that neighbours stay two."""

    text: str
    marks: tuple[str, ...] = ()


Line = list[Run]


def name_of(mark: str) -> str:
    return mark.partition(" ")[0]


def with_mark(marks: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """One mark of a name at most, in the order in which they nest."""
    others = [other for other in marks if name_of(other) != name_of(mark)]
    return tuple(sorted([*others, mark], key=lambda found: ORDER[name_of(found)]))


def without_mark(marks: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(mark for mark in marks if name_of(mark) != name)


def is_note(run: Run) -> bool:
    return bool(run.marks) and run.marks[0].startswith("small")


def words(line: Sequence[Run]) -> str:
    """What the line says by itself, without its footnotes."""
    if len(line) == 1:
        return "" if is_note(line[0]) else line[0].text
    return "".join(run.text for run in line if not is_note(run))


def tidied(line: Sequence[Run]) -> Line:
    """Single spaces, none at the ends; a space between two runs bears what both bear; equal neighbours joined."""
    if len(line) == 1:
        text = _SPACES.sub(" ", line[0].text).strip(" ").lstrip("\u0338 ")
        return [Run(text, line[0].marks)] if text else []
    found: Line = []
    for run in _single_spaced(line):
        if found and found[-1].marks == run.marks:
            found[-1] = Run(found[-1].text + run.text, run.marks)
        else:
            found.append(run)
    return found


def _single_spaced(line: Sequence[Run]) -> Line:
    """The words and, between them, the spaces as runs of their own."""
    found: Line = []
    gap = False
    for run in line:
        text = _SPACES.sub(" ", run.text)
        # U+0338 would melt with the ">" of a tag before it; clean() takes it out there too.
        core = text.strip(" ").lstrip("\u0338 ")
        gap = gap or text.startswith(" ")
        if not core:
            continue
        if gap and found:
            found.append(Run(" ", tuple(mark for mark in found[-1].marks if mark in run.marks)))
        found.append(Run(core, run.marks))
        gap = text.endswith(" ")
    return found


def markup(line: Sequence[Run]) -> str:
    if len(line) == 1 and not line[0].marks:
        return escape(line[0].text, quote=False)
    pieces: list[str] = []
    opened: list[str] = []
    for run in line:
        common = 0
        while common < min(len(opened), len(run.marks)) and opened[common] == run.marks[common]:
            common += 1
        pieces += [f"</{name_of(mark)}>" for mark in reversed(opened[common:])]
        pieces += [f"<{mark}>" if mark[:6] != "small " else "<small>" for mark in run.marks[common:]]
        pieces.append(escape(run.text, quote=False))
        opened = list(run.marks)
    pieces += [f"</{name_of(mark)}>" for mark in reversed(opened)]
    return "".join(pieces)


def is_bold(line: Sequence[Run]) -> bool:
    """Whether every letter and digit is bold, and there is one."""
    if not any("strong" in run.marks for run in line):
        return False
    telling = [run for run in line if not is_note(run) and any(sign.isalnum() for sign in run.text)]
    return bool(telling) and all("strong" in run.marks for run in telling)


def cut(line: Sequence[Run], length: int) -> Line:
    """The line without its first `length` signs and the spaces after them."""
    found: Line = []
    for run in line:
        if is_note(run):
            found.append(run)
            continue
        if length < len(run.text):
            found.append(Run(run.text[length:], run.marks))
        length = max(length - len(run.text), 0)
    return tidied(found)


def unmarked(line: Sequence[Run], name: str) -> Line:
    return tidied([Run(run.text, without_mark(run.marks, name)) for run in line])
