"""What a parser may be given: tags nested so deep, or formatting left open so long, that its work grows faster than
the text, come out first. 10 KB of unclosed <font> would else become 6 MB; no paste has more than a few dozen levels.
"""

import re
from itertools import accumulate

MAX_DEPTH = 100
MAX_REOPENED = 4  # formatting elements that a parser opens again, for each tag of the text
MAX_SLOW = 1000  # "&" and signs of U+0080 to U+00BF in one text, for each of which nh3 reads on to the end of it

_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_ANY_TAG = re.compile(r"</?[a-z][a-z0-9]*")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?")
_LONG_TEXT = re.compile("(?:^|>)[^<>]{4000,}")
_SLOW = re.compile("[&\x80-\xbf]")
_PART = re.compile(r"[^<>]{2000,}?(?=[&\x80-\xbf])")
_FORMATTING = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
_FORMATTING_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_FORMATTING))})\b[^<>]*>?", re.IGNORECASE)
# These close by themselves, so that their number says nothing about depth.
_SHALLOW = {
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "col", "option", "br", "hr", "img", "input",
    "meta", "link", "wbr", "area", "base", "embed", "source", "track", "param",
}  # fmt: skip
_STEPS = {f"<{end}{name}": 0 for name in _SHALLOW for end in ("", "/")}
_FORMAT_STEPS = {f"<{end}{name}": -1 if end else 1 for name in _FORMATTING for end in ("", "/")}


def bounded(html: str) -> str:
    """The same HTML unless a parser would suffer from it; every word stays, in linear time."""
    if html.count("<") <= MAX_DEPTH:
        return html
    depth, reopened, tags = _measured(html.lower())
    if reopened > MAX_REOPENED * tags + 2000:
        html = _FORMATTING_TAG.sub("", html)
    return _flattened(html) if depth > MAX_DEPTH else html


def parted(html: str) -> str:
    """The same page for a parser, which forgets the empty comments that stand in a long text of slow signs.

    100 KB of "&" or of TCVN3 in one paragraph would else take a hundred times as long as words, 1 MB ten thousand.
    """
    return _LONG_TEXT.sub(_with_comments, html)


def _with_comments(text: re.Match[str]) -> str:
    # Before such a sign no entity is cut apart, and it never melts into the letter that stands before it.
    return _PART.sub(r"\g<0><!---->", text[0]) if len(_SLOW.findall(text[0])) > MAX_SLOW else text[0]


def is_shallow(html: str) -> bool:
    """Whether markup as a parser writes it, each tag closed in its place, is so flat that bounded() leaves it alone."""
    if html.count("<") <= MAX_DEPTH:
        return True
    tags = _ANY_TAG.findall(html)
    step, format_step = _STEPS.get, _FORMAT_STEPS.get
    depths = accumulate(step(tag, 1 if tag[1] != "/" else -1) for tag in tags)
    return max(depths) <= MAX_DEPTH and max(accumulate(format_step(tag, 0) for tag in tags)) <= MAX_REOPENED


def _measured(small: str) -> tuple[int, int, int]:
    """Greatest depth, formatting elements that would be opened again, tags."""
    tags, opened = _NAME.findall(small), dict.fromkeys(_FORMATTING, 0)
    depth = deepest = formats = reopened = 0
    for end, name in tags:
        step = -1 if end else 1
        if name in _SHALLOW or (end and not opened.get(name)):
            reopened += formats
            continue
        opened[name] = opened.get(name, 0) + step
        depth += step
        deepest = max(deepest, depth)
        if name in _FORMATTING:
            formats += step
        elif formats:
            reopened += formats
    return deepest, reopened, len(tags)


def _flattened(html: str) -> str:
    """Without the tags that open beyond MAX_DEPTH, nor as many closing ones."""
    kept: dict[str, int] = {}
    dropped: dict[str, int] = {}

    def keep(tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if name in _SHALLOW:
            return tag[0]
        counts = dropped if _is_dropped(name, is_end=bool(tag[1])) else kept
        counts[name] = max(counts.get(name, 0) + (-1 if tag[1] else 1), 0)
        return tag[0] if counts is kept else ""

    def _is_dropped(name: str, *, is_end: bool) -> bool:
        return dropped.get(name, 0) > 0 if is_end else sum(kept.values()) >= MAX_DEPTH

    return _TAG.sub(keep, html)
