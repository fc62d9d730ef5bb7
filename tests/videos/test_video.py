import pytest

from tests.factories import make_video

pytestmark = pytest.mark.django_db


def test_youtube_may_be_framed_on_its_page_alone(client):
    video = make_video(youtube_id="abcdefghijk")
    assert "youtube-nocookie.com" in client.get(video.get_absolute_url())["Content-Security-Policy"]
    assert "youtube" not in client.get("/video/")["Content-Security-Policy"]
    assert "<iframe" not in client.get(video.get_absolute_url()).content.decode()


def test_parts_of_a_programme_stand_together(client):
    second, first = make_video(part="B", title="Phòng cháy B"), make_video(part="A", title="Phòng cháy A")
    groups = client.get("/video/").context["programmes"]
    assert [video for group in groups for video in group["videos"]] == [first, second]
    assert list(client.get(first.get_absolute_url()).context["siblings"]) == [second]


def test_unpublished_shows_nowhere(client):
    video = make_video(title="Kín", is_live=False)
    assert client.get(f"/video/kin-{video.pk}/").status_code == 404
    for address in ("/", "/video/", "/rss/video.xml", "/sitemap-video.xml", "/tim-kiem/?q=kin"):
        assert f"kin-{video.pk}" not in client.get(address).content.decode()
