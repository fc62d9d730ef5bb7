from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0005_newsroom_constraints"),
    ]

    operations = [
        migrations.AddField(
            model_name="identity",
            name="tone_marks",
            field=models.CharField(
                blank=True,
                choices=[("old", "hòa, thủy (kiểu cũ)"), ("new", "hoà, thuỷ (kiểu mới)"), ("", "không kiểm tra")],
                default="old",
                help_text="Bảng “Kiểm tra khi viết” nhắc chỗ viết khác cách này. Chữ đã đăng giữ nguyên.",
                max_length=3,
                verbose_name="cách đặt dấu thanh",
            ),
        ),
    ]
