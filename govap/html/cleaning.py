"""What the site knows how to show, and nothing else."""

import re
from html import unescape

import nh3

from govap.text import nfc

from .bounds import bounded, is_shallow, parted

# <small> is a footnote, written where its mark stands, and nothing else.
TAGS = {
    "p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "u", "s", "sub", "sup", "br", "hr", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img", "a", "small",
}  # fmt: skip
# Tags of pasted documents that have a plain twin; allowed through the first pass, renamed, gone after the second.
TWINS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "strike": "s"}
# With all that is in them; <del> is what somebody took out, as the tracked changes of Word are pasted.
DROPPED_WHOLE = {
    "script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "textarea", "select",
    "button", "xml", "del",
}  # fmt: skip
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # nh3 would else let lang and title through
    "a": {"href", "data-document"},
    "figure": {"data-video", "data-album"},
    "ol": {"start", "type"},
    "img": {"src", "alt", "width", "height"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
MAX_VALUE = 4000  # signs of an address or a description
VALUES = {
    "src": re.compile(r"/(?:media|static)/(?!.*(?:\.\.|//|\\)).+"),
    "width": re.compile(r"[1-9][0-9]{0,4}"),
    "height": re.compile(r"[1-9][0-9]{0,4}"),
    "colspan": re.compile(r"[1-9][0-9]?"),
    "rowspan": re.compile(r"[1-9][0-9]{0,2}"),
    "start": re.compile(r"[1-9][0-9]{0,2}"),
    "type": re.compile("[aAiI]"),
    **dict.fromkeys(("data-document", "data-video", "data-album"), re.compile(r"[1-9][0-9]{0,17}")),
    "scope": re.compile("row|col|rowgroup|colgroup"),
}

BLOCK_END = re.compile(
    r"</(?:p|h[1-6]|li|blockquote|caption|t[hdr]|fig\w+|div|ul|ol|table)>|<(?:br|hr|ul|ol|p|table|div|h[1-6]|/?small)\b",
    re.IGNORECASE,
)
NOTE = re.compile("<small>((?:(?!</?small>).)*+)</small>", re.DOTALL)
ANY_TAG = re.compile("<[^>]*>")
NOTE_TAG = re.compile("</?small>")
TAG_WITH_VALUES = re.compile(r'<([a-z0-9]+(?: [a-z-]+="[^"]*")+)>')
IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
ATTRIBUTE_NAME = re.compile(r'([a-z]+)="[^"]*"')
# They go, and what they held apart stays apart.
DIVIDERS = {"div", "center", "section", "article", "header", "footer", "address", "dt", "dd", "pre", "form", "summary"}
DIVIDER_TAG = re.compile(rf"</?(?:{'|'.join(sorted(DIVIDERS))})>")
# Any tag but those of TAGS, and any sign for a letter, as a parser writes them.
FOREIGN = re.compile(rf'<(?!/?(?:{"|".join(sorted(TAGS))})(?: [a-z-]+="[^"<>]*")*+>)|<img>|&(?!(?:amp|lt|gt|quot);)')
TWIN_TAG = re.compile(rf"<(/?)({'|'.join(TWINS)})>")


def _keep(tag: str, attribute: str, value: str) -> str | None:
    pattern = VALUES.get(attribute)
    return value if len(value) <= MAX_VALUE and (pattern is None or pattern.fullmatch(value)) else None


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        clean_content_tags=DROPPED_WHOLE,
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


_first, _second, _textual = _cleaner(TAGS | set(TWINS) | DIVIDERS), _cleaner(TAGS), _cleaner(set())


def clean(html: str) -> str:
    """HTML of TAGS and ATTRIBUTES only, its text in NFC; cleaning twice changes nothing."""
    return html if is_clean(html) else cleaned(html)


def is_clean(html: str) -> bool:
    """Whether cleaning would change nothing: found out in a third of the time that cleaning takes."""
    is_ours = not FOREIGN.search(html) and tidied(html) == html
    return is_ours and is_shallow(html) and parted(html) == html and _second.clean(html) == html


def cleaned(html: str) -> str:
    """What clean() does to HTML that is not clean yet."""
    # Bounded twice: what a crooked page hides of its depth, the parser's own answer shows.
    once = _with_sources(_first.clean(parted(bounded(html))))
    tidy = tidied((once if is_shallow(once) else bounded(once)).replace("&nbsp;", " "))
    # The second pass is not politeness: tidying takes zero-width signs out of "java\u200bscript:".
    twice = _with_sources(_second.clean(parted(TWIN_TAG.sub(_twin, DIVIDER_TAG.sub("\n", tidy)))))
    # Once more in NFC, for a picture that went may have stood between a letter and its mark. Parsers leave < and >
    # bare in attributes; escaped, every one of cleaned HTML is that of a tag.
    return TAG_WITH_VALUES.sub(_escaped, tidied(twice))


def tidied(html: str) -> str:
    """In NFC, by parts where it must be: NFC would melt ">" and a U+0338 after it into one letter, and open the tag."""
    if "\u0338" not in html:
        return nfc(html)
    return ">".join(nfc(part).lstrip("\u0338") for part in html.split(">"))


def _escaped(tag: re.Match[str]) -> str:
    return f"<{tag[1].replace('<', '&lt;').replace('>', '&gt;')}>"


def without_notes(html: str) -> str:
    """Cleaned HTML of another site, where <small> was only small print."""
    return NOTE_TAG.sub("", html)


def count_words(html: str) -> int:
    """How many words stand in it, without the work of to_text."""
    return len(ANY_TAG.sub(" ", html).split())


def to_text(html: str) -> str:
    """The words alone, one line a paragraph, heading, item or cell; footnotes after them, one line each."""
    notes: list[str] = []
    told = _note_taken(_note_taken(bounded(html), notes), notes)  # twice: a note in a note
    parts = "\n".join(BLOCK_END.sub(lambda end: "\n" + end[0], part) for part in (told, *notes))
    words = unescape(_textual.clean(parted(parts)))
    lines = (" ".join(line.split()) for line in nfc(words).split("\n"))
    return "\n".join(line for line in lines if line)


def _note_taken(html: str, notes: list[str]) -> str:
    found = NOTE.findall(html)
    notes += found
    return NOTE.sub("", html) if found else html


def _twin(tag: re.Match[str]) -> str:
    return f"<{tag[1]}{TWINS[tag[2]]}>"


def _with_sources(html: str) -> str:
    return IMAGE.sub(_with_source, html)


def _with_source(image: re.Match[str]) -> str:
    return image[0] if "src" in ATTRIBUTE_NAME.findall(image[1]) else ""
