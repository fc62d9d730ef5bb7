"""The staff's side: what its lists and forms share, publishing, the accounts and the log."""

from .accounts import GroupAdmin, UserAdmin
from .base import FoldedSearchMixin, ModelAdmin
from .library import AlbumAdmin, DocumentAdmin, ImageAdmin
from .log import LogEntryAdmin
from .publishable import PublishableAdmin, StageFilter

__all__ = [
    "AlbumAdmin",
    "DocumentAdmin",
    "FoldedSearchMixin",
    "GroupAdmin",
    "ImageAdmin",
    "LogEntryAdmin",
    "ModelAdmin",
    "PublishableAdmin",
    "StageFilter",
    "UserAdmin",
]
