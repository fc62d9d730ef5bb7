"""Everything of the demo besides articles: identity, menus, pages, categories, tags, pictures and videos."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from govap.counting.models import Counter, DailyCount
from govap.library.images import normalise
from govap.library.models import Image
from govap.portal.models import Identity, Link, Page
from govap.text import slugify
from news.models import Category, Tag
from videos.models import Programme, Video

from .pictures import HEIGHT, WIDTH, pictures
from .sentences import COMMON, topics

FILM = Path(__file__).parent / "phim-mau.mp4"
PICTURES = 24
VISITS = 1_204_518

IDENTITY = {
    "name": "Trang thông tin điện tử Quận Gò Vấp",
    "short_name": "Gò Vấp",
    "governing_body": "Ủy ban nhân dân Quận Gò Vấp",
    "address": "Số 1 đường Ví Dụ, Quận Gò Vấp, Thành phố Hồ Chí Minh (mẫu)",
    "telephone": "028 0000 0000 (mẫu)",
    "email": "mau@example.invalid",
    "licence": "Số 00/GP-MAU ngày 01/01/2000 (mẫu)",
    "responsible": "Nguyễn Văn Mẫu, Trưởng Ban Biên tập (mẫu)",
}
LINKS = {
    "header": [("Giới thiệu", "/gioi-thieu/"), ("Liên hệ", "/lien-he/"), ("Sơ đồ trang", "/so-do/")],
    "footer": [("Giới thiệu", "/gioi-thieu/"), ("Liên hệ", "/lien-he/")],
    "bodies": [
        ("Cổng Thông tin điện tử Chính phủ", "https://chinhphu.vn"),
        ("Cổng Dịch vụ công quốc gia", "https://dichvucong.gov.vn"),
        ("Thành phố Hồ Chí Minh", "https://hochiminhcity.gov.vn"),
        ("Báo điện tử Đảng Cộng sản Việt Nam", "https://dangcongsan.vn"),
    ],
}
PAGES = {
    "gioi-thieu": (
        "Giới thiệu",
        "<p>Trang thông tin điện tử là nơi chính quyền địa phương đăng tin hoạt động, thông báo, hướng dẫn thủ tục và "
        "lắng nghe ý kiến của người dân.</p><h2>Về nội dung mẫu</h2><p>Bài viết, hình ảnh và video đang hiển thị được "
        "tạo tự động để làm quen với trang. Các sự việc và con số trong đó không có thật. Quản trị viên thay nội dung "
        "này bằng bài giới thiệu chính thức trong phần quản trị.</p>"
        "<h2>Nguyên tắc biên tập</h2><ul><li>Thông tin chính xác, kịp thời, dễ hiểu.</li>"
        "<li>Ghi rõ nguồn và người thực hiện.</li><li>Sai sót được đính chính công khai.</li></ul>",
    ),
    "lien-he": (
        "Liên hệ",
        "<p>Người dân và doanh nghiệp có thể gửi ý kiến, phản ánh bằng thư điện tử, điện thoại hoặc đến trực tiếp bộ "
        "phận tiếp công dân trong giờ hành chính.</p><table><caption>Giờ làm việc (mẫu)</caption><thead><tr>"
        '<th scope="col">Ngày</th><th scope="col">Sáng</th><th scope="col">Chiều</th></tr></thead><tbody>'
        "<tr><td>Thứ Hai đến thứ Sáu</td><td>7 giờ 30 - 11 giờ 30</td><td>13 giờ - 17 giờ</td></tr>"
        "<tr><td>Thứ Bảy</td><td>7 giờ 30 - 11 giờ 30</td><td>Nghỉ</td></tr></tbody></table>"
        "<p>Địa chỉ, số điện thoại và thư điện tử có ở cuối mỗi trang.</p>",
    ),
}
# Not the titles of the old library: those come with the old page, and must not stand there twice.
PROGRAMMES = {
    "An toàn phòng cháy ở nhà trọ": ("A", "B", "C"),
    "Thanh niên với văn hóa giao thông": ("A", "B"),
    "Phòng bệnh sốt xuất huyết tại nhà": ("", "Phần 2"),
    "Làm thủ tục trực tuyến từng bước": ("A", "B", "C"),
    "Làng hoa trong lòng phố": ("",),
    "Một ngày ở bộ phận một cửa": ("",),
}
ABOUT_FILM = "Phim mẫu dài tám giây, hình vẽ bằng chương trình, dùng để thử phát và tua video trên trang."


@dataclass
class Shelf:
    """Where articles go, in primary keys: sections with their children by name, tags by name, pictures."""

    categories: dict[str, tuple[int, list[int]]] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)
    images: list[int] = field(default_factory=list)


def furnish(seed, end):
    """Make what is missing of the site around the articles; twice makes nothing twice."""
    add_identity(end)
    shelf = Shelf(images=list(add_pictures(seed)))
    found = topics()
    found.pop(COMMON)
    for order, topic in enumerate(found.values()):
        shelf.categories[topic.name] = _category(topic, order)
        shelf.tags.update((name, _tag(name)) for name in topic.tags)
    add_videos(shelf.images, end)
    return shelf


def add_identity(end):
    Identity.objects.get_or_create(pk=1, defaults=IDENTITY)
    for order, (slug, (title, body)) in enumerate(PAGES.items()):
        dated = {"is_live": True, "published_at": end - timedelta(days=3650)}
        Page.objects.get_or_create(slug=slug, defaults={"title": title, "body": body, "order": order, **dated})
    if not Link.objects.exists():
        rows = [(place, order, link) for place, links in LINKS.items() for order, link in enumerate(links)]
        Link.objects.bulk_create(Link(place=place, order=n, title=title, url=url) for place, n, (title, url) in rows)
    add_visits(end)


def add_visits(end):
    Counter.objects.get_or_create(name="visits", defaults={"value": VISITS})
    for n in range(7):
        values = {"count": 900 + 137 * (n * 5 % 7)}
        DailyCount.objects.get_or_create(kind="visit", day=end.date() - timedelta(days=n), object_id=0, defaults=values)


def add_pictures(seed):
    """Primary keys of the drawn pictures, each stored under a name made of its content."""
    for number, picture in enumerate(pictures(PICTURES, seed), 1):
        big, small = normalise(ContentFile(picture.jpeg, name=f"mau-{number}.jpg"))
        size = {"width": WIDTH, "height": HEIGHT, "alt": picture.alt, "caption": "Ảnh minh họa", "credit": "Tổ Tin tức"}
        stored = {"card": _stored(small)} | size
        yield Image.objects.get_or_create(file=_stored(big), defaults=stored)[0].pk


def _stored(content):
    name = f"anh/mau/{content.name}"
    return name if default_storage.exists(name) else default_storage.save(name, content)


def _category(topic, order):
    section, _ = Category.objects.get_or_create(name=topic.name, defaults={"order": order})
    children = [
        Category.objects.get_or_create(name=name, defaults={"parent": section, "order": number})[0].pk
        for number, name in enumerate(topic.children)
    ]
    return section.section.pk, children


def _tag(name):
    return Tag.objects.get_or_create(folded=Tag.fold(name), defaults={"name": name, "slug": slugify(name, 90)})[0].pk


def add_videos(images, end):
    if Programme.objects.filter(title__in=PROGRAMMES).exists():
        return
    name = "video/mau/phim-mau.mp4"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(FILM.read_bytes()))
    for order, (title, parts) in enumerate(PROGRAMMES.items()):
        programme = Programme.objects.create(title=title, order=order, description=ABOUT_FILM)
        for number, part in enumerate(parts):
            _video(
                programme, part, name, images[(order * 3 + number) % len(images)], end - timedelta(days=40 * order + 9)
            )


def _video(programme, part, file, poster, published_at):
    title = f"{programme.title} {part}".strip() if len(part) < 2 else f"{programme.title} - {part}"
    Video.objects.create(
        programme=programme, part=part, title=title, description=ABOUT_FILM, file=file, poster_id=poster,
        view_count=137 + 61 * (programme.order + len(part)), is_live=True, published_at=published_at,
    )  # fmt: skip
