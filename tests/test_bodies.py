"""Bodies drawn with what the library and the videos hold: what is asked for, what is shown, what never is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from govap import bodies
from govap.library import renditions
from govap.library.models import Album, AlbumImage, Document, Image
from tests.factories import make_article, make_video
from tests.files import pdf
from tests.pictures import upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_image(n=0, **over):
    return Image.objects.create(**{"file": upload(size=(700 + n, 400)), "alt": f"Ảnh thứ {n}"} | over)


def make_album(count=3, **over):
    album = Album.objects.create(**{"title": "Ngày hội khu phố"} | over)
    for n in range(count):
        AlbumImage.objects.create(album=album, image=make_image(n), order=count - n)
    return album


def make_document(**over):
    file = upload("ke-hoach.pdf")
    file.file.seek(0)
    file.file.truncate()
    file.file.write(pdf(f"Ke hoach {Document.objects.count()}"))
    file.size = file.file.tell()
    return Document.objects.create(**{"file": file, "title": "Kế hoạch tiếp công dân", "number": "46-KH/QU"} | over)


def album_node(album):
    return f'<figure data-album="{album.pk}"></figure>'


def video_node(video):
    return f'<figure data-video="{video.pk}"></figure>'


def link_to(document, words="Kế hoạch"):
    return f'<a data-document="{document.pk}" href="/tai-lieu/{document.pk}/">{words}</a>'


def everything():
    image = make_image(9)
    body = f'<p>{link_to(make_document())}</p><figure><img src="{image.url}" alt=""></figure>'
    return body + album_node(make_album()) + video_node(make_video(youtube_id="dQw4w9WgXcQ"))


def test_each_kind_that_is_there_costs_one_query_and_none_that_is_not(django_assert_num_queries):
    body = everything() * 2 + album_node(make_album(title="Hai")) + f"<p>{link_to(make_document())}</p>"
    with django_assert_num_queries(4):
        page = bodies.drawn(body).html
    assert page.count('<ul class="album">') == 3
    with django_assert_num_queries(0):
        bodies.drawn("<p>a</p>")


def test_pictures_come_in_the_sizes_that_are_there_and_described():
    image = make_image()
    renditions.work()
    page = bodies.drawn(f'<figure><img src="{image.url}" alt=""></figure>').html
    assert 'type="image/webp"' in page
    assert 'width="700" height="400"' in page
    assert 'alt="Ảnh thứ 0"' in page


def test_an_album_shows_its_pictures_in_order_each_leading_to_the_large_one():
    album = make_album(3)
    first = album.in_order().first()
    first.caption, first.credit = "Trao quà <b>", "Ban Dân vận"
    first.save()
    page = bodies.drawn(album_node(album)).html
    assert page.index(first.url) < page.index(album.in_order().last().url)
    assert page.count('<a href="/media/anh/') == 3
    assert "Trao quà &lt;b&gt;. <span" in page
    assert "Ảnh: Ban Dân vận" in page
    assert "<figcaption>Ngày hội khu phố (3 ảnh)</figcaption>" in page


def test_a_picture_that_nobody_described_is_still_a_link_with_a_name():
    album = Album.objects.create(title="a")
    AlbumImage.objects.create(album=album, image=make_image(alt="", is_decorative=True))
    assert 'alt="Ảnh 1"' in bodies.drawn(album_node(album)).html


def test_an_empty_album_and_one_that_is_gone_are_not_shown():
    album = make_album(0)
    assert bodies.drawn(album_node(album)).html == ""
    body = album_node(album)
    album.delete()
    assert bodies.drawn(body).html == ""


def test_an_album_that_changed_is_drawn_anew():
    album = make_album(2)
    assert "(2 ảnh)" in bodies.drawn(album_node(album)).html
    AlbumImage.objects.first().delete()
    assert "(1 ảnh)" in bodies.drawn(album_node(album)).html


def test_a_huge_album_says_how_many_of_its_pictures_are_shown():
    album, image = Album.objects.create(title="Lớn"), make_image()
    files = [Image(file=f"anh/{n}.jpg", width=9, height=9) for n in range(120)]
    Image.objects.bulk_create(files)
    rows = [AlbumImage(album=album, image=one) for one in Image.objects.exclude(pk=image.pk)]
    AlbumImage.objects.bulk_create(rows)
    page = bodies.drawn(album_node(album)).html
    assert "(100 trong 120 ảnh)" in page
    assert page.count("<li>") == 100


@pytest.mark.parametrize(
    "over",
    [
        {"is_live": False},
        {"published_at": timezone.now() + timedelta(hours=1)},
        {"expires_at": timezone.now() + timedelta(seconds=-1), "published_at": timezone.now() - timedelta(days=2)},
        {"youtube_id": ""},
    ],
)
def test_a_video_that_citizens_may_not_see_is_not_shown(over):
    video = make_video(**{"youtube_id": "dQw4w9WgXcQ", "title": "Kín"} | over)
    drawn = bodies.drawn(f"<p>a</p>{video_node(video)}")
    assert drawn.html == "<p>a</p>"
    assert not drawn.has_frames


def test_a_video_is_drawn_with_its_player_and_gone_when_it_is_withdrawn():
    video = make_video(file="video/a.mp4")
    body = video_node(video)
    assert "<video controls" in bodies.drawn(body).html
    video.is_live = False
    video.save()
    assert bodies.drawn(body).html == ""


def test_documents_are_told_once_in_the_order_of_the_text():
    one, two = make_document(title="Một"), make_document(title="Hai")
    drawn = bodies.drawn(f"<p>{link_to(two)} {link_to(one)} {link_to(two)}</p>")
    assert drawn.documents == [two, one]
    assert drawn.html.count("(PDF, 1 KB)") == 3
    body = f"<p>{link_to(two, 'Hai')}</p>"
    two.delete()
    assert bodies.drawn(body).html == "<p>Hai</p>"


def test_hostile_bodies_ask_no_more_than_others(django_assert_max_num_queries):
    numbers = [*range(1, 3000), 999999999999999999]
    body = "".join(
        f'<figure data-album="{n}"></figure><figure data-video="{n}"></figure><a href="/tai-lieu/{n}/">a</a>'
        for n in numbers
    )
    with django_assert_max_num_queries(4):
        assert "<figure" not in bodies.drawn(body).html


def test_the_page_of_an_article_shows_all_and_costs_twelve_queries_at_most(client, django_assert_max_num_queries):
    article = make_article(body=everything() + "<p>a<small>b</small></p>")
    client.get(article.get_absolute_url())
    with django_assert_max_num_queries(12):
        response = client.get(article.get_absolute_url())
    page = response.content.decode()
    for shown in ('class="album"', "data-youtube=", "Tài liệu kèm theo", "doc-endnotes", "js/embed.js"):
        assert shown in page
    assert "frame-src https://www.youtube-nocookie.com" in response["Content-Security-Policy"]


def test_a_page_without_players_lets_no_frame_in(client):
    article = make_article(body="<p>a</p>")
    response = client.get(article.get_absolute_url())
    assert "frame-src" not in response["Content-Security-Policy"]
    assert "embed.js" not in response.content.decode()
    assert "Tài liệu kèm theo" not in response.content.decode()


def headed(*tags, words=500):
    return "".join(f"<{tag}>Mục {n}</{tag}><p>{'chữ ' * (words // len(tags))}</p>" for n, tag in enumerate(tags))


def entries(body):
    found = bodies.drawn(body).contents
    return [(entry.heading.title, [heading.title for heading in entry.inside]) for entry in found]


def test_a_long_text_with_headings_has_a_contents_list():
    assert entries(headed("h2", "h3", "h3", "h2")) == [("Mục 0", ["Mục 1", "Mục 2"]), ("Mục 3", [])]
    assert entries(headed("h3", "h3", "h3")) == [("Mục 0", []), ("Mục 1", []), ("Mục 2", [])]
    assert entries(headed("h3", "h2", "h3")) == [("Mục 0", []), ("Mục 1", ["Mục 2"])]


def test_a_short_text_and_one_with_two_headings_have_none():
    assert entries(headed("h2", "h2", "h2", words=100)) == []
    assert entries(headed("h2", "h2")) == []


def test_of_very_many_headings_the_upper_ones_are_named_and_the_list_begins_closed():
    body = bodies.drawn(headed(*["h2", "h3"] * 20))
    assert len(body.contents) == 20
    assert not body.is_short_list
    assert bodies.drawn(headed("h2", "h3", "h3", "h2")).is_short_list


def test_the_contents_list_leads_to_headings_of_the_page(client):
    page = client.get(make_article(body=headed("h2", "h3", "h2")).get_absolute_url()).content.decode()
    for address in ("muc-muc-0", "muc-muc-1", "muc-muc-2"):
        assert page.count(f'href="#{address}"') == page.count(f'id="{address}"') == 1
    assert "Trong bài này" not in client.get(make_article().get_absolute_url()).content.decode()
