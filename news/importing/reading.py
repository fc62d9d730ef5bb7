"""The grammar of a legacy page, text or HTML: furniture, head, article, end mark, furniture."""

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape

from govap import html
from govap.text import fold, read_datetime

from .blocks import from_text
from .bylines import read_byline
from .markup import from_html
from .page import Block, LegacyError, LegacyPage
from .source import decode, is_html, saved_address
from .summary import summarise

MAX_TITLE, MAX_CATEGORY, MAX_VIDEO, MAX_HEADING = 300, 120, 190, 320
MAX_VIEWS = 2**31 - 1

VIDEOS, VISITS, VIEWS = "thu vien video", "so luot truy cap", "so luot nguoi xem"
FURNITURE = {
    VIDEOS, VISITS, "bo qua noi dung chinh", "tin moi hon", "tin da dua", "xem tiep", "xem theo ngay",
    "xem theo ngay xem theo ngay", "du lieu dang cap nhat", "go search",
}  # fmt: skip

# Loose on purpose: "31 Tháng Hai" must be found here to be refused by name in read_datetime().
_STAMP = re.compile(
    r"(?P<category>.*?)[\s,|-]*(?P<moment>(?:(?:thứ \w+|chủ nhật),? )?(?:ngày )?"
    r"(?:[0-9]{1,3} tháng \S+(?: \S+)?,? (?:năm )?[0-9]{1,5}|[0-9]{1,3}[/.-][0-9]{1,3}[/.-][0-9]{1,5}),? "
    r"[0-9]{1,3}:[0-9]{1,3}.{0,20})",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"(?:<(?:strong|em|u)>)*\s*\(([^()<>]{2,60})\)(?:</?(?:strong|em|u)>)*\s*[-–—:]\s*")
_NUMBERED = re.compile(r"([0-9]{1,2})\.\s")


def read_page(data: bytes, now: datetime) -> LegacyPage:
    """Read a saved page; raises LegacyError. `now` tells a date of the past from one that nobody can have saved."""
    source = decode(data)
    blocks = from_html(source) if is_html(source) else from_text(source)
    stamp, category, published_at = _head(blocks, now)
    end = _end(blocks, stamp)
    title = _title(blocks, stamp, end)
    story = [block for block in blocks[stamp + 2 : end] if fold(block.text) not in FURNITURE]
    story, byline = _split_byline(story)
    if not story:
        raise LegacyError(blocks[end].line, "Bài không có nội dung.")
    story, dateline, lead = _split_dateline(story)
    return LegacyPage(
        category=category,
        published_at=published_at,
        title=title,
        dateline=dateline,
        summary=summarise(lead),
        body_html=_body(story),
        byline=byline,
        views=_views(blocks[end]),
        videos=_videos(blocks[:stamp]),
        visits=_visits(blocks[:stamp]),
        address=saved_address(source),
    )


def _head(blocks: Sequence[Block], now: datetime) -> tuple[int, str, datetime]:
    """Where the line of category and moment is, and what it says."""
    for index, block in enumerate(blocks):
        found = _STAMP.fullmatch(block.text) if len(block.text) <= 200 else None
        if found:
            before = blocks[index - 1].text if index else ""
            category = _category(found["category"].strip() or before, block.line)
            return index, category, _moment(found["moment"], block.line, now)
    raise LegacyError(
        1, "Không thấy dòng chuyên mục và ngày giờ, ví dụ “Hoạt động Đảng bộ 12 Tháng Tư 2017 4:10:00 CH”."
    )


def _category(name: str, line: int) -> str:
    if not 0 < len(name) <= MAX_CATEGORY or name.isdigit() or fold(name) in FURNITURE:
        raise LegacyError(line, "Không thấy tên chuyên mục trước ngày giờ.")
    return name


def _moment(words: str, line: int, now: datetime) -> datetime:
    try:
        moment = read_datetime(words)
    except ValueError as error:
        raise LegacyError(line, str(error)) from error
    if moment > now:
        raise LegacyError(line, f"Ngày giờ “{words}” ở tương lai.")
    return moment


