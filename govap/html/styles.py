"""What inline styles, classes and the style sheet of a paste say, as far as it bears on what is kept."""

import re
from dataclasses import dataclass, field

from .tree import Node

MAX_STYLE = 2000  # signs of one style attribute that are looked at
_DECLARATION = re.compile(
    r"(?:^|;)\s*(font|font-family|font-weight|font-style|text-decoration(?:-line)?|vertical-align|mso-list|mso-element|mso-hide|mso-deletion|display"
    r"|white-space|list-style-type|background(?:-color)?|position|top|clip)\s*:\s*([^;]+)",
    re.IGNORECASE,
)
_CLASS = re.compile(r"\.([\w-]+)")
# Reviewers' comments of Word, and what was taken out where Word shows the changes.
_COMMENT = re.compile(r"\bmsocom(?:anchor|off|txt)|\bTrackChange\w*Delet|\bmsoDel\b")
_INSERTED = re.compile(r"\bmsoIns\b")  # drawn underlined by Word's own sheet, which is no mark of the text
_COMMENT_MARKS = re.compile(r"<!--|-->")

Style = dict[str, str]


@dataclass(slots=True)
class Styles:
    """Styles of nodes by class and attribute; `of` answers each distinct pair once."""

    sheet: dict[str, str]
    known: dict[tuple[str, str], Style] = field(default_factory=dict)

    def of(self, node: Node) -> Style:
        key = (node.attributes.get("class", ""), node.attributes.get("style", ""))
        if key == ("", ""):
            return {}
        if key not in self.known:
            self.known[key] = self._read(*key)
        return self.known[key]

    def _read(self, classes: str, own: str) -> Style:
        sheet = [self.sheet[name] for name in classes.split()[:20] if name in self.sheet]
        written = ";".join([*sheet, own])[:MAX_STYLE]
        said = {name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(written)}
        if _INSERTED.search(classes):
            said.pop("text-decoration", None)
        return said


def sheet_of(html: str) -> dict[str, str]:
    """The declarations of each class named in the <style> elements, which Excel and Word put before their markup."""
    found: dict[str, str] = {}
    small, place = html.lower(), 0
    while (start := small.find("<style", place)) >= 0 and (end := small.find("</style", start)) >= 0:
        for rule in _COMMENT_MARKS.sub("", html[start:end]).split("}"):
            selector, _, body = rule.partition("{")
            for name in _CLASS.findall(selector[-300:]):
                found[name] = f"{found.get(name, '')};{body}"[:MAX_STYLE]
        place = end
    return found


def is_bold(style: Style) -> bool | None:
    """None when the style says nothing of it."""
    weight = style.get("font-weight", "")
    if not weight:
        # The short form of Apple's programs, "bold 12.0px Helvetica"; without the word it says nothing of it.
        return True if style.get("font", "").startswith("bold ") else None
    return weight.startswith(("bold", "6", "7", "8", "9"))


def is_hidden(node: Node, style: Style) -> bool:
    """Never seen where it was copied: hidden text, and the comments of a reviewer."""
    if (names := node.attributes.get("class")) and _COMMENT.search(names):
        return True
    return bool(style) and (
        _is_out_of_sight(style)
        or style.get("display", "") == "none"
        or style.get("mso-hide", "") == "all"
        or "mso-deletion" in style
        or style.get("mso-element", "").startswith("comment")
    )


def _is_out_of_sight(style: Style) -> bool:
    """Facebook's words for screen readers, cut to nothing, and the letters it strews below a line against robots."""
    if style.get("position", "") != "absolute":
        return False
    return style.get("clip", "").startswith("rect(0") or style.get("top", "") == "3em"
