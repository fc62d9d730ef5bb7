"""The only door for HTML that people wrote.

`clean` keeps what the site knows how to show, `tidy_paste` besides recognises headings and lists in a fresh paste,
`render` marks cleaned HTML safe for a template, `to_text` gives the words alone.
"""

from .cleaning import ATTRIBUTES, TAGS, clean, to_text

from .rendering import render

__all__ = ["ATTRIBUTES", "TAGS", "clean", "render", "to_text"]
