import re
from functools import lru_cache
from pathlib import PurePath
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from govap.delivery.models import Shown, ShownQuerySet
from govap.library import documents, images
from govap.library.images import check_image, normalise
from govap.library.storing import content_storage
from govap.library.uses import IMAGE, SHOWN, Use

SHARE = [MinValueValidator(0), MaxValueValidator(1)]
WIDTHS = (320, 640, 960, 1280, 1920)  # of renditions, in pixels
MOST_OF_CARD = 960  # pixels that a card on a list is ever offered
UNDESCRIBED = Q(alt="", is_decorative=False)
_DIGEST = re.compile(r"[0-9a-f]{64}")


def is_digest(written):
    """Whether this is a SHA-256 in hexadecimal digits."""
    return bool(_DIGEST.fullmatch(written))


def uploader():
    """Who brought something into the library: may go on describing it, whatever the role."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người tải lên",
    )


@lru_cache(maxsize=1024)  # a page asks five times for that of each of its pictures
def _address(storage, name):
    return storage.url(name)


class TwinQuerySet(ShownQuerySet):
    def twin_of(self, file):
        """What this very file was uploaded as before, or None."""
        return self.with_digest(images.digest_of(file)).first()

    def with_digest(self, digest):
        """Those of this content (SHA-256, 64 hexadecimal digits), the oldest first; none for anything else."""
        return self.filter(self._of(digest)).order_by("id") if is_digest(digest) else self.none()

    def stored_as(self, name):
        """Those whose file has this name, found by the index of digests: a name begins as the digest does."""
        start = PurePath(name).stem
        return self.filter(digest__gte=start, digest__lt=f"{start}g", file=name).order_by("id")

    def _of(self, digest):
        return Q(digest=digest)


class ImageQuerySet(TwinQuerySet):
    def _of(self, digest):
        """A photograph that the browser made smaller is known by what it was made from as well."""
        return Q(digest=digest) | Q(source=digest)

    def described(self):
        return self.exclude(UNDESCRIBED)

    def undescribed(self):
        return self.filter(UNDESCRIBED)

    def at(self, addresses):
        """Those whose file stands at one of these addresses, by address: {"/media/anh/…jpg": image}. One query."""
        names = [unquote(address).removeprefix(settings.MEDIA_URL) for address in addresses]
        names = [name for name in names if "\0" not in name]  # PostgreSQL takes none
        return {image.url: image for image in self.filter(file__in=names)} if names else {}

    def without_renditions(self):
        return self.filter(renditions=[], pending=None)


class Image(Shown):
    file = models.ImageField(
        "tệp ảnh",
        upload_to="anh/%Y/%m",
        storage=content_storage,
        width_field="width",
        height_field="height",
        validators=[check_image],
        help_text="JPEG, PNG hoặc WebP, tối đa 20 MB. Nơi chụp và dữ liệu riêng trong ảnh được xóa khi tải lên.",
    )
    card = models.ImageField("bản nhỏ", upload_to="anh/%Y/%m", storage=content_storage, editable=False, blank=True)
    width = models.PositiveIntegerField("rộng", editable=False, default=0)
    height = models.PositiveIntegerField("cao", editable=False, default=0)
    title = models.CharField("tên ảnh", max_length=120, blank=True, help_text="Để tìm trong thư viện.")
    alt = models.CharField(
        "ảnh này cho thấy gì?",
        max_length=300,
        blank=True,
        help_text="Đọc cho người khiếm thị nghe, ví dụ: Người dân nộp hồ sơ tại quầy một cửa.",
    )
    is_decorative = models.BooleanField(
        "ảnh chỉ để trang trí", default=False, help_text="Chọn thì máy đọc màn hình bỏ qua ảnh này."
    )
    caption = models.CharField("chú thích", max_length=300, blank=True)
    credit = models.CharField("nguồn ảnh", max_length=120, blank=True, help_text="Ví dụ: Ban Dân vận Quận ủy.")
    focal_x = models.FloatField(
        "điểm chính, từ trái", default=0.5, blank=True, validators=SHARE, help_text="Từ 0 (mép trái) đến 1 (mép phải)."
    )
    focal_y = models.FloatField(
        "điểm chính, từ trên", default=0.5, blank=True, validators=SHARE, help_text="Từ 0 (mép trên) đến 1 (mép dưới)."
    )
    digest = models.CharField("mã nội dung tệp gốc", max_length=64, blank=True, editable=False, db_index=True)
    source = models.CharField("mã nội dung trước khi thu nhỏ", max_length=64, blank=True, editable=False, db_index=True)
    renditions = models.JSONField("các bề rộng đã tạo", default=list, editable=False)
    uploaded_by = uploader()
    created_at = models.DateTimeField("ngày tải lên", auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"
        ordering = ["-id"]

    def __str__(self):
        return self.title or self.caption or self.alt or f"Ảnh {self.pk}"

    def save(self, *args, **kwargs):
        """Save; a new file is normalised first and its renditions are put down as work to do."""
        if not self.take_file():
            super().save(*args, **kwargs)
            return
        try:
            with transaction.atomic():
                hold(self.digest)
                super().save(*args, **kwargs)
                work = {"tries": 0, "due_at": timezone.now()}
                PendingRenditions.objects.update_or_create(image=self, defaults=work)
        except (ValidationError, OSError, DatabaseError):
            self.remove_files()
            raise

    def remove_files(self):
        """Delete the picture, its card and its renditions, unless another image is made of the same content."""
        storage, name = self.file.storage, self.file.name
        if Image.objects.filter(file=name).exists():
            return
        for stored in (name, self.card.name, *(self.rendition_name(width) for width in self.wanted_widths())):
            if stored:
                storage.delete(stored)

    def clean(self):
        self.focal_x, self.focal_y = (0.5 if share is None else share for share in (self.focal_x, self.focal_y))
        if self.is_decorative and self.alt:
            raise ValidationError({"is_decorative": "Ảnh trang trí thì bỏ trống phần mô tả."})

    def take_file(self):
        """Normalise a file that was just put in, once; whether there is one. Slow: outside of a transaction."""
        is_new = bool(self.file) and not self.file._committed
        if is_new and not isinstance(self.file.file, images.NormalFile):
            self._take(self.file.file)
        return is_new

    def _take(self, upload):
        upload.name = self.file.name
        self.digest = images.digest_of(upload)
        self.file, self.card = normalise(upload)
        if (self.focal_x, self.focal_y) == (0.5, 0.5):
            self.focal_x, self.focal_y = images.propose_focus(images.upright(self.card))
        self.renditions = []

    @property
    def url(self):
        return _address(self.file.storage, self.file.name)

    @property
    def card_url(self):
        return _address(self.card.storage, self.card.name) if self.card else self.url

    @property
    def is_described(self):
        """Whether somebody said what it shows or that it shows nothing: publishing asks for it."""
        return bool(self.alt) or self.is_decorative

    @property
    def srcset(self):
        """The WebP renditions that are there, as an attribute: "/media/anh/…-320.webp 320w, …"; "" without any."""
        return self._srcset(self.renditions)

    @property
    def card_srcset(self):
        """The same for a card on a list, without those that are larger than any card."""
        return self._srcset([width for width in self.renditions if width <= MOST_OF_CARD])

    @property
    def focal_classes(self):
        """The focal point in fifths as classes of parts.css, where it is not the middle: "focus-x-3 focus-y-0"."""
        fifths = {"x": min(int(self.focal_x * 5), 4), "y": min(int(self.focal_y * 5), 4)}
        return " ".join(f"focus-{axis}-{fifth}" for axis, fifth in fifths.items() if fifth != 2)

    def _srcset(self, widths):
        stem = self.url.rpartition(".")[0]  # as in rendition_name
        return ", ".join(f"{stem}-{width}.webp {width}w" for width in widths)

    @property
    def fallback_srcset(self):
        """The two JPEG sizes for browsers without WebP, and for the time until renditions are made."""
        both = self.card and self.width > images.CARD_WIDTH
        return f"{self.card_url} {images.CARD_WIDTH}w, {self.url} {self.width}w" if both else ""

    @property
    def small_srcset(self):
        """The smaller of the two alone, for phones, which would take the larger."""
        return f"{self.card_url} {images.CARD_WIDTH}w"

    def rendition_name(self, width):
        return f"{self.file.name.rpartition('.')[0]}-{width}.webp"

    def wanted_widths(self):
        """Widths of WIDTHS up to its own, which takes the place of the next larger one."""
        smaller = [width for width in WIDTHS if width < self.width]
        return [*smaller, self.width] if len(smaller) < len(WIDTHS) else smaller

    def uses(self):
        """What shows it, by its text or a field of its own, and albums: [("bài viết", "Tiêu đề"), …]."""
        items = dict.fromkeys([*(item for item, _ in Use.objects.of(IMAGE, self.pk).places()), *self.shown_by_fields()])
        return [(str(item._meta.verbose_name), str(item)) for item in items]

    def shown_by_fields(self):
        """Items that show it through a field of their own, as rows say it that no save() noted, and albums."""
        fields = self._meta.get_fields(include_hidden=True)
        pointing = [field for field in fields if field.auto_created and field.one_to_many]
        shown = [field for field in pointing if field.related_model not in (PendingRenditions, AlbumImage)]
        rows = [field.related_model._base_manager.filter(**{field.field.name: self})[:SHOWN] for field in shown]
        return [item for items in [*rows, self.albums.all()[:SHOWN]] for item in items]


def hold(digest):
    """Until the end of the transaction nobody else stores this content; on SQLite a writer is alone anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


