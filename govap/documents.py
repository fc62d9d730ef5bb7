"""Numbers of official documents in running text, as Nghị định 30/2020/NĐ-CP and the Party's guides write them."""

import re

# An organ or a kind in capitals, perhaps with a digit (QH14), perhaps in parts: NĐ-CP, KH/QU, TTLT-BNV-BTC, CT-TTg.
_PART = r"(?:[A-ZĐÂÊÔƯĂ][A-ZĐÂÊÔƯĂa-z]{0,9}[0-9]{0,2})"
_SIGN = rf"{_PART}(?:[-–&.]{_PART}){{0,4}}"
_YEAR = r"(?:19|20)[0-9]{2}"
DOCUMENT_NUMBER = re.compile(
    rf"(?<![\w/.-])[0-9]{{1,6}}[a-z]?(?:/{_YEAR})? ?(?:/ ?{_SIGN}|[-–] ?{_SIGN} ?/ ?{_SIGN})(?![\w/])"
)
# "số 11/2017" is a month and "24/7" an hour: a sign must have two capitals, or stand behind a year.
_CAPITALS = re.compile("[A-ZĐÂÊÔƯĂ][A-ZĐÂÊÔƯĂ]")


def document_numbers(text: str) -> list[str]:
    """The numbers of documents that a text (NFC) names, each once, in order: ["46-KH/QU", "42/2022/NĐ-CP"].

    They come without the spaces that typists leave ("05- CT/TW") and with plain hyphens.
    """
    return list(dict.fromkeys(plain_number(found[0]) for found in find_numbers(text)))


def find_numbers(text: str) -> list[re.Match[str]]:
    return [found for found in DOCUMENT_NUMBER.finditer(text) if _CAPITALS.search(found[0])]


def plain_number(written: str) -> str:
    return written.replace(" ", "").replace("–", "-")
