"""Files named by their content, written whole or not at all."""

import errno
import os
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, storages
from django.utils.deconstruct import deconstructible

FULL = {errno.ENOSPC, errno.EDQUOT}


class NoRoomError(ValidationError):
    """The disk is full; nothing was stored. One Vietnamese sentence."""


def is_full(error):
    """Whether an OSError, or a DatabaseError of SQLite or PostgreSQL, says that there is no room left."""
    if isinstance(error, OSError):
        return error.errno in FULL
    return "is full" in str(error) or "No space left" in str(error)


@deconstructible(path="govap.library.storing.ContentStorage")
class ContentStorage(FileSystemStorage):
    """Where the name tells the content, so that a second upload of a file finds it there and needs no other name."""

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        path = Path(self.path(name))
        if not path.exists():
            self._write(path, content)
        return name

    def _write(self, path, content):
        # Hidden until complete (the media view serves no such name), then moved in one step that cannot half happen.
        part = path.parent / f".{uuid4().hex}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS or 0o755)
            with part.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
            part.replace(path)
        except OSError as error:
            if is_full(error):
                raise NoRoomError("Máy chủ hết chỗ chứa tệp. Xin báo người quản trị.") from error
            raise
        finally:
            part.unlink(missing_ok=True)


def content_storage():
    """The site's own storage; where that is a folder, files are written whole."""
    is_folder = isinstance(storages["default"], FileSystemStorage)
    return ContentStorage() if is_folder else storages["default"]