class PendingRenditions(models.Model):
    """Work to do: an image whose renditions are not all there. A killed worker only delays it."""

    image = models.OneToOneField(Image, models.CASCADE, related_name="pending", verbose_name="ảnh")
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    due_at = models.DateTimeField("đến lượt lúc", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "ảnh chờ tạo bản nhỏ"
        verbose_name_plural = "ảnh chờ tạo bản nhỏ"

    def __str__(self):
        return f"Bản nhỏ của ảnh {self.image_id}"


class Album(Shown):
    title = models.CharField("tên album", max_length=200, help_text="Ví dụ: Ngày hội đại đoàn kết khu phố 3.")
    description = models.CharField("mô tả", max_length=300, blank=True)
    taken_on = models.DateField("ngày chụp", null=True, blank=True)
    uploaded_by = uploader()
    created_at = models.DateTimeField("ngày tạo", auto_now_add=True)
    images = models.ManyToManyField(Image, through="AlbumImage", related_name="albums", verbose_name="ảnh")

    class Meta:
        verbose_name = "album ảnh"
        verbose_name_plural = "album ảnh"
        ordering = ["-id"]

    def __str__(self):
        return self.title

    @transaction.atomic
    def gather(self, pks):
        """Save, and make the images of these primary keys its own, in that order; unknown ones are passed over."""
        self.save()
        known = set(Image.objects.filter(pk__in=pks).values_list("pk", flat=True))
        rows = [AlbumImage(album=self, image_id=pk, order=n) for n, pk in enumerate(pks, 1) if pk in known]
        AlbumImage.objects.bulk_create(rows)

    def in_order(self):
        return self.images.order_by("albumimage__order", "albumimage__id")


class AlbumImage(Shown):
    album = models.ForeignKey(Album, models.CASCADE, verbose_name="album")
    image = models.ForeignKey(Image, models.CASCADE, verbose_name="ảnh")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "ảnh trong album"
        verbose_name_plural = "ảnh trong album"
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["album", "image"], name="library_album_once")]

    def __str__(self):
        return f"{self.album}: {self.image}"


