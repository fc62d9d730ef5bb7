"""What people type, by kinds, and what is relevant to it: told by reading every article, without the index."""

import random
import re
import unicodedata
from datetime import UTC, datetime, timedelta

from govap.html import to_text
from news.models import Article
from tests.factories import make_article

TONES = "\u0300\u0301\u0309\u0303\u0323"
PLACEMENTS = {
    "óa": "oá",
    "òa": "oà",
    "ỏa": "oả",
    "ọa": "oạ",
    "ỏe": "oẻ",
    "óe": "oé",
    "ủy": "uỷ",
    "úy": "uý",
    "ũy": "uỹ",
}
HATS = {
    "\u0302": lambda letter: letter * 2,
    "\u031b": lambda letter: f"{letter}w",
    "\u0306": lambda letter: f"{letter}w",
}
FIGURES = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}


CITY = ("TP.HCM", "TP HCM", "TPHCM", "Tp. HCM", "tp.hcm", "T.P HCM")
ABOUT = ("trồng cây ven kênh", "sửa chữa trường học", "cấp nước sạch", "quản lý vỉa hè")
NUMBERS = (
    "42/2022/NĐ-CP", "15/2019/TT-BNV", "1893/QĐ-UBND", "46-KH/QU", "05-CT/TW", "12/NQ-HĐND", "207/TB-VP",
    "30/2020/NĐ-CP", "7-NQ/ĐU", "61/2018/QĐ-TTg", "318/KH-UBND", "9-HD/BTCTW",
)  # fmt: skip


