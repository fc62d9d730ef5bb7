"""Which programs are no persons: bots.txt, kept by others and renewed by `manage.py renew_bots`, and what it lacks."""

import re
from functools import cache, lru_cache
from pathlib import Path

LIST = Path(__file__).with_name("bots.txt")
# Names that whoever writes a program chooses; Cubot makes phones.
GENERAL = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|preview|curl|wget|python|headless|lighthouse|monitor", re.IGNORECASE
)
# In the list, and in what readers send: the first build of Android 15, which phones of many makers name in the browser
# of Zalo or Facebook; the end of the same; the browser of Amazon's tablets.
READERS = {r"AP3A\.240617\.008", r"008\/", r"^Silk\/"}


@lru_cache(maxsize=2048)
def is_person(agent: str) -> bool:
    return bool(agent) and not GENERAL.search(agent) and not _listed().search(agent)


def write(patterns: list[str], source: str) -> int:
    """Take a list of regular expressions in place of the kept one, with a line on where it comes from; how many were
    taken. Raises re.error, and leaves the kept one, when one is none."""
    taken = [pattern for pattern in patterns if pattern not in READERS]
    re.compile("|".join(taken))
    LIST.write_text("\n".join([f"# {source}", *taken, ""]), encoding="utf-8")
    return len(taken)


@cache
def _listed() -> re.Pattern[str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(line for line in lines if line and not line.startswith("#")))
