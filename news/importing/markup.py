"""A saved HTML page as blocks. The tables that lay the page out dissolve; those inside the article's body stay."""

import re
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govap import html
from govap.text import nfc

from .page import Block, LegacyError

MAX_DEPTH = 150  # pages of the portal go 40 deep; beyond this a file wants to hurt
MAX_GAP = 100_000  # how far ahead in the source a word is looked for: scripts lie between, whole files do not

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
SKIPPED = {
    "-comment",
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "select",
    "textarea",
    "button",
    "svg",
}
_BLOCK_INSIDE = ", ".join(sorted(BLOCKS))
_BODY_CLASS = re.compile(r"\bExternalClass", re.IGNORECASE)


def from_html(source: str) -> list[Block]:
    walk = _Walk(source)
    body = LexborHTMLParser(source).body
    if body is not None:
        walk.through(body, 0, in_body=False)
    walk.end_block()
    return walk.blocks


class _Walk:
    def __init__(self, source: str) -> None:
        self.source, self.position, self.line = source, 0, 1
        self.blocks: list[Block] = []
        self.pieces: list[str] = []
        self.in_item = False

    def through(self, node: LexborNode, depth: int, *, in_body: bool) -> None:
        if depth > MAX_DEPTH:
            raise LegacyError(self.line, "Các thẻ HTML lồng nhau quá sâu.")
        in_body = in_body or bool(_BODY_CLASS.search(node.attributes.get("class") or ""))
        for child in node.iter(include_text=True):
            self._take(child, depth, in_body=in_body)

    def end_block(self) -> None:
        markup, self.pieces = "".join(self.pieces), []
        inside = _cleaned(markup) if markup.strip() else ""
        self._add(inside)

    def _take(self, node: LexborNode, depth: int, *, in_body: bool) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._take_text(node)
        elif tag in BLOCKS:
            self._take_block(node, depth, in_body=in_body)
        elif tag not in SKIPPED and node.css_first(_BLOCK_INSIDE) is not None:
            self.through(node, depth + 1, in_body=in_body)
        elif tag not in SKIPPED:
            self._locate(node.text())
            self.pieces.append(node.html or "")

    def _take_text(self, node: LexborNode) -> None:
        text = node.text()
        self._locate(text)
        self.pieces.append(escape(text, quote=False))

    def _take_block(self, node: LexborNode, depth: int, *, in_body: bool) -> None:
        self.end_block()
        if in_body and _is_content(node):
            self._locate(node.text())
            self._add(_cleaned(node.html or ""), is_whole=True)
            return
        outer, self.in_item = self.in_item, self.in_item or node.tag == "li"
        self.through(node, depth + 1, in_body=in_body)
        self.end_block()
        self.in_item = outer

    def _add(self, markup: str, *, is_whole: bool = False) -> None:
        text = " ".join(html.to_text(markup).split())
        if text:
            self.blocks.append(Block(self.line, text, markup, is_item=self.in_item, is_whole=is_whole))

    def _locate(self, text: str) -> None:
        """Follow the reading in the source, for the lines of errors; what entities hide is passed over."""
        words = text.split()
        place = self.source.find(words[0], self.position, self.position + MAX_GAP) if words else -1
        if place >= 0:
            self.line += self.source.count("\n", self.position, place)
            self.position = place


def _cleaned(markup: str) -> str:
    return html.without_notes(html.clean(markup)).strip()


def _is_content(node: LexborNode) -> bool:
    if node.tag == "table":
        if len(node.css("table")) > 1:
            return False  # tables in tables lay out, and asking each for its cells grows with the square of their depth
        rows = [len(row.css("td, th")) for row in node.css("tr")]
        return len(rows) > 1 and max(rows) > 1
    return node.tag in {"ul", "ol", "blockquote"} and not _BODY_CLASS.search(nfc(node.html or ""))
