"""The only door for HTML that people wrote.

`clean` keeps what the site knows how to show, `tidy_paste` besides recognises headings and lists in a fresh paste,
`render` marks cleaned HTML safe for a template, `to_text` gives the words alone.
"""

from .cleaning import ATTRIBUTES, TAGS, clean, to_text
from .pasting import Pasted, convert, paste_text, tidy_paste
from .pictures import NotLiftedError, leave
from .rendering import Sizes, as_json_ld, pictures_of, render

__all__ = [
    "ATTRIBUTES",
    "TAGS",
    "NotLiftedError",
    "Pasted",
    "Sizes",
    "as_json_ld",
    "clean",
    "convert",
    "leave",
    "paste_text",
    "pictures_of",
    "render",
    "tidy_paste",
    "to_text",
]
