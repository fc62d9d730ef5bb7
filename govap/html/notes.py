"""Footnotes of a paste: the mark and the text that Word, Google Docs, LibreOffice and old pages keep apart become one
<small> at the place of the mark; reviewers' comments, which Google Docs writes in the same way, go."""

import re
from collections.abc import Iterator
from itertools import islice

from .tree import BLOCKS, Node

# _ftn1 and _ftnref1 of Word, ftnt1 and ftnt_ref1 of Google Docs, sdfootnote1sym and sdfootnote1anc of LibreOffice, fn1
# and fnref1 of web pages; cmnt1 is a comment of Google Docs.
_TARGET = re.compile(r"#_?(ftn|edn|ftnt|cmnt|fn|sdfootnote|sdendnote):?(_?ref)?:?([0-9]{1,4})(anc|sym)?$")
_COMMENT = "cmnt"
_MARK = re.compile(r"\s*[\[(]?(?:[0-9]{1,4}|[ivxlc]{1,7}|[a-z]|\*{1,3}|[†‡↑↩]\ufe0e?)[\])]?\s*", re.IGNORECASE)
MAX_SIGNS, MAX_PARTS = 3000, 200  # what is longer is no note but the text around it
MAX_NOTES = 300
_WHOLE = {"table", "img", "figure", "small", "hr", "ul", "ol"}  # what a note cannot hold

Key = tuple[str, str]


def with_notes(root: Node, *, is_ours: bool) -> None:
    """Puts the footnotes into the tree; a <small> in it is a footnote only when it comes from our own editor."""
    if not is_ours:
        for node in root.of("small"):
            node.tag = "span"
    marks, backs = _links(root)
    if not marks or not backs:
        return
    parents = {id(child): node for node in _nodes(root) for child in node.children if isinstance(child, Node)}
    pairs = [key for key in backs if key in marks][:MAX_NOTES]
    if sum(_take(marks[key], backs[key], key, parents) for key in pairs):
        _drop_rule(root)


def _links(root: Node) -> tuple[dict[Key, Node], dict[Key, Node]]:
    """The first mark of each note, and the first link back to it."""
    marks: dict[Key, Node] = {}
    backs: dict[Key, Node] = {}
    for link in root.of("a"):
        found = _TARGET.search(link.attributes.get("href", ""))
        if found and _MARK.fullmatch("".join(part for part in _parts(link, link) if isinstance(part, str))):
            is_back = bool(found[2]) or found[4] == "anc"
            (backs if is_back else marks).setdefault((found[1], found[3]), link)
    return marks, backs


def _take(mark: Node, back: Node, key: Key, parents: dict[int, Node]) -> bool:
    """Moves the text around the link back to the mark; False if there is none, or it is no text of a note."""
    text = _text_around(back, parents)
    if text is None:
        return False
    _empty(back)
    note = Node(text.tag, text.attributes, text.children)
    _empty(text)
    _empty(mark)
    if key[0] != _COMMENT:
        mark.tag, mark.children = "small", [note]
    return True


def _empty(node: Node) -> None:
    node.tag, node.attributes, node.children = "span", {}, []


def _text_around(back: Node, parents: dict[int, Node]) -> Node | None:
    """The block that holds the link, or the division around it where that is one note of several paragraphs."""
    inner = parents.get(id(back))
    while inner is not None and inner.tag not in BLOCKS and inner.tag != "li":
        inner = parents.get(id(inner))
    if inner is None:
        return None
    outer = parents.get(id(inner))
    if outer is not None and outer.tag == "div" and _is_note(outer, back):
        return outer
    return inner if _is_note(inner, back) else None


def _is_note(node: Node, back: Node) -> bool:
    """Whether it has words, begins or ends with the link back, and has nothing of another note."""
    parts = list(islice(_parts(node, back), MAX_PARTS))
    texts = [part for part in parts if isinstance(part, str)]
    if len(parts) == MAX_PARTS or not texts or sum(map(len, texts)) > MAX_SIGNS:
        return False
    others = [part for part in parts if isinstance(part, Node) and part is not back]
    if any(part.tag in _WHOLE or _TARGET.search(part.attributes.get("href", "")) for part in others):
        return False
    told = [part for part in parts if part is back or isinstance(part, str)]
    return told[0] is back or (told[-1] is back and node.tag in ("p", "li"))


def _parts(node: Node, back: Node) -> Iterator[Node | str]:
    """The nodes and words of the node in order, without what is in the link back."""
    path = [iter(node.children)]
    while path:
        found = next(path[-1], None)
        if found is None:
            path.pop()
        elif isinstance(found, Node):
            yield found
            path.append(iter(found.children if found is not back else ()))
        elif found.strip():
            yield found


def _drop_rule(root: Node) -> None:
    """Takes away the line that stood above the notes, when nothing is left below it."""
    last: Node | None = None
    for part in _parts(root, root):
        if isinstance(part, str) or part.tag in ("hr", "img", "figure"):
            last = part if isinstance(part, Node) and part.tag == "hr" else None
    if last is not None:
        _empty(last)


def _nodes(root: Node) -> Iterator[Node]:
    yield root
    yield from (part for part in _parts(root, root) if isinstance(part, Node))
