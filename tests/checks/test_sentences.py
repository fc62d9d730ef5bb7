"""Where a sentence ends, and that nothing an office writes in one makes it look like two."""

import pytest

from govap.checks import Text
from govap.checks.sentences import MOST, long_sentences, sentences, syllables


def parts(words):
    return [words[start:end] for start, end in sentences(words)]


@pytest.mark.parametrize(
    "words",
    [
        "Hội nghị diễn ra tại TP. HCM vào sáng nay.",
        "Hội nghị diễn ra tại TP. Hồ Chí Minh, TP. Thủ Đức và TP. Huế.",
        "Bà con ở P. 5, Q. Gò Vấp và H. Nhà Bè đã nhận quà.",
        "Theo TS. Mẫu, ThS.BS. Trần Thị Thử và PGS.TS. Lê Văn Mẫu, dịch đã giảm.",
        "Tổng kinh phí là 1.000.000 đồng, từ ngày 12.4.2017 đến 30.4.2017.",
        "Bàn, ghế, tủ, v.v. và nhiều vật dụng khác được trao.",
        "Xem trang thongtin.gov.vn để biết thêm.",
        "1. Tập trung thực hiện cải cách thủ tục hành chính.",
        "a. Tiếp nhận hồ sơ.",
        "IV. Tổ chức thực hiện kế hoạch.",
        "“Có thật không?” – một người dân hỏi.",
        "Ông nói “Tốt lắm!” rồi bắt tay từng người.",
        "Đối tượng Nguyễn Văn A. (sinh năm 1990) bị bắt.",
        "Vậy thì tốt… nhưng còn chậm.",
        "Xem thêm tr. 15 của tài liệu.",
    ],
)
def test_one_sentence_stays_one(words):
    assert parts(words) == [words]


@pytest.mark.parametrize(
    "words",
    [
        "Hội nghị kết thúc.|Mọi người ra về.",
        "Thật không?|Thật!|Vậy thì tốt…|Ai cũng mừng.",
        "Ông nói: “Chúng tôi làm.|Dân được nhờ.”|Sau đó ông ra về.",
        "Họ mang bàn, ghế, v.v.|Ngoài ra còn có tủ.",
        "Đã chi 1.000.000 đồng.|50 hộ nhận quà.",
        "Việc này làm trên địa bàn TP.|Người dân rất mừng.",
        "Kế hoạch do TP.|UBND Quận thực hiện.",
        "Nhà ở TP.HCM.|Chị đi làm mỗi ngày.",
        "Bài viết có nguồn.[1]|Câu sau không có.",
        "Mọi việc đã xong.|sau đó mọi người về.",
        "Đạt 98,5%.|Trong đó có 30 hộ (ảnh).|Hết.",
        "Năm 2017.|Theo đó, việc đã xong.",
    ],
)
def test_sentences_are_parted(words):
    assert parts(words.replace("|", " ")) == words.split("|")


def test_syllables_are_words_and_no_signs():
    assert syllables("Kinh tế - xã hội, số 46-KH/QU – 1.000.000 đồng …") == 8


def findings(words, kind="p", field="body"):
    return list(long_sentences([Text(field, kind, words)]))


def test_sixty_are_not_too_many():
    assert findings(" ".join(["chữ"] * MOST) + ".") == []
    [found] = findings(" ".join(["chữ"] * (MOST + 1)) + ". Câu sau ngắn.")
    assert found.what == "Câu dài 61 chữ."
    assert (found.place.start, found.place.end) == (0, 4 * (MOST + 1))


def test_an_abbreviation_does_not_hide_a_long_sentence():
    assert findings("Tại TP. HCM, TS. Mẫu và ThS. Thử, v.v. " + "chữ " * 55 + "hết.")


def test_headings_and_titles_are_no_sentences():
    words = " ".join(["chữ"] * 70)
    assert findings(words, kind="h2") == findings(words, field="title") == []