def _end(blocks: Sequence[Block], stamp: int) -> int:
    for index in range(stamp + 1, len(blocks)):
        if fold(blocks[index].text).startswith(VIEWS):
            return index
    raise LegacyError(blocks[-1].line, "Trang bị cắt ngang: không thấy dòng “Số lượt người xem” ở cuối bài.")


def _title(blocks: Sequence[Block], stamp: int, end: int) -> str:
    block = blocks[stamp + 1]
    if stamp + 1 == end or len(block.text) > MAX_TITLE or _dateline(block.text) or fold(block.text) in FURNITURE:
        raise LegacyError(block.line, "Không thấy tiêu đề bài sau dòng chuyên mục và ngày giờ.")
    return block.text


def _split_byline(story: list[Block]) -> tuple[list[Block], list[dict[str, str]]]:
    people: list[dict[str, str]] = []
    while story and not story[-1].is_whole and (found := read_byline(story[-1].text)):
        story, people = story[:-1], found + people
    return story, people


def _split_dateline(story: list[Block]) -> tuple[list[Block], str, str]:
    """The story without its dateline, the dateline, and the lead's words; a caption may stand before the lead."""
    for index, block in enumerate(story[:3]):
        source = _dateline(block.html)
        if source:
            markup = html.clean(block.html[source.end() :])
            lead = Block(block.line, html.to_text(markup), markup)
            return [*story[:index], lead, *story[index + 1 :]], source[1].strip(), lead.text.replace("\n", " ")
    return story, "", story[0].text


def _dateline(markup: str) -> re.Match[str] | None:
    found = _DATELINE.match(markup)
    return found if found and (fold(found[1]).startswith("web") or found[1].isupper()) else None


def _body(story: Sequence[Block]) -> str:
    headings = _headings(story)
    return html.clean("\n".join(_markup(block, is_heading=index in headings) for index, block in enumerate(story)))


def _markup(block: Block, *, is_heading: bool) -> str:
    if block.is_whole:
        return block.html
    return f"<h2>{escape(block.text, quote=False)}</h2>" if is_heading else f"<p>{block.html}</p>"


def _headings(story: Sequence[Block]) -> set[int]:
    """Places of the paragraphs numbered 1., 2., 3. … that have a text of their own; bare lists have none."""
    numbers = [_number(block) for block in story]
    found: set[int] = set()
    for index, number in enumerate(numbers[:-1]):
        if number == len(found) + 1 and not numbers[index + 1]:
            found.add(index)
    return found


def _number(block: Block) -> int:
    found = _NUMBERED.match(block.text) if len(block.text) <= MAX_HEADING and not block.is_whole else None
    return int(found[1]) if found else 0


def _views(block: Block) -> int:
    found = re.search(r":\s*([0-9][0-9.,]*)\s*$", block.text)
    views = int(re.sub("[.,]", "", found[1])) if found else MAX_VIEWS + 1
    if views > MAX_VIEWS:
        raise LegacyError(block.line, "Không đọc được số lượt người xem.")
    return views


def _videos(blocks: Sequence[Block]) -> list[str]:
    titles: dict[str, str] = {}
    for block in _after(blocks, VIDEOS):
        if fold(block.text) == VISITS:
            break
        if len(block.text) > MAX_VIDEO:
            raise LegacyError(block.line, f"Tên video dài quá {MAX_VIDEO} chữ.")
        if block.is_item:
            titles.setdefault(fold(block.text), block.text)
    return list(titles.values())


def _visits(blocks: Sequence[Block]) -> int | None:
    digits = ""
    for block in _after(blocks, VISITS):
        if not re.fullmatch(r"[0-9](?:[ .]?[0-9])*", block.text):
            break
        digits += re.sub("[ .]", "", block.text)
    return int(digits) if 0 < len(digits) <= 15 else None


def _after(blocks: Sequence[Block], heading: str) -> Sequence[Block]:
    places = [index for index, block in enumerate(blocks) if fold(block.text) == heading]
    return blocks[places[0] + 1 :] if places else []
