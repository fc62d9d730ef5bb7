"""The index itself: what is written is found, in both scopes, on whichever database the suite runs on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from govap.search import entries, index
from govap.search.entries import Document
from govap.search.matching import Ask, Match, one_each
from govap.search.query import parse
from govap.search.tables import entries as rows

pytestmark = pytest.mark.django_db
NOON = datetime(2017, 4, 12, 12, tzinfo=UTC)


def write(number=1, scope="desk", **content):
    index.write(scope, "article", number, **{"title": "Đảng bộ quận", "date": NOON + timedelta(days=number)} | content)


def found(*tokens, scope="public", limit=10, none=(), **bounds):
    [ids] = index.find(scope, [Ask(Match(one_each(tokens), none), limit, **bounds)])
    items = dict(rows(scope).values_list("id", "object_id"))
    return [items[entry] for entry in ids]


@pytest.mark.parametrize("query", ["đảng bộ", "DANG BO", "đa\u0309ng", "bo quan", "dang b", "đảng  bộ !"])
def test_the_desk_finds_folded_words_and_a_last_beginning(query):
    write()
    write(2, title="Chuyện khác")
    assert index.ids("desk", "article", query) == [1]


@pytest.mark.parametrize("query", ["", "…", "\0", "đảng ủy", "b dang", "'); DROP TABLE search_desk; --"])
def test_the_desk_finds_nothing_for_others(query):
    write()
    assert index.ids("desk", "article", query) == []


def test_the_desk_searches_summary_body_tags_and_people():
    write(summary="tóm tắt", body="Thân bài\ndòng hai", tags=["Dân vận"], people=["BA MINH"])
    for query in ("tom tat", "dong hai", "van dan", "ba minh", "minh tom dang"):
        assert index.ids("desk", "article", query) == [1], query


def test_kinds_and_scopes_are_apart():
    write()
    index.write("desk", "video", 1, title="Đảng bộ quận")
    write(5, scope="public")
    assert index.ids("desk", "article", "dang bo") == index.ids("desk", "video", "dang bo") == [1]
    assert index.ids("public", "article", "dang bo") == [5]


def test_newest_first_and_bounded():
    for number in range(1, 8):
        write(number)
    assert index.ids("desk", "article", "dang", limit=3) == [7, 6, 5]


def test_writing_again_forgets_what_was_there():
    write(scope="public", body="cũ kỹ", facets=["category:3"])
    write(scope="public", title="Tên mới", date=NOON - timedelta(days=900))
    assert found("dang") == found("ki") == found("=category:3") == []
    assert found("ten", "moi") == [1]


def test_removing_forgets_everything():
    write(scope="public")
    write(2, scope="public")
    index.remove("public", "article", 1)
    index.remove("public", "article", 99)
    assert found("dang") == [2]
    assert rows("public").count() == 1


def test_a_transaction_undone_leaves_nothing():
    with transaction.atomic():
        write(scope="public")
        transaction.set_rollback(True)
    assert found("dang") == []


def test_neighbours_accents_facets_and_exclusions():
    write(1, scope="public", title="Hội đồng nhân dân", facets=["category:3"])
    write(2, scope="public", title="Nhân dân hội đống", facets=["category:4"])
    assert found("hoi_dong") == [2, 1]
    assert found("dong_nhan") == [1]
    assert found("e:đông1") == [1]
    assert found("hoi", "=category:4") == [2]
    assert found("hoi", none=(("=category:4",),)) == [1]
    assert found("hoi", none=(("hoi", "dong_nhan"), ("zzz",))) == [2]


def test_words_neighbour_across_lines_but_not_across_parts():
    write(scope="public", title="một hai", summary="ba bốn", body="năm sáu\n\n– bảy tám\n")
    assert found("mot_hai") == found("bay_tam") == found("sau_bay") == [1]
    assert found("hai_ba") == found("bon_nam") == []


def test_a_whole_title_is_a_token_however_it_is_spelt():
    write(scope="public", title="Lịch tiếp dân ngày 11 tháng 4, UBND TP. Hồ Chí Minh")
    write(2, scope="public", title="Lịch tiếp dân")
    for spelling in ("LICH TIEP DAN 11/4 UBND TP.Hồ Chí Minh", "lịch tiếp dân 11.4 ubnd tp ho chi minh"):
        assert found(entries.whole_title(parse(spelling).folded)) == [1]
    assert found(entries.whole_title(["lich", "tiep", "dan"])) == [2]


def test_dates_bound_what_is_asked():
    for number in (1, 2, 3):
        write(number, scope="public")
    second = entries.date_key(NOON + timedelta(days=2))
    assert found("dang", first=second) == [3, 2]
    assert found("dang", end=second) == [1]


def test_a_minute_may_have_any_number_of_entries():
    documents = [Document("article", number, "Cùng lúc", date=NOON) for number in range(1, 301)]
    index.write_many("public", documents[:200])
    for document in documents[200:]:
        index.write_many("public", [document])
    assert sorted(found("cung_luc", limit=500)) == list(range(1, 301))
    before = [Document("article", 1000, "Trước đó", date=NOON - timedelta(hours=1))]
    index.write_many("public", before)
    assert found("=kind:article", limit=500)[-1] == 1000


@pytest.mark.parametrize("date", [None, datetime(1, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)])
def test_any_date_and_length_is_taken(date):
    write(scope="public", title="x" * 5000 + "\0", body="\0😀" + "chữ " * 100_000, date=date)
    assert found("chu") == [1]


def test_tokens_are_pinned_to_their_format():
    # When this changes, raise FORMAT: entries in the field were written with the former tokens.
    one = entries.row("public", Document("page", 1, "Tổ 1", "Lý 2/4", facets=["tag:1"]), 5)
    assert entries.FORMAT == 2
    assert sorted({*one.tokens.split()}) == [
        "1", "2", "2_4", "4", "=kind:page", "=tag:1", "e:1", "e:2", "e:4", "e:li2", "e:tô3", "li", "li_2", "p:1",
        "p:t", "p:to", "t:1", "t:to", "to", "to_1", "w:c58ea5688f321cb0",
    ]  # fmt: skip


def test_a_line_without_words_parts_no_phrase_in_what_is_ranked():
    one = entries.row("public", Document("article", 1, "Một", body="năm sáu\n–\nbảy"), 5)
    assert one.words.endswith("nam sau bay")
