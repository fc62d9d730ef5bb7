"""Vietnamese text: normal form, folding, slugs, dates and numbers as offices here write them."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EARLIEST_YEAR, LATEST_YEAR = 1900, 9998

WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]

# Besides zero-width signs, the bidirectional ones: pasted text must not be able to turn a line around.
_INVISIBLE = [0x200B, 0x200C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
_SPACES = [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_LINE_ENDS = [0x0D, 0x85, 0x2028, 0x2029]
_TIDY: dict[int, str | None] = dict.fromkeys(_INVISIBLE) | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_LINE_ENDS, "\n")

_UNTIDY = re.compile(f"[{''.join(map(chr, _TIDY))}\u200d]")
# A joiner makes one sign of several emoji, a family of three people; between letters nobody sees it.
_PICTURES = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_LONE_JOINER = re.compile(f"(?<![{_PICTURES}])\u200d|\u200d(?![{_PICTURES}])")

_MARKS = re.compile("[\u0300-\u036f]")
_SOFT_HYPHEN = "\u00ad"

MONTHS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip

_WEEKDAY = r"(?:(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat),? )?"
_BEFORE = rf"(?:da phat hanh ?: ?)?{_WEEKDAY}(?:ngay )?"
_NUMERIC = r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
_WORDED = (
    r"(?P<w_day>[0-9]{1,2}) thang (?P<w_month>[0-9]{1,2}|gieng|mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi(?: mot| hai)?)"
    r",? (?:nam )?(?P<w_year>[0-9]{4})"
)
_ISO = r"(?P<i_year>[0-9]{4})-(?P<i_month>[0-9]{2})-(?P<i_day>[0-9]{2})"
_TIME = r"(?:,? (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?: ?(?P<half>sa|ch))?)?"
_DATETIME = re.compile(rf"\(?{_BEFORE}(?:{_NUMERIC}|{_WORDED}|{_ISO})\)?{_TIME}\)?")

# Typed in a TCVN3 (ABC) font, what is left of old documents: each sign stands for the letter it was drawn as.
_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
# What those fonts leave in a word and Vietnamese in Unicode never has there.
_TCVN3_SIGN = re.compile(
    r"(?<=[a-zà-ỹ])[µ¸¶·¹¨»¾¼½©«¬](?=[a-zà-ỹ]|\b)|®(?=[µ-þ]|[a-z])|[¡¢§£¤¥¦](?=[a-zµ-þ])|(?<=[a-z])[À-Þ](?=[a-z]|\b)"
)
_TCVN3_ANY = re.compile("[µ¸¶·¹¨»¾¼½©®«¬¡¢§£¤¥¦]")
_TCVN3_SHARE = 5  # a line is of such a font when one word in so many has such a sign

_HIDDEN = re.compile(f"[{''.join(map(chr, _INVISIBLE))}\u200d{_SOFT_HYPHEN}]")
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_TONE = re.compile(f"[{_TONES}]")
_WORD = re.compile(r"[^\W_]+")
_CITY = re.compile(r"\bt\.?p[\s.]*(?:hcm|h\.c\.m)\b")
_DIGIT = re.compile("[0-9]")
_LEVELLED = [
    # Dates in words and numbers are the same neighbours: 12 tháng 4 năm 2017, 12/4/2017, 12.04.2017.
    (re.compile(r"\b([0-9]{1,2}) (?:tháng|thang) ([0-9]{1,2}),? (?:năm|nam) ([0-9]{4})\b"), r"\1 \2 \3"),
    (re.compile(r"\b([0-9]{1,2}) (?:tháng|thang) ([0-9]{1,2})\b"), r"\1 \2"),
    (re.compile(r"\b(tháng|thang) ([0-9]{1,2}),? (?:năm|nam) ([0-9]{4})\b"), r"\1 \2 \3"),
]
_THOUSANDS = re.compile(r"(?<=[0-9])[.,](?=[0-9]{3}(?![0-9]))")  # 50.000
# In an open syllable i and y are one sound: kỹ and kĩ, lý and lí, quý and quí.
_I_FOR_Y = re.compile(r"([bcdđghklmnpqrstvx]{0,3}|qu|gi)y([1-5]?)")
MAX_WORD = 40
SYLLABLES_A_MINUTE = 240


def nfc(text: str) -> str:
    """Composed (NFC) text with plain spaces and line ends and without invisible signs."""
    if not text.isascii():
        # Looked for first: most texts have none, and translating is dear.
        if _UNTIDY.search(text):
            text = _LONE_JOINER.sub("", text.replace("\r\n", "\n").translate(_TIDY))
        return unicodedata.normalize("NFC", text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def fold(text: str) -> str:
    """What two spellings of the same words share: no case, no marks, đ as d, single spaces."""
    bare = _without_marks(nfc(text).replace(_SOFT_HYPHEN, ""))
    # Once more: small letters may carry marks their capitals hide (İ), and compatibility forms hide capitals.
    return " ".join(_without_marks(bare).replace("đ", "d").split())


def slugify(text: str, max_length: int = 120) -> str:
    """An address part of a-z, 0-9 and single hyphens, cut between words; never empty."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug.strip("-") or "bai-viet"


