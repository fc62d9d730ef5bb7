"""Accounts, what gets published, its revisions, and the log of every act; one noun a file."""

from .accounts import User, new_stamp
from .correction import Correction
from .log import LogEntry, LogHead
from .presence import Presence
from .publishable import Publishable, PublishableQuerySet
from .revision import Revision
from .sharing import Remark, ShareLink
from .tick_state import TickState

__all__ = [
    "Correction",
    "LogEntry",
    "LogHead",
    "Presence",
    "Publishable",
    "PublishableQuerySet",
    "Remark",
    "Revision",
    "ShareLink",
    "TickState",
    "User",
    "new_stamp",
]
