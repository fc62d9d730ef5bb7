"""What pictures show, asked where a text is about to be published: once answered there, it is in the library."""

from django import forms
from django.urls import reverse

from govap.editorial import content as contents
from govap.editorial.pictures import undescribed

MOST = 12  # boxes on one page; what is left is asked for next time
CHANGE = "library.change_image"
BOTH = "Ảnh trang trí thì bỏ trống phần mô tả."


class DescribingMixin:
    """Two boxes for each picture that nobody has described, for those who may change the library: `pictures`. Which
    pictures these are is asked of the text, never of what a browser sends."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.images = undescribed(self.item, contents.of(self.item)) if self.user.has_perm(CHANGE) else []
        for image in self.images[:MOST]:
            alt = type(image)._meta.get_field("alt")
            self.fields[f"alt-{image.pk}"] = forms.CharField(
                label="Ảnh này cho thấy gì?", required=False, max_length=alt.max_length, help_text=alt.help_text
            )
            self.fields[f"decorative-{image.pk}"] = forms.BooleanField(label="Ảnh chỉ để trang trí", required=False)

    @property
    def pictures(self):
        """[(image, its two boxes, its page in the library)] for the template."""
        return [
            (image, self[f"alt-{image.pk}"], self[f"decorative-{image.pk}"], _page(image))
            for image in self.images[:MOST]
        ]

    def asked_fields(self):
        return [field for field in super().asked_fields() if not field.name.startswith(("alt-", "decorative-"))]

    def clean(self):
        super().clean()
        for image in self.images[:MOST]:
            alt, is_decorative = self._answer(image)
            if alt and is_decorative:
                self.add_error(f"decorative-{image.pk}", BOTH)
        return self.cleaned_data

    def describe(self):
        """Write the answers into the library; call inside the transaction that publishes."""
        for image in self.images[:MOST]:
            image.alt, image.is_decorative = self._answer(image)
            if image.is_described:
                image.save()

    def _answer(self, image):
        alt = " ".join(self.cleaned_data.get(f"alt-{image.pk}", "").split())
        return alt, self.cleaned_data.get(f"decorative-{image.pk}", False)


def _page(image):
    return reverse("admin:library_image_change", args=[image.pk])