def search_words(text: str) -> list[tuple[str, str]]:
    """Each word as search compares it, in order: (folded, exact).

    `folded` is fold() with i for y (kỹ, kĩ) and without leading zeros; `exact` keeps the accents, but not where the
    tone stands (hòa, hoà). Levelled before: `TP.HCM`, `TP HCM`; `11/4`, `11.4`, `11-4`, `ngày 11 tháng 4`; `50.000`;
    remains of TCVN3. Signs between words part them, so that 42/2022/NĐ-CP is the neighbours 42 2022 nd cp. Words are
    cut at MAX_WORD letters.
    """
    return [pair for word in _WORD.findall(_levelled(text)) for pair in _search_word(word[:MAX_WORD])]


def from_tcvn3(text: str) -> str:
    """Lines typed in a TCVN3 font as Vietnamese, all others as they are."""
    if text.isascii() or not _TCVN3_ANY.search(text):
        return text
    return "\n".join(_from_tcvn3(line) for line in text.split("\n"))


def read_datetime(text: str) -> datetime:
    """The moment a Vietnamese date means, in the zone of Hồ Chí Minh City; midnight when no time is given.

    Reads "12 Tháng Tư 2017 4:10:00 CH", "Chủ nhật, Ngày 21/04/2019, 07:55 CH", "12-4-2017", "2017-04-12" and their
    like, in any case and normal form. Raises ValueError with a Vietnamese sentence.
    """
    found = _DATETIME.fullmatch(fold(text))
    if not found:
        raise ValueError(f"Không đọc được ngày giờ “{text.strip()[:60]}”. Ví dụ đúng: 12/04/2017 16:10.")
    try:
        day = date(*_day_parts(found))
        moment = datetime(day.year, day.month, day.day, *_clock(found), tzinfo=ZONE)
    except ValueError:
        moment = None
    if moment is None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValueError(f"Ngày giờ “{text.strip()[:60]}” không có thật.")
    return moment


def parse_date(text: str) -> date:
    """The day of read_datetime()."""
    return read_datetime(text).date()


def number(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def long_date(day: date) -> str:
    # Nghị định 30/2020/NĐ-CP, Phụ lục I: days below 10 and the months 1 and 2 are written with a leading 0.
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    return f"{WEEKDAYS[day.weekday()]}, ngày {day.day:02} tháng {month} năm {day.year}"


def reading_minutes(words: int) -> int:
    """Whole minutes, at least one, at 240 syllables a minute: quiet reading of Vietnamese news, on a phone."""
    return max(1, round(words / SYLLABLES_A_MINUTE))


def short_datetime(moment: datetime) -> str:
    return f"{moment:%d/%m/}{moment.year} {moment:%H:%M}"


def _levelled(text: str) -> str:
    """Lower case in which one thing is written one way. What is dear is done only to texts that need it: the index asks
    for a hundred thousand of them."""
    plain = from_tcvn3(text)
    if not unicodedata.is_normalized("NFC", plain):
        plain = unicodedata.normalize("NFC", plain)
    if _HIDDEN.search(plain):
        plain = _HIDDEN.sub("", plain)
    plain = " ".join(plain.lower().split())
    if "hcm" in plain or "h.c.m" in plain:
        plain = _CITY.sub("tphcm", plain)
    if not _DIGIT.search(plain):
        return plain
    if "tháng" in plain or "thang" in plain:
        for pattern, replacement in _LEVELLED:
            plain = pattern.sub(replacement, plain)
    return _THOUSANDS.sub("", plain)


@lru_cache(maxsize=1 << 16)
def _search_word(word: str) -> tuple[tuple[str, str], ...]:
    """The pair of one lower-case word; none if nothing is left of it."""
    if word.isdigit():
        word = word.lstrip("0") or "0"
    folded = "".join(_WORD.findall(fold(word)))
    apart = unicodedata.normalize("NFD", word)
    tone = _TONE.search(apart)
    # The tone as a figure behind the word: where it stood in it is a matter of schools.
    exact = unicodedata.normalize("NFC", _TONE.sub("", apart)) + (str(_TONES.index(tone[0]) + 1) if tone else "")
    return ((_with_i(folded), _with_i(exact)),) if folded else ()


def _from_tcvn3(line: str) -> str:
    words = line.split()
    signs = sum(_TCVN3_SIGN.search(word) is not None for word in words)
    return line.translate(_TCVN3) if signs * _TCVN3_SHARE >= max(1, len(words)) else line


def _with_i(word: str) -> str:
    syllable = _I_FOR_Y.fullmatch(word)
    return f"{syllable[1]}i{syllable[2]}" if syllable else word


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = _MARKS.sub("", apart)
    if bare.replace("đ", "d").isascii():  # all Vietnamese: the rest of Unicode need not be asked sign by sign
        return bare
    return "".join(sign for sign in bare if unicodedata.category(sign) != "Mn")


def _day_parts(found: re.Match[str]) -> tuple[int, int, int]:
    parts = found.groupdict()
    month = parts["month"] or parts["w_month"] or parts["i_month"]
    year = parts["year"] or parts["w_year"] or parts["i_year"]
    return int(year), MONTHS.get(month) or int(month), int(parts["day"] or parts["w_day"] or parts["i_day"])


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    hour, half = int(found["hour"] or 0), found["half"]
    if half and not 1 <= hour <= 12:
        raise ValueError("SA and CH go with the hours 1 to 12")
    if half:
        hour = hour % 12 + (12 if half == "ch" else 0)
    return hour, int(found["minute"] or 0), int(found["second"] or 0)
