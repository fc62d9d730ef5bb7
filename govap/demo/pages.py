"""What the demo's standing pages say."""

ABOUT = """\
<p>Trang thông tin điện tử là nơi chính quyền địa phương đăng tin hoạt động, thông báo, hướng dẫn thủ tục và lắng nghe \
ý kiến của người dân.</p>
<h2>Về nội dung mẫu</h2>
<p>Bài viết, hình ảnh và video đang hiển thị được tạo tự động để làm quen với trang. Các sự việc và con số trong đó \
không có thật. Quản trị viên thay nội dung này bằng bài giới thiệu chính thức trong phần quản trị.</p>
<h2>Nguyên tắc biên tập</h2>
<ul>
<li>Thông tin chính xác, kịp thời, dễ hiểu.</li>
<li>Ghi rõ nguồn và người thực hiện.</li>
<li>Sai sót được đính chính công khai.</li>
</ul>
"""

CONTACT = """\
<p>Người dân và doanh nghiệp có thể gửi ý kiến, phản ánh bằng thư điện tử, điện thoại hoặc đến trực tiếp bộ phận tiếp \
công dân trong giờ hành chính.</p>
<table>
<caption>Giờ làm việc (mẫu)</caption>
<thead><tr><th scope="col">Ngày</th><th scope="col">Sáng</th><th scope="col">Chiều</th></tr></thead>
<tbody>
<tr><td>Thứ Hai đến thứ Sáu</td><td>7 giờ 30 - 11 giờ 30</td><td>13 giờ - 17 giờ</td></tr>
<tr><td>Thứ Bảy</td><td>7 giờ 30 - 11 giờ 30</td><td>Nghỉ</td></tr>
</tbody>
</table>
<p>Địa chỉ, số điện thoại và thư điện tử có ở cuối mỗi trang.</p>
"""
