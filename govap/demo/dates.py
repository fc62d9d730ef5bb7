"""When an office publishes: on working days, in working hours, more of late than long ago."""

from datetime import date, datetime, time, timedelta

from govap.text import ZONE

YEARS = 10
HALVES = ((time(7, 30), 240), (time(13, 0), 240))  # opening and minutes
FULL_DAY = sum(minutes for _, minutes in HALVES)
LATE_DAYS, LATE_MOST = 45, 60


def office_moments(number, end, chance):
    """`number` ascending moments over the ten years up to `end` (aware), the last one on that day or the day before."""
    last, open_minutes = _last_day(end)
    days = _working_days(last)
    late = min(LATE_MOST, number // 4)
    picked = [days[int(len(days) * (n + chance.random()) / max(1, number - late))] for n in range(number - late)]
    picked += [days[int(chance.random() * LATE_DAYS) - LATE_DAYS] for _ in range(late)]
    picked[-1:] = [last] * bool(number)
    return sorted(_at(day, int(chance.random() * (open_minutes if day == last else FULL_DAY))) for day in picked)


def _last_day(end):
    """The day of `end`, or the one before when the office had hardly opened; with its minutes of work until `end`."""
    gone = sum(_gone(end, _at_clock(end.date(), opening), minutes) for opening, minutes in HALVES)
    return (end.date(), gone) if gone >= 5 else (end.date() - timedelta(days=1), FULL_DAY)


def _gone(end, opening, minutes):
    return max(0, min(minutes, int((end - opening) / timedelta(minutes=1))))


def _working_days(last):
    """Mondays to Fridays, every other Saturday, and the last two days whatever they are."""
    first = last.toordinal() - 365 * YEARS
    days = [date.fromordinal(n) for n in range(first, last.toordinal() + 1)]
    newest = days[-2:]
    return [day for day in days[:-2] if day.weekday() < 5 or (day.weekday() == 5 and day.day % 2)] + newest


def _at(day, minute):
    morning, afternoon = HALVES
    opening, past = (morning[0], minute) if minute < morning[1] else (afternoon[0], minute - morning[1])
    return _at_clock(day, opening) + timedelta(minutes=past)


def _at_clock(day, clock):
    return datetime.combine(day, clock, ZONE)
