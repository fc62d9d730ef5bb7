"""What every admin of the site shares."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property
from js_asset import Script

from govap import text
from govap.editorial.forms import MomentField, TidyForm
from govap.editorial.widgets import MomentInput

MOST = 2000  # what nobody pages through is not counted either


class BoundedPaginator(Paginator):
    """Counts no further than the pages that a person turns: a list of 100,000 opens as fast as one of 1,000."""

    @cached_property
    def count(self):
        return self.object_list.order_by()[:MOST].count()


class FoldedSearchMixin:
    """Search that needs no accents: by the model's own matching(), else over the few rows of a small table."""

    def get_search_results(self, request, queryset, search_term):
        words = text.fold(search_term.replace("\0", "")).split()
        if not words:
            return queryset, False
        if hasattr(queryset, "matching"):
            return queryset.matching(" ".join(words)), False
        rows = queryset.order_by().values_list("pk", *self.search_fields)
        found = [pk for pk, *values in rows if _holds(values, words)]
        return queryset.filter(pk__in=found), False


class ModelAdmin(FoldedSearchMixin, admin.ModelAdmin):
    form = TidyForm
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # counting each choice walks every row
    list_defer = ()
    form_select_related = ()
    formfield_overrides = {models.DateTimeField: {"form_class": MomentField, "widget": MomentInput}}

    class Media:
        js = [Script(f"govap/admin/{name}.js", type="module") for name in ("slug", "choices")]

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        match = request.resolver_match
        is_list = match and match.url_name and match.url_name.endswith("_changelist")
        if is_list:
            return queryset.defer(*self.list_defer)
        return queryset.select_related(*self.form_select_related) if self.form_select_related else queryset

    def get_changelist_formset(self, request, **kwargs):
        """Fields that stand in a list have no label beside them."""
        formset = super().get_changelist_formset(request, **kwargs)
        for field in formset.form.base_fields.values():
            field.widget.attrs["aria-label"] = field.label
        return formset

    def render_change_form(self, request, context, *args, **kwargs):
        if hasattr(context["media"], "with_nonce"):  # only media with the editor's import map has it
            context["media"] = context["media"].with_nonce(str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)


def _holds(values, words):
    folded = text.fold(" ".join(str(value) for value in values if value))
    return all(word in folded for word in words)