class DocumentFile(File):
    """A document that was read and has the name of its content."""


class Document(Shown):
    file = models.FileField(
        "tệp",
        upload_to="van-ban/%Y/%m",
        storage=content_storage,
        validators=[documents.check_document],
        help_text="PDF, Word (doc, docx) hoặc Excel (xls, xlsx), tối đa 50 MB.",
    )
    title = models.CharField("tên tài liệu", max_length=300, help_text="Ví dụ: Kế hoạch tiếp công dân năm 2017.")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True, help_text="Ví dụ: 46-KH/QU.")
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    kind = models.CharField("loại tệp", max_length=5, choices=documents.KINDS, editable=False)
    size = models.PositiveBigIntegerField("dung lượng", editable=False, default=0)
    digest = models.CharField("mã nội dung", max_length=64, editable=False, db_index=True)
    text = models.TextField("chữ trong tài liệu", editable=False, blank=True)
    uploaded_by = uploader()
    created_at = models.DateTimeField("ngày tải lên", auto_now_add=True)

    objects = TwinQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu"
        verbose_name_plural = "tài liệu"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    def save(self, *args, **kwargs):
        is_new = self.take_file()
        with transaction.atomic():
            if is_new:
                hold(self.digest)
            super().save(*args, **kwargs)

    def take_file(self):
        """Read what a file that was just put in says of itself, once; whether there is one."""
        is_new = bool(self.file) and not self.file._committed
        if is_new and not isinstance(self.file.file, DocumentFile):
            self._take(self.file.file)
        return is_new

    def _take(self, upload):
        upload.name = self.file.name
        self.kind = documents.kind_of(upload)
        self.size, self.digest = upload.size, images.digest_of(upload)
        self.text = documents.text_of(upload, self.kind)
        self.file = DocumentFile(upload, name=f"{self.digest[:32]}.{self.kind}")

    @property
    def url(self):
        return self.file.url

    @property
    def shown_size(self):
        """Kind and size beside a link: "PDF, 1,2 MB"."""
        return f"{self.kind.upper()}, {documents.size_in_words(self.size)}"


class Upload(models.Model):
    """A file on its way in parts: what arrived lies under VAR_DIR, so that a lost connection loses nothing."""

    key = models.UUIDField("mã", primary_key=True)
    user_id = models.PositiveBigIntegerField("người tải", db_index=True)
    name = models.CharField("tên tệp", max_length=255)
    size = models.PositiveBigIntegerField("dung lượng")
    source = models.CharField("mã nội dung", max_length=64, blank=True)
    started_at = models.DateTimeField("bắt đầu lúc", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "tệp đang tải lên"
        verbose_name_plural = "tệp đang tải lên"
