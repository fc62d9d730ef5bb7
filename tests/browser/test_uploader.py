"""Many files dropped at once: each with its progress, each with its own answer."""

import io
import os
import re

import pytest
from PIL import Image as Picture

from govap.editorial.roles import REPORTER
from govap.library.models import Album, Image
from tests.factories import make_staff, make_user
from tests.pictures import picture, upload

pytestmark = pytest.mark.django_db(transaction=True)


def photograph():
    """Of 12 megapixels and more than one part, so that the browser scales it first."""
    exif = Picture.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    grain = Picture.effect_noise((1000, 750), 90).resize((4000, 3000))
    Picture.merge("RGB", (grain, grain, grain)).save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def open_library(page, live_server, user):
    page.goto(f"{live_server.url}/admin/")
    page.locator("#id_username").fill(user.username)
    page.locator("#id_password").fill("mat-khau-thu-12")
    page.locator("[type=submit]").click()
    page.goto(f"{live_server.url}/admin/library/image/")


def test_several_files_and_a_bad_one(page, live_server, foreign):
    open_library(page, live_server, make_user("bientap"))
    files = [
        {"name": "hoi-nghi.jpg", "mimeType": "image/jpeg", "buffer": photograph()},
        {"name": "hop.jpg", "mimeType": "image/jpeg", "buffer": b"<html>"},
        {"name": "nho.png", "mimeType": "image/png", "buffer": picture("PNG")},
    ]
    sent = []
    page.on("request", lambda request: sent.append(request.method) if "tai-len" in request.url else None)
    page.set_input_files("#uploader-files", files)
    page.wait_for_selector(".uploads li:nth-child(1) a")
    page.wait_for_selector(".uploads li:nth-child(3) a")
    refused = page.text_content(".uploads li.is-refused .upload-result")
    assert "hop.jpg" in refused
    assert "không phải ảnh" in refused
    assert page.text_content(".uploads-sum") == "Xong 2/3 tệp, 1 tệp không nhận được."
    assert {(image.title, image.width, image.height) for image in Image.objects.all()} == {
        ("hoi-nghi", 1440, 1920),
        ("nho", 64, 48),
    }
    assert sent.count("POST") == 3


def one(name, size=(640, 480)):
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture(size=size)}


def test_a_reporter_answers_once_what_each_picture_shows(page, live_server):
    open_library(page, live_server, make_staff(REPORTER, "phong-vien"))
    page.set_input_files("#uploader-files", [one("a.jpg"), one("b.jpg", (650, 480)), one("c.jpg", (660, 480))])
    lines = page.locator(".uploads > li[data-id]")
    lines.nth(2).locator(".describe").wait_for()
    lines.nth(0).get_by_label("Ảnh này cho thấy gì?").fill("Người dân nộp hồ sơ")
    lines.nth(1).get_by_label("Chỉ để trang trí").check()
    assert lines.nth(1).get_by_label("Ảnh này cho thấy gì?").is_disabled()
    page.get_by_label("Nguồn ảnh chung").fill("Ban Dân vận")
    page.get_by_role("button", name="Áp dụng nguồn ảnh").click()
    page.locator(".describe.is-done").nth(1).wait_for()
    page.locator(".describe output", has_text="Còn thiếu").wait_for()
    page.get_by_label("Tên album").fill("Ngày hội")
    page.get_by_role("button", name="Tạo album").click()
    page.get_by_role("link", name="Mở album vừa tạo").wait_for()
    told = {image.title: (image.alt, image.is_decorative, image.credit) for image in Image.objects.all()}
    assert told == {
        "a": ("Người dân nộp hồ sơ", False, "Ban Dân vận"),
        "b": ("", True, "Ban Dân vận"),
        "c": ("", False, "Ban Dân vận"),
    }
    assert [image.title for image in Album.objects.get().in_order()] == ["a", "b", "c"]


def test_a_large_photograph_is_scaled_before_it_travels_and_known_again(page, live_server):
    open_library(page, live_server, make_staff(REPORTER, "phong-vien"))
    content, begun = photograph(), []
    page.on("request", lambda request: begun.append(request.post_data) if request.method == "POST" else None)
    file = {"name": "hoi-nghi.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.set_input_files("#uploader-files", [file])
    page.locator(".uploads > li[data-id]").wait_for()
    [size] = re.findall(r'name="size"\s+(\d+)', begun[0])
    assert 0 < int(size) < len(content) / 2
    page.reload()
    again = []
    page.on("request", lambda request: again.append(request.url) if request.method == "PUT" else None)
    page.set_input_files("#uploader-files", [file])
    page.locator(".upload-result", has_text="Đã có trong thư viện").wait_for()
    assert not again
    assert Image.objects.count() == 1


def test_a_picture_is_pasted(page, live_server):
    open_library(page, live_server, make_staff(REPORTER, "phong-vien"))
    page.evaluate(
        """async () => {
          const canvas = Object.assign(document.createElement("canvas"), {width: 300, height: 200});
          canvas.getContext("2d").fillRect(20, 20, 90, 90);
          const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File([blob], "image.png", {type: "image/png"}));
          document.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
        }"""
    )
    page.locator(".uploads > li[data-id]").wait_for()
    assert Image.objects.get().width == 300


def test_what_was_cut_off_goes_on_after_the_page_was_closed(page, live_server):
    open_library(page, live_server, make_staff(REPORTER, "phong-vien"))
    content = os.urandom(5_000_000)
    file = {"name": "nhieu.png", "mimeType": "image/png", "buffer": noisy_png(content)}
    sent = []

    def cut(route):
        sent.append(route.request.url.rpartition("tu=")[2])
        if len(sent) == 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/tai-len/*/?tu=*", cut)
    page.set_input_files("#uploader-files", [file])
    page.wait_for_function("() => document.querySelector('progress').value > 0")
    while len(sent) < 2:
        page.wait_for_timeout(50)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert "nhieu.png" in page.locator(".uploads-left").inner_text()
    page.set_input_files("#uploader-files", [file])
    page.locator(".uploads > li[data-id]").wait_for()
    assert sent[0] == "0"
    assert sent[2] != "0", "it goes on where it broke off"
    assert Image.objects.count() == 1


def noisy_png(noise):
    out = io.BytesIO()
    Picture.frombytes("RGB", (1600, 1000), noise[: 1600 * 1000 * 3]).save(out, "PNG", compress_level=0)
    return out.getvalue()


def test_the_focal_point_is_moved_by_keys_and_mouse(page, live_server):
    reporter = make_staff(REPORTER, "phong-vien")
    image = Image.objects.create(file=upload(size=(900, 600)), uploaded_by=reporter)
    open_library(page, live_server, reporter)
    page.goto(f"{live_server.url}/admin/library/image/{image.pk}/change/")
    mark = page.get_by_role("button", name="Điểm chính của ảnh")
    mark.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    assert (page.input_value("#id_focal_x"), page.input_value("#id_focal_y")) == ("0.540", "0.480")
    area = page.locator(".focus-picture").bounding_box()
    page.mouse.move(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * 0.9, area["y"] + area["height"] * 0.1)
    page.mouse.up()
    crop = page.eval_on_selector(".focus-crop img", "shown => getComputedStyle(shown).objectPosition")
    assert crop == "90% 10%"
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    image.refresh_from_db()
    assert (round(image.focal_x, 1), round(image.focal_y, 1)) == (0.9, 0.1)
    assert image.focal_classes == "focus-x-4 focus-y-0"
