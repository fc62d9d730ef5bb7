"""Tables of a paste: plain cells, spans and a header row stay; tables that only lay a page out dissolve."""

from collections.abc import Iterator
from dataclasses import dataclass

from . import letters
from .blocks import Block, inside, written
from .cleaning import VALUES, to_text
from .flow import Flow, strings
from .inline import Run, is_bold, markup, unmarked, words
from .styles import is_hidden
from .tree import Node

_SPANS = ("colspan", "rowspan")
MAX_TITLE = 200  # signs of the name of a table


@dataclass(slots=True)
class Cell:
    node: Node
    blocks: list[Block]
    is_shaded: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.blocks

    @property
    def is_bold(self) -> bool:
        return all(block.kind != "raw" and all(map(is_bold, filter(None, block.lines))) for block in self.blocks)

    @property
    def span(self) -> int:
        return _spanned(self.node, "colspan")

    @property
    def height(self) -> int:
        return _spanned(self.node, "rowspan")


@dataclass(slots=True)
class Row:
    cells: list[Cell]
    is_top: bool = False  # in a <thead>

    @property
    def is_blank(self) -> bool:
        return all(cell.is_blank for cell in self.cells)

    @property
    def is_bold(self) -> bool:
        return all(cell.is_bold or cell.node.tag == "th" for cell in self.cells)

    @property
    def width(self) -> int:
        return sum(cell.span for cell in self.cells)


def _spanned(node: Node, name: str) -> int:
    value = node.attributes.get(name, "")
    return int(value) if VALUES[name].fullmatch(value) else 1


def simple(flow: Flow, node: Node) -> str | None:
    """The markup of a table of data; None for one that lays out: a single row or column, or mostly other tables."""
    rows = [row for row in _rows(node) if not is_hidden(row, flow.styles.of(row))]
    cells = [[cell for cell in _cells(row) if not is_hidden(cell, flow.styles.of(cell))] for row in rows]
    if len(rows) < 2 or max(map(len, cells), default=0) < 2 or _is_frame(cells):
        return None
    tops = {id(row) for head in node.of("thead") for row in head.children}
    read = [Row([_cell(flow, cell) for cell in found], id(row) in tops) for row, found in zip(rows, cells, strict=True)]
    read = list(_without_blank(read))
    own = (child for child in node.children if isinstance(child, Node) and child.tag == "caption")
    caption = "<br>".join(filter(None, (_caption(flow, child) for child in own)))
    if not caption and len(read) > 2 and (caption := _title(read)):
        read = read[1:]
    if len(read) < 2:
        return None
    head = min(_headers(read), len(read) - 1)
    above = "".join(_row(row.cells, is_header=True) for row in read[:head])
    body = "".join(_row(row.cells) for row in read[head:])
    name = f"<caption>{caption}</caption>" if caption else ""
    return f"<table>{name}{f'<thead>{above}</thead>' if above else ''}<tbody>{body}</tbody></table>"


def _rows(node: Node) -> Iterator[Node]:
    """Its own, not those of tables in its cells."""
    for part in node.children:
        if isinstance(part, Node) and part.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(part)
        elif isinstance(part, Node) and part.tag == "tr":
            yield part


def _cells(row: Node) -> Iterator[Node]:
    return (cell for cell in row.children if isinstance(cell, Node) and cell.tag in ("td", "th"))


def _without_blank(rows: list[Row]) -> Iterator[Row]:
    """Without empty rows, but those into which a cell from above reaches."""
    reach = 0
    for place, row in enumerate(rows):
        height = max((cell.height for cell in row.cells), default=1)
        if not row.is_blank or place < reach or height > 1:
            yield row
        reach = max(reach, place + height)


def _is_frame(cells: list[list[Node]]) -> bool:
    """Whether more is said in tables within the cells than beside them, or they have tables in turn."""
    inner: list[Node] = []
    for table in (table for row in cells for cell in row for table in cell.of("table")):
        # Asked of each as it is found: a list of all would be made anew at every level of a deep nest.
        if next(table.of("table"), None):
            return True
        inner.append(table)
    if not inner:
        return False
    return 2 * sum(_length(table) for table in inner) > sum(_length(cell) for row in cells for cell in row)


