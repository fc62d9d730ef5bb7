"""What the rows and newest drafts that are there already show of the library."""

from itertools import islice

from django.db import migrations

from govap.html import nodes_of

BATCH = 500
SHOWING = [
    ("news", "Article", ["body"], ["image"]),
    ("videos", "Video", [], ["poster"]),
    ("portal", "Page", ["body"], []),
]


def fill(apps, schema_editor):
    for app, name, bodies, pictures in SHOWING:
        model = apps.get_model(app, name)
        fields = [*bodies, *pictures]
        rows = model.objects.order_by("pk").values("pk", *fields, "head__content").iterator(BATCH)
        kind = None
        while batch := list(islice(rows, BATCH)):
            kind = kind or _kind(apps, app, name.lower())
            _note(apps, kind, bodies, pictures, batch)


def _kind(apps, app, name):
    return apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=name)[0]


def _note(apps, kind, bodies, pictures, batch):
    texts = [(row["pk"], scope, text) for row in batch for scope, text in _texts(row)]
    shown = [(pk, scope, _shown(text, bodies, pictures)) for pk, scope, text in texts]
    known = _known(apps, {name for _, _, found in shown for about, name in found if about == "address"})
    model = apps.get_model("library", "Use")
    uses = [
        model(content_type=kind, object_id=pk, scope=scope, kind=about, target=target)
        for pk, scope, found in shown
        for about, target in {_target(one, known) for one in found} - {None}
    ]
    model.objects.bulk_create(uses, batch_size=BATCH, ignore_conflicts=True)


def _texts(row):
    return [("row", row), ("draft", row["head__content"] or row)]


def _shown(text, bodies, pictures):
    found = {("image", text.get(name)) for name in pictures if text.get(name)}
    for name in bodies:
        nodes = nodes_of(text.get(name) or "")
        found |= {("address", one.partition("/media/")[2]) for one in nodes.pictures if "\0" not in one}
        found |= {("album", one) for one in nodes.albums} | {("video", one) for one in nodes.videos}
        found |= {("document", one) for one in nodes.documents}
    return found


def _known(apps, names):
    return dict(apps.get_model("library", "Image").objects.filter(file__in=names).values_list("file", "pk"))


def _target(one, known):
    about, name = one
    if about != "address":
        return one
    return ("image", known[name]) if name in known else None


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0003_uses"),
        ("editorial", "0004_log_filters"),
        ("news", "0004_newsroom_constraints"),
        ("videos", "0005_unguessable_files"),
        ("portal", "0005_newsroom_constraints"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
