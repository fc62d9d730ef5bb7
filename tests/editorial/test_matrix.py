"""Every role × every state × every verb, through every door: allowed exactly where the handbook's table says so."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.admin import site
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from govap.editorial import content as contents
from govap.editorial import drafting, workflow
from govap.editorial.models import LogEntry, Revision
from govap.editorial.refusal import Refused
from govap.editorial.roles import APPROVER, EDITOR, MANAGER, REPORTER
from govap.editorial.rules import RULES, can
from news.models import Article
from tests.factories import make_category, make_draft, make_staff

pytestmark = pytest.mark.django_db
HANDBOOK = Path(__file__).resolve().parent.parent.parent / "docs" / "so-tay-bien-tap.md"
STATES = {
    "N": "draft", "C": "submitted", "T": "returned", "H": "scheduled", "Đ": "live", "S": "draft", "K": "live",
    "R": "withdrawn",
}  # fmt: skip
PEOPLE = ["own reporter", "other reporter", "given editor", "other editor", "approver", "manager"]
LATER = timedelta(hours=3)


def table():
    """{verb: {person: states}} of the handbook."""
    rows = re.findall(r"^\| ([^|]+?) \|((?: [NCTHĐSKR–]+ \|){6})$", HANDBOOK.read_text(), re.MULTILINE)
    verbs = {rule.label: verb for verb, rule in RULES.items()}
    cells = {verbs[label]: [cell.strip() for cell in found.split("|")[:-1]] for label, found in rows}
    return {verb: dict(zip(PEOPLE, found, strict=True)) for verb, found in cells.items()}


TABLE = table()


@pytest.fixture
def house():
    """People of every role, beside those who bring the item into its state."""
    ours, theirs = make_category(), make_category()
    given, other = make_staff(EDITOR), make_staff(EDITOR)
    ours.editors.add(given)
    theirs.editors.add(other)
    people = [make_staff(REPORTER), make_staff(REPORTER), given, other, make_staff(APPROVER), make_staff(MANAGER)]
    return dict(zip(PEOPLE, people, strict=True)) | {"chief": make_staff(APPROVER), "category": ours}


def bring(house, state):
    """An article by the reporter whose own it is, in that state, brought there by people who take no further part."""
    writer, chief = house["own reporter"], house["chief"]
    item = make_draft(writer, title="Bài", category=house["category"].pk)
    if state == "K":
        drafting.save(item, chief, contents.of(item) | {"title": "Triều cường"})
        workflow.publish(item, chief, urgent="Nước lên đêm nay")
        return Article.objects.get()
    if state != "N":
        workflow.submit(item, writer)
    steps = {
        "T": [lambda: workflow.send_back(item, chief, "Thiếu nguồn")],
        "H": [lambda: workflow.schedule(item, chief, timezone.now() + LATER)],
        "Đ": [lambda: workflow.publish(item, chief)],
        "S": [lambda: workflow.publish(item, chief), lambda: drafting.save(item, writer, changed(item, "Nháp"))],
        "R": [lambda: workflow.publish(item, chief), lambda: workflow.withdraw(item, chief, "error", "Đăng nhầm.")],
    }
    for step in steps.get(state, []):
        step()
    return Article.objects.get()


def changed(item, title="Khác"):
    return contents.of(Article.objects.select_related("head").get(pk=item.pk)) | {"title": title}


CALLS = {
    "change": lambda item, user: drafting.save(item, user, changed(item)),
    "submit": workflow.submit,
    "recall": workflow.recall,
    "return": lambda item, user: workflow.send_back(item, user, "Thiếu nguồn"),
    "publish": workflow.publish,
    "schedule": lambda item, user: workflow.schedule(item, user, timezone.now() + LATER),
    "unschedule": workflow.unschedule,
    "withdraw": lambda item, user: workflow.withdraw(item, user, "error", "Đăng nhầm."),
    "correct": lambda item, user: workflow.correct(item, user, "sai", "đúng"),
    "announce": lambda item, user: workflow.announce(item, user, "Thêm lịch"),
    "confirm": workflow.confirm,
    "assign": lambda item, user: drafting.assign(item, user, None),
    "discard": drafting.discard,
    "delete": drafting.delete,
}
FIELDS = {
    "return": {"reason": "Thiếu nguồn"},
    "schedule": {"due_at": "12/04/2037 16:10"},
    "withdraw": {"why": "error", "note": "Đăng nhầm."},
    "correct": {"wrong": "sai", "right": "đúng"},
    "announce": {"change": "Thêm lịch"},
}
LIST_ACTIONS = {"submit": "submit_selected"}


def trace():
    """All that an act could change."""
    return (
        list(Article.objects.values_list("pk", "title", "is_live", "stage", "author", "review", "due_at")),
        list(Revision.objects.order_by("pk").values_list("pk", "state", "version", "title")),
        LogEntry.objects.count(),
    )


def attempt(door, *args):
    """Whether going through this door changed anything; taken back again."""
    before = trace()
    try:
        with transaction.atomic():
            door(*args)
            after = trace()
            transaction.set_rollback(True)
    except Refused:
        after = trace()
    return after != before


def page(client, item, user, verb):
    client.force_login(user)
    if verb == "change":
        client.post(f"/admin/news/article/{item.pk}/change/", filled(item))
    else:
        client.post(f"/admin/news/article/{item.pk}/viec/{verb}/", FIELDS.get(verb, {}) | {"seen": item.token})


def autosave(client, item, user):
    client.force_login(user)
    client.post(f"/admin/news/article/{item.pk}/tu-luu/", filled(item))


def filled(item):
    return {"title": "Khác", "category": contents.of(item)["category"], "base": item.token}


def from_list(client, item, user, verb):
    client.force_login(user)
    client.post("/admin/news/article/", {"action": LIST_ACTIONS[verb], "_selected_action": [item.pk]})


def test_the_table_has_every_verb():
    assert set(TABLE) == set(RULES)
    assert set(CALLS) | {"view", "share", "remark"} == set(RULES)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("person", PEOPLE)
def test_allowed_exactly_where_the_handbook_says(client, house, person, state):
    item, user = bring(house, state), house[person]
    assert item.stage == STATES[state]
    item = Article.objects.select_related("head").get()
    fresh = get_user_model().objects.get(pk=user.pk)
    faults = []
    for verb, cells in TABLE.items():
        allowed = state in cells[person]
        if bool(can(fresh, verb, item)) != allowed:
            faults.append((verb, "can", allowed))
        if not allowed and not can(fresh, verb, item).why.endswith("."):
            faults.append((verb, "says no reason", allowed))
        doors = {}
        if verb in CALLS:
            doors["verb"] = lambda verb=verb: CALLS[verb](item, fresh)
            doors["page"] = lambda verb=verb: page(client, item, user, verb)
        if verb == "change":
            doors["autosave"] = lambda: autosave(client, item, user)
        if verb in LIST_ACTIONS:
            doors["list"] = lambda verb=verb: from_list(client, item, user, verb)
        faults += [(verb, name, allowed) for name, door in doors.items() if attempt(door) != allowed]
    client.force_login(user)
    seen = client.get(f"/admin/news/article/{item.pk}/change/").status_code == 200
    listed = item in client.get("/admin/news/article/").context["cl"].queryset
    faults += (
        [("view", "form", seen), ("view", "list", listed)] if {seen, listed} != {state in TABLE["view"][person]} else []
    )
    assert not faults


@pytest.mark.parametrize("state", STATES)
def test_people_without_a_role_may_nothing(client, house, state):
    item = bring(house, state)
    for stranger in (
        make_staff(APPROVER, is_active=False),
        make_staff(APPROVER, is_staff=False),
        get_user_model().objects.create_user("van-thu", password="mat-khau-thu-12", is_staff=True),
    ):
        assert not [verb for verb in [*RULES, "create"] if can(stranger, verb, item)]
        assert not [verb for verb in CALLS if attempt(CALLS[verb], item, stranger)]
        assert not [verb for verb in CALLS if attempt(page, client, item, stranger, verb)]


def test_all_three_kinds_go_through_the_same_doors():
    kinds = [model for model in site._registry if hasattr(model, "CONTENT")]
    assert {model.__name__ for model in kinds} == {"Article", "Video", "Page"}
    for model in kinds:
        assert set(site._registry[model].desk_views) == set(site._registry[Article].desk_views)