def _length(node: Node) -> int:
    return sum(len(text.strip()) for text in strings(node))


def _cell(flow: Flow, node: Node) -> Cell:
    style = flow.styles.of(node)
    marked = Node("b", {}, node.children) if style.get("font-weight", "")[:1] in ("b", "7") else node
    ground = style.get("background", style.get("background-color", node.attributes.get("bgcolor", "")))
    is_shaded = bool(ground) and not ground.startswith(("white", "none", "transparent", "#fff", "inherit", "initial"))
    inner = [marked] if marked is not node else node.children
    marks = letters.marked((), node, style) if flow.encoding else ()
    return Cell(node, flow.blocks_of(inner, marks, has_tables=False), is_shaded)


def _title(rows: list[Row]) -> str:
    """What the first row says when it is one cell over all columns, as names of tables are typed in Excel; else ""."""
    first = rows[0].cells
    lines = [line for cell in first for block in cell.blocks for line in block.lines if line]
    if len(first) != 1 or first[0].span < 2 or first[0].span < max(row.width for row in rows[1:]) or len(lines) != 1:
        return ""
    if first[0].blocks[0].kind not in ("p", "h2", "h3") or any(set(run.marks) - {"strong", "em"} for run in lines[0]):
        return ""
    return markup(unmarked(unmarked(lines[0], "strong"), "em")) if len(words(lines[0])) <= MAX_TITLE else ""


def _headers(rows: list[Row]) -> int:
    """How many rows are headings: what stood in a <thead>, or a first row set apart and those its cells reach to."""
    if rows[0].is_top:
        return next((place for place, row in enumerate(rows) if not row.is_top), len(rows))
    if not _has_header(rows):
        return 0
    reach = max((cell.height for cell in rows[0].cells), default=1)
    return reach if all(row.is_bold for row in rows[:reach]) else 1


def _has_header(rows: list[Row]) -> bool:
    """Whether the first row is set apart: header cells, or bold or shaded where the second is not."""
    first = [cell for cell in rows[0].cells if not cell.is_blank]
    if not first:
        return False
    if all(cell.node.tag == "th" for cell in first):
        return True
    if all(cell.is_bold for cell in first):
        return True
    return all(cell.is_shaded for cell in first) and not all(cell.is_shaded for cell in rows[1].cells)


def _row(cells: list[Cell], *, is_header: bool = False) -> str:
    return f"<tr>{''.join(_written(cell, is_header=is_header) for cell in cells)}</tr>"


def _written(cell: Cell, *, is_header: bool) -> str:
    tag = "th" if is_header or cell.node.tag == "th" else "td"
    scope = ' scope="col"' if is_header else ' scope="row"' if tag == "th" else ""
    spans = "".join(
        f' {name}="{value}"'
        for name in _SPANS
        for value in [cell.node.attributes.get(name, "")]
        if value != "1" and VALUES[name].fullmatch(value)
    )
    return f"<{tag}{spans}{scope}>{_content(cell.blocks, is_header=tag == 'th')}</{tag}>"


def _content(blocks: list[Block], *, is_header: bool) -> str:
    for block in blocks:
        block.lines = [unmarked(line, "strong") if is_header else line for line in block.lines if line]
        block.kind = "p" if block.is_heading else block.kind
        block.in_quote = False
    if all(block.kind == "p" for block in blocks):
        return "<br>".join(inside(block) for block in blocks)
    return written(blocks)


def _caption(flow: Flow, node: Node) -> str:
    blocks = flow.blocks_of(node.children, has_tables=False)
    # A name holds no picture, but what was written below one stays.
    told = (block if block.kind != "raw" else Block("p", [[Run(to_text(block.raw))]]) for block in blocks)
    return _content([block for block in told if block.text], is_header=False)
