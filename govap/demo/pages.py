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

ENGLISH = """\
<p>This is a sample page. The office replaces it by its own basic information in English.</p>
<h2>Who we are</h2>
<p>The People’s Committee is the executive body of the local government. It is elected by the People’s Council and \
answers to it and to the People’s Committee of Ho Chi Minh City.</p>
<h2>Structure</h2>
<ul>
<li>Chairperson and Vice Chairpersons</li>
<li>Office of the People’s Council and the People’s Committee</li>
<li>Division of Economy, Infrastructure and Urban Affairs</li>
<li>Division of Culture and Society</li>
<li>Public Administrative Service Centre</li>
</ul>
<h2>Functions</h2>
<ul>
<li>Carries out the Constitution, the laws and the resolutions of the People’s Council in the area</li>
<li>Receives and answers applications, for example for civil status papers, residence and business registration</li>
<li>Looks after schools, health stations, roads, public order and the environment of the neighbourhoods</li>
<li>Meets citizens on fixed days and answers complaints and petitions</li>
</ul>
<h2>Contact</h2>
<p>Working hours (sample): Monday to Friday, 7:30 to 11:30 and 13:00 to 17:00; Saturday, 7:30 to 11:30. Address, \
telephone and e-mail stand at the foot of every page.</p>
"""