def furnish():
    """What the demo's texts lack: numbers of documents, and the city's name in every spelling."""
    first = datetime(2016, 3, 1, 2, tzinfo=UTC)
    for n, number in enumerate(NUMBERS * 2):
        city, about = CITY[n % len(CITY)], ABOUT[n // len(CITY) % len(ABOUT)]
        body = f"<p>Theo văn bản số {number} của {city} về {about}, các phường họp dân trước ngày {n + 1}/6.</p>"
        make_article(title=f"Thông tin đợt {n + 1}", body=body, published_at=first + timedelta(days=n))


def plain(text):
    """Words in lower case with single spaces around: what the reading below compares."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())
    return f" {' '.join(words)} "


def typed(text, hats, tones):
    """The keys pressed for a text: its letters, marks behind their letter, the tone behind its syllable."""
    keys = []
    for word in text.lower().replace("đ", "dd" if hats is HATS else "d9").split():
        letters, tone = "", ""
        for sign in unicodedata.normalize("NFD", word):
            if sign in TONES:
                tone = tones[TONES.index(sign)]
            elif sign in HATS:
                letters = letters[:-1] + HATS[sign](letters[-1]) if hats is HATS else letters + FIGURES[sign]
            else:
                letters += sign
        keys.append(letters + tone)
    return " ".join(keys)


def scattered(chance, text, hats, tones):
    """The same with the keys of marks anywhere behind their letters, as input methods allow: dduongwf, dduwowngf."""
    keys = []
    for word in text.lower().split():
        letters, late = "", []
        for sign in unicodedata.normalize("NFD", word.replace("đ", "d")):
            key = _key(sign, letters, hats, tones)
            late += [key] if key else []
            letters += "" if key else sign
            if late and chance.random() < 0.4:
                letters += "".join(late)
                late = []
        late += [] if "đ" not in word else ["d" if hats is HATS else "9"]
        chance.shuffle(late)
        keys.append(letters + "".join(late))
    return " ".join(keys)


def _key(sign, letters, hats, tones):
    if sign in TONES:
        return tones[TONES.index(sign)]
    if sign not in hats:
        return ""
    return FIGURES[sign] if hats is FIGURES else "w" if sign != "\u0302" else letters.rstrip("fsrxjw")[-1]


def without_accents(text):
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def elsewhere(text):
    for one, other in PLACEMENTS.items():
        text = text.replace(one, other)
    return text


def stretch(chance, text, low, high):
    words = text.split()
    length = min(len(words), chance.randint(low, high))
    start = chance.randint(0, len(words) - length)
    return " ".join(words[start : start + length]).strip(",.:;“”()")


class Reader:
    """Every published article, read word by word."""

    def __init__(self):
        self.articles = list(Article.objects.published().newest())
        self.texts = {one.pk: plain(f"{one.title} | {one.summary} | {to_text(one.body)}") for one in self.articles}
        self.titles = {one.pk: plain(one.title) for one in self.articles}

    def having(self, words):
        return {pk for pk, text in self.texts.items() if plain(words) in text}

    def titled(self, title):
        return {pk for pk, own in self.titles.items() if own == plain(title)}


def queries(reader):
    """(kind, what is typed, pks of what is relevant)."""
    chance = random.Random("cau-hoi")
    yield from whole_titles(reader, chance)
    yield from parts(reader, chance)
    yield from middles(reader, chance)
    yield from figures(reader, chance)
    yield from documents(reader, chance)
    yield from cities(reader, chance)
    yield from slips(reader, chance)


def whole_titles(reader, chance):
    placed = [one for one in reader.articles if elsewhere(one.title) != one.title]
    for kind, change, number, articles in (
        ("title", str, 30, reader.articles),
        ("without accents", without_accents, 25, reader.articles),
        ("NFD", lambda text: unicodedata.normalize("NFD", text), 15, reader.articles),
        ("capitals", str.upper, 15, reader.articles),
        ("tone placement", elsewhere, 20, placed),
    ):
        for article in chance.sample(articles, number):
            yield kind, change(article.title), reader.titled(article.title)


def parts(reader, chance):
    for kind, low, high in (("fragment of a title", 4, 8), ("two words", 2, 2)):
        for article in chance.sample(reader.articles, 30):
            part = stretch(chance, article.title, low, high)
            yield kind, part, reader.having(part)
    for article in chance.sample(reader.articles, 30):
        part = stretch(chance, to_text(article.body).split("\n")[-1], 5, 9)
        yield "fragment of a body", part, reader.having(part)


def middles(reader, chance):
    """Out of the middle of bodies, beginning and ending anywhere in a paragraph."""
    for kind, change in (("middle of a body", str), ("the same without accents", without_accents)):
        for article in chance.sample(reader.articles, 25):
            paragraphs = [one for one in to_text(article.body).split("\n") if len(one.split()) > 12]
            part = stretch(chance, " ".join(chance.choice(paragraphs).split()[3:-2]), 4, 7)
            yield kind, change(part), reader.having(part)


def documents(reader, chance):
    for number in NUMBERS:
        bare = without_accents(number).lower()
        apart = re.sub("[-/]", lambda sign: f" {sign[0]} ", number)
        spellings = [
            bare,
            number.upper(),
            apart,
            f"văn bản số {number}",
            bare.replace("-", "–"),
            number.replace("-", " - "),
        ]
        for typed_so in dict.fromkeys(spellings):
            yield "document", typed_so, reader.having(number)


def cities(reader, chance):
    for about in ABOUT:
        for city in CITY:
            yield "city", f"{city.lower() if chance.random() < 0.3 else city} về {about}", reader.having(about)


def figures(reader, chance):
    for article in chance.sample(reader.articles, 20):
        day = re.search(r"(Sáng|Chiều) (\d+)\.(\d+)", to_text(article.body))
        yield "date", f"{day[1]} {day[2]}{chance.choice('/.-')}{day[3]}", reader.having(f"{day[1]} {day[2]} {day[3]}")
    numbers = {found for one in reader.articles for found in re.findall(r"\b\d{2,3} \w+ \w+", to_text(one.body))}
    for part in chance.sample(sorted(numbers), 15):
        yield "number", part, reader.having(part)


def slips(reader, chance):
    titles = [one.title.replace(":", "").replace(",", "") for one in reader.articles]
    for kind, hats, tones in (("Telex", HATS, "fsrxj"), ("VNI", FIGURES, "21345")):
        for title in chance.sample(titles, 15):
            part = stretch(chance, title, 4, 7)
            yield kind, typed(part, hats, tones), reader.having(part)
        for title in chance.sample(titles, 20):
            part = stretch(chance, title, 4, 7)
            yield f"{kind}, keys anywhere", scattered(chance, part, hats, tones), reader.having(part)
