"""Nothing goes onto the site with a picture that says nothing to those who cannot see it."""

from datetime import timedelta
from itertools import count

import pytest
import time_machine
from django.utils import timezone

from govap.editorial import workflow
from govap.editorial.desk import acts
from govap.editorial.models.revision import State
from govap.editorial.pictures import Undescribed, undescribed
from govap.editorial.roles import APPROVER, REPORTER
from govap.library.models import Album, AlbumImage, Image
from news.models import Article
from tests.factories import make_article, make_draft, make_staff
from tests.pictures import upload
from videos.models import Programme, Video

pytestmark = pytest.mark.django_db
widths = count(800)


def make_image(**over):
    return Image.objects.create(file=upload(size=(next(widths), 300)), **{"title": "Lễ khai mạc"} | over)


@pytest.fixture
def reporter():
    return make_staff(REPORTER)


@pytest.fixture
def approver():
    return make_staff(APPROVER)


def lead(image):
    return {"image": image.pk}


def in_body(image, alt=""):
    return {"body": f'<figure><img src="{image.url}" alt="{alt}"><figcaption>Sáng 12/4.</figcaption></figure>'}


def in_album(image):
    album = Album.objects.create(title="Ngày hội")
    AlbumImage.objects.create(album=album, image=image)
    return {"body": f'<p>Ngày hội.</p><figure data-album="{album.pk}"></figure>'}


def publish(item, by):
    workflow.publish(item, by)


def publish_in_a_hurry(item, by):
    workflow.publish(item, by, urgent="Cảnh báo triều cường đêm nay")


def schedule(item, by):
    workflow.schedule(item, by, timezone.now() + timedelta(hours=1))


@pytest.mark.parametrize("verb", [publish, publish_in_a_hurry, schedule])
@pytest.mark.parametrize("shows", [lead, in_body, in_album])
def test_a_picture_without_words_stops_each_verb_and_changes_nothing(reporter, approver, shows, verb):
    item = make_draft(reporter, **shows(make_image()))
    with pytest.raises(Undescribed, match="“Lễ khai mạc” chưa có mô tả cho người khiếm thị"):
        verb(item, approver)
    item = Article.objects.get(pk=item.pk)
    assert (item.stage, item.is_live, item.due_at, item.head.approved_by) == (State.DRAFT, False, None, None)


@pytest.mark.parametrize("over", [{"alt": "Người dân nộp hồ sơ"}, {"is_decorative": True}])
@pytest.mark.parametrize("shows", [lead, in_body, in_album])
def test_a_described_picture_stops_nothing(reporter, approver, shows, over):
    item = make_draft(reporter, **shows(make_image(**over)))
    workflow.publish(item, approver)
    assert Article.objects.get(pk=item.pk).is_published()


def test_words_in_the_body_are_words(reporter, approver):
    image = make_image()
    workflow.publish(make_draft(reporter, **in_body(image, alt="Người dân nộp hồ sơ")), approver)
    both = in_body(image, alt="Người dân")["body"] + in_body(image)["body"]
    with pytest.raises(Undescribed):
        workflow.publish(make_draft(reporter, body=both), approver)


def test_a_poster_counts_too(reporter, approver):
    programme = Programme.objects.create(title="Phòng cháy chữa cháy")
    over = {"programme": programme.pk, "youtube_id": "abcdefghijk"}
    with pytest.raises(Undescribed):
        workflow.publish(make_draft(reporter, Video, poster=make_image().pk, **over), approver)
    workflow.publish(make_draft(reporter, Video, **over), approver)


def test_writing_and_sending_in_are_never_stopped(reporter):
    item = make_draft(reporter, **lead(make_image()))
    workflow.submit(item, reporter)
    assert Article.objects.get(pk=item.pk).stage == State.SUBMITTED


def test_what_is_scheduled_is_not_stopped_by_the_clock(reporter, approver):
    image = make_image(alt="Người dân nộp hồ sơ")
    item = make_draft(reporter, **lead(image))
    due_at = timezone.now() + timedelta(hours=1)
    workflow.schedule(item, approver, due_at)
    Image.objects.filter(pk=image.pk).update(alt="")
    with time_machine.travel(due_at + timedelta(seconds=1)):
        assert workflow.publish_due(timezone.now()) == 1


def test_the_sentence_names_a_few_and_counts_the_rest(reporter, approver):
    images = [make_image(title=f"Ảnh thử {n}") for n in range(7)]
    item = make_draft(reporter, body="".join(in_body(image)["body"] for image in images))
    with pytest.raises(Undescribed) as refused:
        workflow.publish(item, approver)
    assert "“Ảnh thử 4” và 2 ảnh khác" in refused.value.why
    assert refused.value.images == images


@pytest.mark.parametrize(
    "body", ['<img src="/media/%00">', '<img src="/media/%FF.jpg">', '<figure data-album="9"></figure>']
)
def test_odd_addresses_are_nobodys_pictures(reporter, body, django_assert_max_num_queries):
    item = make_draft(reporter, body=body)
    with django_assert_max_num_queries(1):
        assert undescribed(item, item.head.content) == []


def test_the_page_of_the_verb_asks_and_writes_into_the_library(client, reporter, approver):
    client.force_login(approver)
    shown, decoration, other = make_image(), make_image(title="Hoa văn"), make_image(title="Của bài khác")
    item = make_draft(reporter, image=shown.pk, **in_body(decoration))
    path = f"/admin/news/article/{item.pk}/viec/publish/"
    page = client.get(path)
    assert [image for image, *_ in page.context["form"].pictures] == [shown, decoration]
    data = {f"alt-{shown.pk}": " Người dân  nộp hồ sơ ", f"alt-{other.pk}": "Không được hỏi", "seen": item.token}
    answer = client.post(path, data)
    assert "“Hoa văn” chưa có mô tả" in answer.content.decode()
    assert 'value=" Người dân  nộp hồ sơ "' in answer.content.decode()
    assert Image.objects.get(pk=shown.pk).alt == ""  # refused: nothing changed, what was typed is still there
    answer = client.post(path, data | {f"decorative-{decoration.pk}": "on"})
    assert answer.status_code == 302
    assert Article.objects.get(pk=item.pk).is_published()
    assert Image.objects.get(pk=shown.pk).alt == "Người dân nộp hồ sơ"
    assert Image.objects.get(pk=decoration.pk).is_decorative
    assert Image.objects.get(pk=other.pk).alt == ""


def test_a_picture_is_described_or_decoration_not_both(client, reporter, approver):
    client.force_login(approver)
    image = make_image()
    item = make_draft(reporter, **lead(image))
    data = {f"alt-{image.pk}": "Trụ sở", f"decorative-{image.pk}": "on", "seen": item.token}
    answer = client.post(f"/admin/news/article/{item.pk}/viec/publish/", data)
    assert "Ảnh trang trí thì bỏ trống phần mô tả." in answer.content.decode()
    assert not Article.objects.get(pk=item.pk).is_live


def test_what_was_brought_in_stays_on_the_site_and_can_be_changed(approver):
    item = make_article(image=make_image())
    assert item.is_published()
    with pytest.raises(Undescribed):
        workflow.schedule(
            make_draft(approver, **lead(make_image())), make_staff(APPROVER), timezone.now() + timedelta(1)
        )
    assert Article.objects.published().get() == item


def test_only_who_may_change_the_library_is_asked(reporter, approver):
    item = make_draft(reporter, **lead(make_image()))
    asked = {person: acts.PublishForm(None, item=item, user=person).pictures for person in (reporter, approver)}
    assert [len(pictures) for pictures in asked.values()] == [0, 1]
