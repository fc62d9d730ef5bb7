"""Tables of a paste: plain cells, spans and a header row stay; tables that only lay a page out dissolve."""

from dataclasses import dataclass

from .blocks import Block, inside, written
from .cleaning import VALUES
from .flow import Flow
from .inline import is_bold, unmarked
from .styles import is_hidden
from .tree import Node

_SPANS = ("colspan", "rowspan")


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


def simple(flow: Flow, node: Node) -> str | None:
    """The markup of a table of data; None for one that lays out: a table in it, a single row or a single column."""
    rows = [row for row in node.of("tr") if not is_hidden(row, flow.styles.of(row))]
    cells = [[cell for cell in row.children if isinstance(cell, Node) and cell.tag in ("td", "th")] for row in rows]
    if len(rows) < 2 or max(map(len, cells), default=0) < 2 or next(node.of("table"), None):
        return None
    read = [[_cell(flow, cell) for cell in row] for row in cells]
    if not any("rowspan" in cell.attributes for row in cells for cell in row):
        read = [row for row in read if not all(cell.is_blank for cell in row)]
    if len(read) < 2:
        return None
    head = _has_header(read) or any(row.tag == "tr" for head in node.of("thead") for row in head.of("tr"))
    caption = next((_caption(flow, child) for child in node.of("caption")), "")
    body = "".join(_row(row) for row in read[head:])
    above = f"<thead>{_row(read[0], is_header=True)}</thead>" if head else ""
    return f"<table>{caption}{above}<tbody>{body}</tbody></table>"


def _cell(flow: Flow, node: Node) -> Cell:
    style = flow.styles.of(node)
    marked = Node("b", {}, node.children) if style.get("font-weight", "")[:1] in ("b", "7") else node
    ground = style.get("background", style.get("background-color", node.attributes.get("bgcolor", "")))
    is_shaded = bool(ground) and not ground.startswith(("white", "none", "transparent", "#fff", "inherit", "initial"))
    return Cell(node, flow.blocks_of([marked] if marked is not node else node.children), is_shaded)


def _has_header(rows: list[list[Cell]]) -> bool:
    """Whether the first row is set apart: header cells, or bold or shaded where the second is not."""
    first = [cell for cell in rows[0] if not cell.is_blank]
    if not first:
        return False
    if all(cell.node.tag == "th" for cell in first):
        return True
    if all(cell.is_bold for cell in first):
        return True
    return all(cell.is_shaded for cell in first) and not all(cell.is_shaded for cell in rows[1])


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
    content = _content([block for block in flow.blocks_of(node.children) if block.kind != "raw"], is_header=False)
    return f"<caption>{content}</caption>" if content else ""
