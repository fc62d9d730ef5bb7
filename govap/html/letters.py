"""Lines typed in letters of the 1990s, in Unicode, with the capitals that only a font showed.

TCVN3 has no capital letters with tone marks: offices typed small ones in a font of capitals, .VnTimeH or .VnArialH.
"""

import re
from collections.abc import Sequence

from govap import encodings

from .inline import Line, Run, tidied, with_mark, without_mark
from .styles import Style
from .tree import Node

CAPITAL = "capital"  # a mark that in_unicode() takes off again
_CAPITAL_FONT = re.compile(r"[\"' ]*\.vn[a-z0-9 ]*h(?![a-z0-9])")


def marked(marks: tuple[str, ...], node: Node, style: Style) -> tuple[str, ...]:
    """The marks as the font of a node changes them."""
    font = style.get("font-family") or node.attributes.get("face", "").lower()
    if not font:
        return marks
    return with_mark(marks, CAPITAL) if _CAPITAL_FONT.match(font) else without_mark(marks, CAPITAL)


def in_unicode(line: Sequence[Run], encoding: str) -> Line:
    """The line without CAPITAL, its words converted unless it is in Unicode already; `encoding` as in encodings."""
    is_old = not encodings.is_unicode("".join(run.text for run in line))
    return tidied([_converted(run, encoding if is_old else "") for run in line])


def _converted(run: Run, encoding: str) -> Run:
    # What is left of soft hyphens in Unicode is no letter.
    text = encodings.convert(run.text, encoding) if encoding else run.text.replace("\u00ad", "")
    return Run(text.upper() if CAPITAL in run.marks else text, without_mark(run.marks, CAPITAL))
