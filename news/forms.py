import re
from itertools import zip_longest

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from govap import text
from govap.editorial.forms import BodyField, PublishableForm, TidyForm
from govap.editorial.roles import EDITOR, LEVELS, level_of
from govap.editorial.widgets import HouseTemplateMixin

from .bylines import MAX_NAME, ROLES
from .models import Article, Category, Tag
from .querysets import remit_of

BLANK_ROWS = 3
MAX_TAG, MAX_TAGS = 60, 30


class BylineWidget(HouseTemplateMixin, forms.Widget):
    """A row for each person, and three blank ones; a row whose name is emptied goes away. Works without JavaScript."""

    template_name = "admin/news/byline.html"
    use_fieldset = True

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        blank = [{"role": "bai", "name": ""}] * BLANK_ROWS
        context["widget"] |= {"rows": [*(value or []), *blank], "roles": ROLES, "max_length": MAX_NAME}
        return context

    def value_from_datadict(self, data, files, name):
        if self.value_omitted_from_data(data, files, name):
            return []
        rows = zip_longest(data.getlist(f"{name}_role"), data.getlist(f"{name}_name"), fillvalue="")
        return [{"role": role, "name": person} for role, person in rows if person.strip()]

    def value_omitted_from_data(self, data, files, name):
        return f"{name}_name" not in data

    def id_for_label(self, id_):
        return ""


class BylineField(forms.Field):
    widget = BylineWidget

    def to_python(self, value):
        rows = [{"role": row["role"], "name": " ".join(text.nfc(row["name"]).split())} for row in value or []]
        if any(row["role"] not in ROLES for row in rows):
            raise ValidationError("Xin chọn vai trò cho từng người.")
        return rows

    def has_changed(self, initial, data):
        return (initial or []) != (data or [])


class TagsInput(forms.TextInput):
    class Media:
        js = [forms.widgets.Script("govap/admin/tags.js", type="module")]

    def format_value(self, value):
        return value if isinstance(value, str) else ", ".join(value or [])


class TagsField(forms.CharField):
    """Names between commas as a list; of names that differ in case, normal form or spacing only the first."""

    widget = TagsInput

    def clean(self, value):
        names = {Tag.fold(name): " ".join(name.split()) for name in reversed(split_names(super().clean(value)))}
        if too_long := next((name for name in names.values() if len(name) > MAX_TAG), None):
            raise ValidationError(f"Thẻ “{too_long[:40]}…” dài quá {MAX_TAG} chữ. Các thẻ cách nhau bằng dấu phẩy.")
        if len(names) > MAX_TAGS:
            raise ValidationError(f"Mỗi bài có tối đa {MAX_TAGS} thẻ.")
        return list(reversed(names.values()))

    def has_changed(self, initial, data):
        before = {Tag.fold(name) for name in initial or []}
        return before != {Tag.fold(name) for name in split_names(data or "")}


class CategoryChoiceField(forms.ModelChoiceField):
    known = None  # the category that the draft has: most saves keep it, and need not look it up

    def to_python(self, value):
        return self.known if self.known and str(value) == str(self.known.pk) else super().to_python(value)

    def label_from_instance(self, category):
        return f"{category.parent} › {category}" if category.parent_id else str(category)


class CategoryForm(TidyForm):
    slug_from = "name"


class TagForm(TidyForm):
    def clean_name(self):
        name = " ".join(text.nfc(self.cleaned_data["name"]).split())
        folded = Tag.fold(name)
        if twin := Tag.objects.filter(folded=folded).exclude(pk=self.instance.pk).first():
            raise ValidationError(f"Đã có thẻ “{twin.name}”.")
        self.instance.folded = folded
        return name


class ArticleForm(PublishableForm):
    body = BodyField()
    category = CategoryChoiceField(Category.objects.select_related("parent"), label="Chuyên mục", required=False)
    byline = BylineField(
        label="Người thực hiện",
        required=False,
        help_text="Mỗi người một dòng. Xóa tên để bỏ dòng; lưu rồi sẽ có thêm dòng trống.",
    )
    tags = TagsField(
        label="Thẻ",
        required=False,
        widget=TagsInput({"class": "vTextField", "data-tags-url": reverse_lazy("admin:news_tag_suggest")}),
        help_text="Cách nhau bằng dấu phẩy. Gõ vài chữ, có dấu hoặc không, để chọn thẻ đã có.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].known = self.instance.desk_category

    def clean_category(self):
        category, item = self.cleaned_data["category"], self.instance
        is_foreign = level_of(self.user) == LEVELS[EDITOR] and item.pk and item.author_id != self.user.pk
        if category and is_foreign and category.pk not in remit_of(self.user):
            raise ValidationError(
                "Chuyên mục này không do anh/chị phụ trách. Muốn chuyển bài sang đó, xin nhờ người duyệt."
            )
        return category

    class Meta:
        model = Article
        fields = "__all__"
        exclude = ["tags"]  # the rows' own; the field above has the revision's


def split_names(typed):
    names = re.split(r"[,;\n]", text.nfc(typed).replace("\0", ""))
    return [name for name in names if name.strip()]
