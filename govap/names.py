"""People and bodies that a Vietnamese text names, told by how they are written: a family name with syllables in
capitals behind it, or the word for a kind of body with its own name behind it. Streets and schools that bear a
person's name are found too. Names are for comparing, not for print."""

import hashlib
import re
from collections import Counter

from govap.text import fold, nfc

MOST = 8  # names of one text
_UPPER = "".join(letter for letter in map(chr, [*range(0x41, 0x5B), *range(0xC0, 0x1EFA)]) if letter.isupper())
_SYLLABLE = rf"[{_UPPER}][^\W\d_]*"
_FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Vương|Trịnh|Trương|Đinh|Lâm|Phùng|"
    "Mai|Tô|Tạ|Hà|Cao|Châu|Lưu|Lương|Thái|Tăng|Quách|Kiều|Chu|Nghiêm|Diệp|Triệu|Tống|Thạch|Âu|Khưu|Giang"
)
_PERSON = re.compile(rf"(?<![\w-])(?:{_FAMILY})(?: {_SYLLABLE}){{1,4}}(?![\w-])")
_KIND = (
    "(?:Ủy|Uỷ) ban|Hội đồng|Mặt trận|Tòa án|Viện|Công an|Ban|Đảng ủy|Đoàn|Liên đoàn|Hội|Sở|Phòng|Trường|Bệnh viện|"
    "Trung tâm|Trạm|Chi cục|Cục|Đội|Công ty|Nhà máy|Nhà|Bảo tàng|Câu lạc bộ|Hợp tác xã|Chùa|Đình|Chợ|Công viên"
)
_OWN = rf"(?:{_SYLLABLE}|[0-9]{{1,2}}(?![\w/-]|\.\d))"
# Of a word in the name of a body only the first syllable has a capital: Phòng Giáo dục và Đào tạo.
_SMALL = r"[^\W\d_]+"
_BODY = re.compile(
    rf"(?<![\w-])(?:{_KIND})(?: {_SMALL}){{0,3}}? {_OWN}(?:(?: {_SMALL})?(?: và)? {_OWN}){{0,7}}(?![\w-])"
)
_EVERYWHERE = {"ho chi minh"}


def named_in(*texts: str) -> list[str]:
    """The folded names in these texts, at most MOST: those of the first text before those of the next, and of one text
    the most often named first."""
    found: dict[str, None] = {}
    for text in texts:
        plain = nfc(text)
        names = [fold(name) for pattern in (_PERSON, _BODY) for name in pattern.findall(plain) if not name.isupper()]
        found |= dict.fromkeys(name for name, _ in Counter(names).most_common())
    return [name for name in found if name not in _EVERYWHERE][:MOST]


def key_of(name: str) -> int:
    """A name as a number that an index keeps small: 63 bits, the same everywhere."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) >> 1
