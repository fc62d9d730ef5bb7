"""Bars of days or months as figures of an SVG whose drawing is stretched to the room there is, with the former period
as a line. Words stand beside the drawing, in HTML, so that they keep their size."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

from govap.text import number

MOST_BARS = 92
STEP, BAR, TOP = 10, 7, 100  # of the drawing, whose height is 100


@dataclass(frozen=True)
class Bin:
    """One bar's days."""

    name: str
    days: list = field(repr=False)

    def total(self, counts):
        return sum(counts.get(day, 0) for day in self.days)


@dataclass(frozen=True)
class Bar:
    """Numbers as words of SVG: Vietnamese templates would write 0,5."""

    x: str
    y: str
    height: str
    name: str
    value: int
    label: str


@dataclass(frozen=True)
class Chart:
    key: str
    title: str
    unit: str
    total: int
    former: int
    description: str
    width: str
    bars: list[Bar]
    line: str
    scale: list[int]
    ends: list[str]

    @property
    def change(self):
        return change(self.total, self.former)


def days_between(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def bins(first, last):
    """The days of a period, each by itself or, when they are many, by months."""
    days = days_between(first, last)
    if len(days) <= MOST_BARS:
        return [Bin(f"{day:%d/%m/%Y}", [day]) for day in days]
    months = groupby(days, key=lambda day: (day.year, day.month))
    return [Bin(f"{month}/{year}", list(found)) for (year, month), found in months]


def draw(key, title, unit, counts, period):
    """The Chart of {day: count} over a period."""
    shown, before = bins(period.first, period.last), bins(period.former_first, period.former_last)
    values, former = [one.total(counts) for one in shown], [one.total(counts) for one in before]
    top = rounded_up(max([*values, *former[: len(values)], 1]))
    return Chart(
        key, title, unit, sum(values), sum(former),
        _described(shown, values, unit), str(STEP * len(values)),
        [_bar(n, one.name, value, top, unit) for n, (one, value) in enumerate(zip(shown, values, strict=True))],
        " ".join(f"{n * STEP + STEP / 2:g},{_y(value, top)}" for n, value in enumerate(former[: len(values)])),
        [top, top // 2, 0],
        list(dict.fromkeys([shown[0].name, shown[len(shown) // 2].name, shown[-1].name])),
    )  # fmt: skip


def table(drawn):
    """The same as numbers: (name of the days, [value in each chart])."""
    return [(bars[0].name, [bar.value for bar in bars]) for bars in zip(*(chart.bars for chart in drawn), strict=True)]


def change(now, before):
    """How a figure stands to that of the former period, in words."""
    if not before:
        return "kỳ trước không có" if now else "cả hai kỳ không có"
    percent = round(100 * (now - before) / before)
    if not percent:
        return "không đổi"
    return f"{'tăng' if percent > 0 else 'giảm'} {number(abs(percent))}%"


def rounded_up(value):
    """The least of 2, 4, 6, 10, 20, 40, … that a value fits under: halves of them are whole."""
    power = 1
    while True:
        for step in (2, 4, 6, 10):
            if value <= step * power:
                return step * power
        power *= 10


def _described(shown, values, unit):
    if not any(values):
        return f"Không có {unit} nào."
    most = values.index(max(values))
    least = values.index(min(values))
    return (
        f"Nhiều nhất {number(values[most])} {unit} ({shown[most].name}), "
        f"ít nhất {number(values[least])} {unit} ({shown[least].name})."
    )


def _bar(n, name, value, top, unit):
    label = f"{name}: {number(value)} {unit}"
    return Bar(f"{n * STEP + (STEP - BAR) / 2:g}", _y(value, top), f"{TOP * value / top:.2f}", name, value, label)


def _y(value, top):
    return f"{TOP - TOP * value / top:.2f}"
