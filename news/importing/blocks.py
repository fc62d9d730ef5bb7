"""A saved text page as blocks: a line is a block, save where a paragraph was wrapped over several lines."""

import re
from html import escape

from govap.text import nfc

from .page import Block

_BULLET = re.compile(r"[•·▪●‣*]\s*")


def from_text(source: str) -> list[Block]:
    paragraphs: list[tuple[int, list[str]]] = []
    follows = False
    for number, line in enumerate(nfc(source).split("\n"), 1):
        text = " ".join(line.split())
        if text and follows and _continues(paragraphs[-1][1][-1], text):
            paragraphs[-1][1].append(text)
        elif text:
            paragraphs.append((number, [text]))
        follows = bool(text)
    return [_block(number, " ".join(lines)) for number, lines in paragraphs]


def _continues(before: str, line: str) -> bool:
    return line[0].islower() or before.endswith(",")


def _block(line: int, text: str) -> Block:
    bullet = _BULLET.match(text)
    words = text[bullet.end() :] if bullet else text
    return Block(line, words, escape(words, quote=False), is_item=bullet is not None)
