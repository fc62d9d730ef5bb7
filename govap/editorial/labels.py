"""How stages and acts are called on screen."""

from .models.revision import Review, State

STAGES = {state.value: state.label for state in State if state != State.SUPERSEDED}
# As the log tells what was done; rules.RULES has what can be done.
DONE = {
    "create": "Tạo bài",
    "save": "Sửa",
    "restore": "Khôi phục",
    "submit": "Gửi duyệt",
    "recall": "Lấy lại",
    "return": "Trả lại",
    "publish": "Xuất bản",
    "schedule": "Hẹn giờ",
    "unschedule": "Bỏ hẹn giờ",
    "due": "Xuất bản theo giờ hẹn",
    "withdraw": "Rút bài",
    "correct": "Đính chính",
    "announce": "Báo cập nhật",
    "confirm": "Duyệt lại",
    "assign": "Giao bài",
    "discard": "Bỏ bản nháp",
    "name": "Đặt tên phiên bản",
    "share": "Chia sẻ bản xem trước",
    "unshare": "Thu hồi liên kết",
    "delete": "Xóa",
    "describe": "Sửa lời mô tả",
    "replace": "Thay tệp",
    "rename": "Đổi tên",
}
FLAGS = {Review.URGENT: "chưa được duyệt lại", Review.ALONE: "tự duyệt"}


def stage_label(stage):
    return STAGES.get(stage, "")


def verb_label(verb):
    return DONE.get(verb, verb)
