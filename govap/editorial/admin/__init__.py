"""The staff's side: what its lists and forms share, publishing, the accounts and the log."""

from .accounts import GroupAdmin, UserAdmin
from .base import FoldedSearchMixin, ModelAdmin
from .log import LogEntryAdmin
from .publishable import PublishableAdmin, StageFilter

__all__ = [
    "FoldedSearchMixin",
    "GroupAdmin",
    "LogEntryAdmin",
    "ModelAdmin",
    "PublishableAdmin",
    "StageFilter",
    "UserAdmin",
]
