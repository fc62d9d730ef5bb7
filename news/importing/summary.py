"""A lead as the summary of a list: whole sentences if they fit, else whole words."""

import re

MAX_LENGTH = 300

_PICTURE = re.compile(r"\s*\((?:ảnh|trong ảnh|ảnh (?:trên|dưới))\)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?P<last>\w*)[.!?…]+[\"”’)]*(?=\s+[\"“‘(]?[A-ZÀ-ỸĐ0-9]|\s*$)")
_ABBREVIATIONS = {"tp", "tx", "tt", "q", "p", "ths", "ts", "pgs", "gs", "bs", "ks", "ls", "cn", "st", "tr", "nxb", "vd"}


def summarise(lead: str) -> str:
    text = _PICTURE.sub("", lead).strip()
    if len(text) <= MAX_LENGTH:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text[: MAX_LENGTH + 1]) if _ends_sentence(found)]
    ends = [end for end in ends if end <= MAX_LENGTH and text[end].isspace()]
    return text[: ends[-1]] if ends else _whole_words(text)


def _ends_sentence(found: re.Match[str]) -> bool:
    word = found["last"]
    return len(word) != 1 and word.lower() not in _ABBREVIATIONS


def _whole_words(text: str) -> str:
    cut = text[:MAX_LENGTH]
    return (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,;:.-–—") + "…"
