"""Cards are drawn once: a card's address tells what is on it, so a changed title is another card."""

import fcntl
import hashlib
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from .drawing import draw

LOOK = "1"  # another number when drawing.py draws otherwise
CREST = Path(settings.BASE_DIR) / "static" / "img" / "icon-192.png"
log = logging.getLogger(__name__)


class Busy(Exception):
    """Another card is being drawn: one at a time, so that asking for many keeps nobody from reading."""


@dataclass(frozen=True)
class Card:
    kind: str
    pk: int
    title: str
    kicker: str
    names: tuple[str, str]
    crest: Path

    @cached_property
    def digest(self) -> str:
        said = "\n".join([LOOK, self.title, self.kicker, *self.names, self.crest.name])
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    @property
    def address(self) -> str:
        return reverse("card", args=[self.kind, self.pk, self.digest])

    @property
    def path(self) -> Path:
        return folder() / str(self.pk // 1000) / f"{self.kind}-{self.pk}-{self.digest}.png"

    def png(self) -> bytes:
        """The card; drawn and put down the first time. Raises Busy."""
        try:
            return self.path.read_bytes()
        except OSError:
            with _alone():
                return self._keep(draw(self.title, self.kicker, self.names, self.crest))

    def _keep(self, drawn: bytes) -> bytes:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for older in self.path.parent.glob(f"{self.kind}-{self.pk}-*.png"):
                older.unlink(missing_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.path.parent, delete=False) as new:
                new.write(drawn)
            Path(new.name).replace(self.path)
        except OSError as error:
            log.error("Không giữ được ảnh chia sẻ %s: %s. Kiểm tra ổ đĩa.", self.path, error)
        return drawn


def folder() -> Path:
    return Path(settings.VAR_DIR) / "anh-chia-se"


def crest_of(identity) -> Path:
    return Path(settings.MEDIA_ROOT) / identity.crest.name if identity.crest else CREST


@contextmanager
def _alone() -> Iterator[None]:
    try:
        folder().mkdir(parents=True, exist_ok=True)
        lock = (folder() / ".khoa").open("w")
    except OSError as error:
        log.error("Không ghi được vào %s: %s. Kiểm tra ổ đĩa.", folder(), error)
        raise Busy from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield
