"""Pages saved from the SharePoint portal: bytes in, a LegacyPage or a LegacyError out."""

from .page import LegacyError, LegacyPage
from .reading import read_page

__all__ = ["LegacyError", "LegacyPage", "read_page"]
