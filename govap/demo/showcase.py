"""One demo article that holds whatever a text may hold, so that a new site shows it and editors can take it as a
pattern."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from django.core.files.base import ContentFile

from govap.library.models import Album, AlbumImage, Document, Image
from news.models import Article
from videos.models import Video

PLACE, FEWEST = 4, 20  # it stands so far from the newest, on sites with as many articles
IN_ALBUM = slice(4, 10)
ALBUM = "Ngày hội vườn phố (ảnh minh họa)"
TITLE = "Khu phố chung tay làm vườn hoa dọc tuyến hẻm"
SUMMARY = (
    "Sau ba tháng góp công, góp cây giống, người dân đã phủ xanh đoạn hẻm từng là nơi đổ rác. Bài mẫu này có đủ "
    "những gì một bài viết có thể chứa: ảnh, album, video, bảng, trích dẫn, chú thích và tài liệu kèm theo."
)
PLAN = ("Kế hoạch chăm sóc vườn hoa khu phố", "00-KH/MAU", "Ban điều hành khu phố (mẫu)")
PLAN_LINES = (
    "KẾ HOẠCH CHĂM SÓC VƯỜN HOA KHU PHỐ",
    "Số 00-KH/MAU. Tài liệu mẫu, không có giá trị hành chính.",
    "Mỗi tổ dân phố nhận chăm sóc một đoạn vườn, tưới cây vào buổi sáng sớm và thu gom lá rụng vào chiều thứ Bảy.",
    "Kinh phí mua cây giống do các hộ tự nguyện đóng góp và được công khai tại bảng tin khu phố.",
)
BODY = """\
<p>Đoạn hẻm dài chừng 200 mét này từng là nơi đổ rác trộm. Đầu năm, các hộ dân bàn nhau dọn sạch, đắp bồn và trồng \
hoa. Nay mỗi sáng, người đi làm, trẻ đến trường đều đi qua một vườn hoa nhỏ.</p>
<h2>Từ bãi rác thành vườn hoa</h2>
<p>Việc đầu tiên là cùng nhau dọn rác trong hai ngày cuối tuần. Mỗi hộ góp một buổi công; nhà nào có xe thì chở \
đất<small>Đất được lấy từ công trình nạo vét đã có kết quả kiểm tra, không lẫn rác thải.</small>, nhà nào khéo tay thì \
đóng bồn gỗ.</p>
<figure><img src="{picture.url}" alt="" width="{picture.width}" height="{picture.height}">\
<figcaption>Một góc vườn sau ba tháng. Ảnh: Tổ Tin tức</figcaption></figure>
<blockquote><p>Trước đây ai cũng ngại đi qua đoạn này. Bây giờ chiều nào bà con cũng ra ngồi nói chuyện.</p>\
</blockquote>
<h3>Ai làm việc gì</h3>
<ul><li>Tổ 1 tưới cây buổi sáng, tổ 2 tưới buổi chiều.</li><li>Đoàn thanh niên sơn lại tường rào.</li>\
<li>Hội Phụ nữ ươm cây giống để thay theo mùa.</li></ul>
<h2>Ngày hội vườn phố</h2>
<p>Ngày khánh thành, hơn một trăm người dân đã đến dự. Dưới đây là một số hình ảnh.</p>
<figure data-album="{album.pk}"></figure>
<h2>Công khai đóng góp</h2>
<table><thead><tr><th scope="col">Khoản</th><th scope="col">Số lượng</th><th scope="col">Nguồn</th></tr></thead><tbody>\
<tr><td>Cây giống</td><td>320 cây</td><td>Các hộ dân góp</td></tr><tr><td>Bồn gỗ</td><td>24 bồn</td>\
<td>Vật liệu tận dụng</td></tr><tr><td>Công lao động</td><td>186 buổi</td><td>Người dân và đoàn thể</td></tr>\
</tbody></table>
<p>Cách phân công và lịch tưới được ghi trong <a data-document="{plan.pk}" href="/tai-lieu/{plan.pk}/">{plan.title} \
số {plan.number}</a><small>Bản đầy đủ được dán tại bảng tin khu phố.</small>.</p>
{film}\
"""


def dress(end):
    """Give one of the newest articles this text; once a site, and none where articles are few."""
    newest = list(Article.objects.published(at=end).newest()[:FEWEST])
    pictures = list(Image.objects.order_by("pk")[: IN_ALBUM.stop])
    if len(newest) < FEWEST or len(pictures) < IN_ALBUM.stop or Article.objects.filter(title=TITLE).exists():
        return
    article, film = newest[PLACE], Video.objects.published(at=end).first()
    article.title, article.summary, article.slug, article.image = TITLE, SUMMARY, "", pictures[1]
    article.body = BODY.format(
        picture=pictures[0], album=_album(pictures[IN_ALBUM]), plan=_plan(),
        film=f'<figure data-video="{film.pk}"></figure>' if film else "",
    )  # fmt: skip
    article.save()


def _album(pictures):
    album, is_new = Album.objects.get_or_create(title=ALBUM)
    if not is_new:
        return album
    rows = [AlbumImage(album=album, image=image, order=order) for order, image in enumerate(pictures)]
    AlbumImage.objects.bulk_create(rows)
    return album


def _plan():
    title, number, issuer = PLAN
    if known := Document.objects.filter(number=number, title=title).first():
        return known
    file = ContentFile(word_file(PLAN_LINES), name="ke-hoach.docx")
    plan = Document(title=title, number=number, issuer=issuer, issued_on=date(2017, 1, 3), file=file)
    plan.save()
    return plan


def word_file(lines):
    """The bytes of a Word document (.docx) of these paragraphs: the fewest parts of ECMA-376 that Word opens."""
    office = "http://schemas.openxmlformats.org"
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{office}/wordprocessingml/2006/main">'
        f"<w:body>{paragraphs}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}'
            archive.writestr(zipfile.ZipInfo(name), xml.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
