"""Values of a revision as people read them."""

import pytest

from govap.editorial import wording
from govap.library.models import Image
from govap.portal.models import Page
from news.models import Article
from tests.factories import make_category
from tests.pictures import upload
from videos.models import Programme, Video

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "name", "value", "said"),
    [
        (Article, "title", "Thông xe", ["Thông xe"]),
        (Article, "title", "", []),
        (Article, "is_featured", True, ["Có"]),
        (Article, "is_featured", False, ["Không"]),
        (Article, "expires_at", "2027-01-01T00:00:00+00:00", ["01/01/2027 07:00"]),
        (Article, "expires_at", None, []),
        (Article, "tags", ["Y tế", "Đảng bộ"], ["Đảng bộ", "Y tế"]),
        (Article, "byline", [{"role": "anh", "name": "B"}, {"role": "bai", "name": "A"}], ["Ảnh: B", "Bài: A"]),
        (Article, "byline", [], []),
        (Article, "category", None, []),
        (Article, "category", 10**6, ["(không còn: mã số 1000000)"]),
        (Video, "file", "video/2017/04/phim.mp4", ["video/2017/04/phim.mp4"]),
        (Page, "order", 0, ["0"]),
    ],
)
def test_a_value(model, name, value, said):
    assert wording.lines(model(), name, [value]) == [said]


def test_rows_are_called_by_name_in_one_query(django_assert_num_queries):
    first, second = make_category(name="Y tế"), make_category(name="Đảng bộ")
    with django_assert_num_queries(1):
        assert wording.lines(Article(), "category", [first.pk, second.pk]) == [["Y tế"], ["Đảng bộ"]]


def test_pictures_and_programmes_are_called_by_name_too():
    picture = Image.objects.create(file=upload("anh.png", "PNG"), caption="Trụ sở phường")
    programme = Programme.objects.create(title="Phòng cháy")
    assert wording.lines(Article(), "image", [picture.pk]) == [[str(picture)]]
    assert wording.lines(Video(), "poster", [None, picture.pk]) == [[], [str(picture)]]
    assert wording.lines(Video(), "programme", [programme.pk]) == [["Phòng cháy"]]


@pytest.mark.parametrize("model", [Article, Video, Page])
def test_every_field_has_a_vietnamese_heading(model):
    headings = [wording.label(model(), name) for name in model.CONTENT]
    assert headings == [heading[:1].upper() + heading[1:] for heading in headings]
    assert "Tiêu đề" in headings or "Tên video" in headings
