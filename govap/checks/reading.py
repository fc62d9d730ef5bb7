"""A body as the checks read it: its paragraphs as plain lines, with what links, pictures and headings stand in it."""

from dataclasses import dataclass, field

from govap.html.tree import Node, read
from govap.text import nfc

# What stands in a paragraph; everything else parts the words on its two sides.
_INLINE = {"", "a", "b", "strong", "i", "em", "u", "s", "strike", "sub", "sup", "span", "font", "ins"}
NOTE = "small"  # a footnote: a text of its own at the place of its mark
NODES = ("data-album", "data-video", "data-document")


@dataclass(slots=True)
class Text:
    """One line: a paragraph, heading, item, cell, caption or footnote. `kind` is its innermost block's tag."""

    field: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """`text` is the number of the Text that it stands in, [start, end) its words there."""

    href: str
    document: str
    text: int
    start: int
    end: int
    has_picture: bool


@dataclass(frozen=True, slots=True)
class Picture:
    src: str
    alt: str


@dataclass(slots=True)
class Page:
    """Everything of one article that the checks look at. `outline` is the order of headings ("h2", number of the Text)
    and of content between them ("", -1)."""

    texts: list[Text] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    nodes: list[tuple[str, str]] = field(default_factory=list)  # ("data-album", "3")
    outline: list[tuple[str, int]] = field(default_factory=list)

    def add_plain(self, name: str, words: str) -> None:
        """A field without markup; each of its lines is a text."""
        for line in nfc(words).split("\n"):
            if squeezed := " ".join(line.split()):
                self.texts.append(Text(name, "", squeezed))

    def add_html(self, name: str, html: str) -> None:
        _Reader(self, name).read(read(html))


class _Reader:
    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.pieces: list[str] = []
        self.length, self.ends_in_space = 0, True
        self.waiting: list[tuple[Node, int, int, bool]] = []  # links of the line that is being read
        self.kind = ""
        self.pictures = 0

    def read(self, root: Node) -> None:
        self._children(root)
        self._end()

    def _children(self, node: Node) -> None:
        for child in node.children:
            if isinstance(child, str):
                self._say(child)
            else:
                self._node(child)

    def _node(self, node: Node) -> None:
        if node.tag == "img":
            self.page.pictures.append(Picture(node.attributes.get("src", ""), node.attributes.get("alt", "").strip()))
            self.page.outline.append(("", -1))
            self.pictures += 1
        elif node.tag == "a":
            self._link(node)
        elif node.tag == NOTE:
            _Reader(self.page, self.name)._note(node)
        elif node.tag in _INLINE:
            self._children(node)
        else:
            self._block(node)

    def _note(self, node: Node) -> None:
        self.kind = NOTE
        self.read(node)

    def _link(self, node: Node) -> None:
        start, pictures = self.length, self.pictures
        self._children(node)
        self._keep_node(node)
        self.waiting.append((node, start, self.length, self.pictures > pictures))

    def _block(self, node: Node) -> None:
        self._end()
        self._keep_node(node)
        outer, self.kind = self.kind, "br" if node.tag in ("br", "hr") else node.tag
        self._children(node)
        if self.kind in ("h2", "h3") and not self.length and not self.waiting:
            self.page.outline.append((self.kind, -1))
        self._end()
        self.kind = outer

    def _keep_node(self, node: Node) -> None:
        for name in NODES:
            if number := node.attributes.get(name):
                self.page.nodes.append((name, number))
                self.page.outline.append(("", -1))

    def _say(self, words: str) -> None:
        """Add words with every run of spaces as one, as an editor and a browser show them."""
        tidy = nfc(words)
        line = " ".join(tidy.split())
        if tidy[:1].isspace() and not self.ends_in_space:
            line = f" {line}"
        elif not line:
            return
        if line.strip() and tidy[-1:].isspace():
            line = f"{line} "
        self.pieces.append(line)
        self.length += len(line)
        self.ends_in_space = line.endswith(" ")

    def _end(self) -> None:
        """The line is over: what was said becomes a Text, the links in it get their places."""
        words = "".join(self.pieces)
        number = len(self.page.texts)
        if words.strip() or self.waiting:
            self.page.texts.append(Text(self.name, self.kind, words.rstrip()))
            self.page.outline.append((self.kind if self.kind in ("h2", "h3") else "", number))
        for node, start, end, has_picture in self.waiting:
            place = _trimmed(words, start, end)
            href, document = node.attributes.get("href", ""), node.attributes.get("data-document", "")
            self.page.links.append(Link(href, document, number, *place, has_picture))
        self.pieces, self.waiting, self.length, self.ends_in_space = [], [], 0, True


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    part = words[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
