"""Addresses of the SharePoint portal: (section, ItemID) is the key of an article (LEGACY: ids count per section)."""

import re

FORMS = re.compile(r"^/*([\w/-]*?)/*(?:lists/posts/\w+|default)\.aspx$", re.IGNORECASE)


def legacy_key(path: str, query: dict[str, str]) -> str | None:
    """ "chuyende/651" for every form of that article's address; None when it names no article."""
    found = FORMS.match(path)
    names = {name.lower(): value for name, value in query.items()}
    item = names.get("itemid") or names.get("id") or ""
    if not found or not re.fullmatch(r"[0-9]{1,10}", item):
        return None
    return f"{found[1].strip('/').lower()}/{int(item)}"
