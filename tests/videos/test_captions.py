"""Captions: what staff have, what browsers get, what search finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_video
from videos import captions
from videos.captions import Cue, UnreadableError

SRT = """1\r
00:00:01,000 --> 00:00:04,500\r
<i>Kính chào</i> quý vị\r
và các bạn\r
\r
2\r
00:01:05,2 --> 00:01:07,000 position:50%\r
{\\an8}Phường A & phường B: 5 < 6\r
"""
VTT = """\ufeffWEBVTT - phim mẫu

NOTE người làm --> không phải phụ đề

STYLE
::cue { color: red }

mở đầu
00:01.000 --> 00:04.500
<v Người dẫn>Kính chào</v> quý vị
và các bạn

01:05.200 --> 01:07.000 line:0
Phường A &amp; phường B: 5 &lt; 6
"""
CUES = [Cue(1000, 4500, "Kính chào quý vị\nvà các bạn"), Cue(65200, 67000, "Phường A & phường B: 5 < 6")]


@pytest.mark.parametrize("typed", [SRT, VTT, VTT.replace("\n", "\r")])
def test_subrip_and_webvtt_are_read_alike(typed):
    assert captions.read(typed) == CUES


def test_what_is_written_is_plain_webvtt():
    assert captions.written(CUES) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.500\nKính chào quý vị\nvà các bạn\n\n"
        "00:01:05.200 --> 00:01:07.000\nPhường A &amp; phường B: 5 &lt; 6\n"
    )
    assert captions.spoken(captions.written(CUES)) == "Kính chào quý vị và các bạn\nPhường A & phường B: 5 < 6"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Chỉ là một câu.", "Không thấy phụ đề"),
        ("WEBVTT\n\n00:01 --> 00:04\nChữ", "Không đọc được dòng giờ “00:01 --> 00:04”"),
        ("00:09.000 --> 00:04.000\nChữ", "kết thúc trước khi bắt đầu"),
        ("00:61.000 --> 00:64.000\nChữ", "Không đọc được dòng giờ"),
        ("\n\n".join(["00:01.000 --> 00:02.000\nChữ"] * 5001), "dài quá"),
    ],
)
def test_unreadable_captions_are_refused_with_the_place(typed, words):
    with pytest.raises(UnreadableError, match=words):
        captions.read(typed)


@given(st.text("0123456789:.,-> \n<>&;aạAWEBVTTNOTE\r\ufeff{}\\", max_size=300))
def test_reading_what_was_written_changes_nothing(typed):
    try:
        cues = captions.read(typed)
    except UnreadableError:
        return
    assert captions.read(captions.written(cues)) == cues


@pytest.mark.django_db
def test_page_offers_them_as_track_and_transcript(client):
    video = make_video(file="video/mau.mp4", captions=captions.written(CUES))
    page = client.get(video.get_absolute_url()).content.decode()
    assert f'src="/video/{video.pk}.vtt"' in page
    assert "Lời trong video" in page
    response = client.get(f"/video/{video.pk}.vtt")
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.content.decode() == video.captions
    assert "<track" not in client.get(make_video(file="video/mau.mp4").get_absolute_url()).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("over", [{"is_live": False, "captions": captions.written(CUES)}, {"captions": ""}])
def test_captions_of_nothing_public_are_not_found(client, over):
    assert client.get(f"/video/{make_video(**over).pk}.vtt").status_code == 404


@pytest.mark.django_db
def test_search_finds_a_video_by_what_is_said_in_it(client):
    make_video(title="Phim mẫu", captions=captions.written(CUES))
    make_video(title="Phim kín", captions=captions.written(CUES), is_live=False)
    page = client.get("/tim-kiem/?q=kinh+chao+quy+vi").content.decode()
    assert "/video/phim-mau-" in page
    assert "phim-kin" not in page
