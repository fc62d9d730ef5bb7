import re

_TAG = re.compile(r"<[a-z][^>]*>")
_ONE = re.compile(r'(?<=\s)((?:href|src|poster)=")/(?!/)')
_SET = re.compile(r'(?<=\s)srcset="[^"]*"')
_EACH = re.compile(r'(?<=["\s])/(?!/)')


def absolute(html: str, base: str) -> str:
    """Cleaned HTML with the addresses of our own pages and files in full, for readers elsewhere.

    `base` without a slash at its end: "https://govap.example.vn".
    """
    return _TAG.sub(lambda tag: _in_tag(tag[0], base), html)


def _in_tag(tag: str, base: str) -> str:
    tag = _ONE.sub(rf"\1{base}/", tag)
    return _SET.sub(lambda found: _EACH.sub(f"{base}/", found[0]), tag)
