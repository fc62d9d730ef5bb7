"""The only door for HTML that people wrote.

`clean` keeps what the site knows how to show, `tidy_paste` besides recognises headings and lists in a fresh paste,
`render` draws cleaned HTML and marks it safe for a template, `outline` names its headings, `nodes_of` tells what it
shows of the library, `to_text` gives the words alone, `without_notes` is for what comes from elsewhere, where <small>
is no footnote.
"""

from .cleaning import ATTRIBUTES, TAGS, clean, count_words, to_text, without_notes
from .drawing import MOST_EMBEDS, Embed, Linked, Sizes
from .nodes import Nodes, document_of, embed_of, in_words, nodes_of, spoken
from .outline import Heading, outline
from .pasting import Pasted, convert, paste_text, tidy_paste
from .pictures import NotLiftedError, leave
from .rendering import as_json_ld, render

__all__ = [
    "ATTRIBUTES",
    "MOST_EMBEDS",
    "TAGS",
    "Embed",
    "Heading",
    "Linked",
    "Nodes",
    "NotLiftedError",
    "Pasted",
    "Sizes",
    "as_json_ld",
    "clean",
    "convert",
    "count_words",
    "document_of",
    "embed_of",
    "in_words",
    "leave",
    "nodes_of",
    "outline",
    "paste_text",
    "render",
    "spoken",
    "tidy_paste",
    "to_text",
    "without_notes",
]
