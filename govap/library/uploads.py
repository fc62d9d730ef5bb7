"""Files that arrive in parts: each part says where it begins, so that a lost connection goes on where it broke off."""

import fcntl
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import DatabaseError, transaction
from django.utils import timezone

from govap.library import documents, images
from govap.library.images import shown_name
from govap.library.models import Image, Upload, hold
from govap.library.storing import NoRoomError, is_full

MAX_PART = 2 * 1024 * 1024  # bytes of one request, within DATA_UPLOAD_MAX_MEMORY_SIZE
MAX_OPEN = 200  # unfinished uploads of one person
KEPT = timedelta(days=2)


class WrongPlaceError(Exception):
    """A part that does not begin where the last one ended; `received` says where it would."""

    def __init__(self, received):
        super().__init__(received)
        self.received = received


def begin(user, name, size, model, source=""):
    """A new Upload; a ValidationError with a sentence when it would be too large or there are too many.

    `source`: SHA-256 of the file as it was before the browser made it smaller, by which a twin is known later.
    """
    forget_old()
    shown = shown_name(File(None, name=name))
    limit = images.MAX_BYTES if model is Image else documents.MAX_BYTES
    if not 0 < size <= limit:
        reason = f"nặng quá {limit >> 20} MB. Xin chọn tệp nhẹ hơn" if size > 0 else "rỗng, không có gì bên trong"
        raise ValidationError(f"Tệp “{shown}” {reason}.")
    if Upload.objects.filter(user_id=user.pk).count() >= MAX_OPEN:
        raise ValidationError(f"Chưa nhận được “{shown}”: có quá nhiều tệp tải dở. Xin chờ các tệp trước xong.")
    with _room_for(shown):
        return Upload.objects.create(key=uuid4(), user_id=user.pk, name=shown, size=size, source=source)


def received(upload):
    """Bytes that have arrived."""
    path = _path(upload)
    return path.stat().st_size if path.exists() else 0


def append(upload, start, part):
    """Add a part at byte `start`; the number of bytes that have arrived. A part sent twice is taken once.

    NoRoomError on a full disk: what had arrived is given up, for it takes the room that others need.
    """
    try:
        with _room_for(upload.name), _locked(upload) as file:
            have = file.seek(0, 2)
            if not start <= have or start + len(part) > upload.size or len(part) > MAX_PART:
                raise WrongPlaceError(have)
            file.write(part[have - start :])
            return max(have, start + len(part))
    except NoRoomError:
        forget(upload)
        raise


def finish(upload, model):
    """The Image or Document that the arrived file is, or its twin that was there before: (item, is_new)."""
    if received(upload) != upload.size:
        raise WrongPlaceError(received(upload))
    with _path(upload).open("rb") as opened:
        file = File(opened, name=upload.name)
        try:
            with _room_for(upload.name):
                return _stored(file, upload, model)
        finally:
            if not opened.closed:
                opened.close()
            forget(upload)


@contextmanager
def _room_for(name):
    """A full disk, of files or of the database, becomes a NoRoomError that names the file."""
    try:
        yield
    except (NoRoomError, OSError, DatabaseError) as error:
        if isinstance(error, NoRoomError) or is_full(error):
            raise NoRoomError(f"Chưa nhận được “{name}”: máy chủ hết chỗ chứa tệp. Xin báo người quản trị.") from error
        raise


def forget(upload):
    _path(upload).unlink(missing_ok=True)
    upload.delete()


def forget_old():
    for upload in Upload.objects.filter(started_at__lt=timezone.now() - KEPT)[:100]:
        forget(upload)


def _stored(file, upload, model):
    """Judged and made ready first; then, while nobody else may store this content, looked for once more and stored."""
    digest = images.digest_of(file)
    if twin := model.objects.with_digest(digest).first():
        return twin, False
    for validator in model._meta.get_field("file").validators:
        validator(file)
    item = model(file=file, title=Path(upload.name).stem[:120], uploaded_by_id=upload.user_id)
    if model is Image:
        item.source = upload.source
    item.file._committed = False
    item.take_file()
    with transaction.atomic():
        hold(digest)
        if twin := model.objects.with_digest(digest).first():
            return twin, False
        item.save()
    return item, True


def _path(upload):
    folder = Path(settings.VAR_DIR) / "tai-do"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / upload.key.hex


@contextmanager
def _locked(upload):
    """The file of an upload, held so that the same part sent twice at once is not written twice."""
    with _path(upload).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
