"""Pages of what was withdrawn or corrected, narrow and wide, for a screen reader."""

import pytest

from govap.editorial import workflow
from govap.editorial.models import Correction
from tests.browser.test_public_pages import RULES, Axe, overflow
from tests.factories import make_article, make_user, make_video
from tests.populated import populate

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Ủy ban nhân dân phường xin cáo lỗi: văn bản này đã được thay bằng văn bản mới, có hiệu lực từ hôm nay."


def corrected(item, by):
    workflow.correct(item, by, "Toàn phường có 1.200 hộ thuộc diện được hỗ trợ", "Toàn phường có 1.020 hộ")
    workflow.correct(item, by, "xahoi" * 40, "Ngày 12/04/2017\nNgày 13/04/2017")
    return item


def taken(item, by, why):
    workflow.withdraw(item, by, why, LONG)
    return item


STATES = {
    "gone": lambda by: taken(make_article(title="Kín"), by, "error").get_absolute_url(),
    "outdated": lambda by: taken(corrected(make_article(title="Cũ"), by), by, "outdated").get_absolute_url(),
    "outdated_video": lambda by: taken(corrected(make_video(), by), by, "outdated").get_absolute_url(),
    "corrected": lambda by: corrected(make_article(title="Khảo sát"), by).get_absolute_url(),
    "list": lambda by: corrected(make_article(title="Khảo sát"), by) and "/dinh-chinh/",
    "empty_list": lambda by: Correction.objects.all().delete() and "/dinh-chinh/",
}


@pytest.mark.parametrize("state", STATES)
def test_page_fits_and_is_accessible(page, live_server, state):
    populate(30)
    path = STATES[state](make_user("quan-tri"))  # the roles of the migration went with the test before
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(live_server.url + path)
        assert overflow(page) <= 0, f"{path} is wider than {width} px"
        violations = Axe().run(page, options=RULES).response["violations"]
        assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]
