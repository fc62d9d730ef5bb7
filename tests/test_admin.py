"""Every page of the admin, walked: it answers, in Vietnamese, without anything the content policy would block."""

import json
import re

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from govap.editorial.models import User
from govap.library.models import Album, Document, Image
from govap.portal.models import Link, Page
from govap.search.models import Pin
from news.models import Tag
from tests.factories import make_article, make_category, make_user, make_video
from tests.files import pdf
from tests.pictures import upload
from videos.models import Programme

pytestmark = pytest.mark.django_db

# Words of Django's own English that no Vietnamese page has; "video", "email" and names of formats are not among them.
ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """
        a add added all an and are be by can change changed choose clear click close currently date delete
        deleted edit enter error filter for from go has have hide history home in is items last log login
        logout model models more must name no not object objects of on only page password permission permissions
        please recent remove required reset run save search select selected site skip sort start
        successfully tag tagged tags that the time title to toggle user username users value view was
        welcome will with yes you your
        """,
    )
)
# Syllables that Vietnamese writes the same way.
VIETNAMESE_TOO = {"a", "an", "be", "can", "go", "in", "no", "to"}


@pytest.fixture
def editor(client):
    user = make_user("bien-tap")
    client.force_login(user)
    return user


def seen_words(page):
    """What a person reads or hears: text, and the attributes that are shown or read out."""
    tree = LexborHTMLParser(page)
    tree.strip_tags(["script", "style", "svg"])
    said = [
        node.attributes.get(name) or ""
        for name in ("title", "aria-label", "placeholder", "alt")
        for node in tree.css(f"[{name}]")
    ]
    said += [node.attributes.get("value") or "" for node in tree.css("input[type=submit], input[type=button]")]
    text = " ".join([tree.root.text(separator=" "), *said])
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def english_on(response):
    words = seen_words(response.content.decode())
    return sorted(words & (ENGLISH - VIETNAMESE_TOO))


def furnish():
    category = make_category(name="Tin hoạt động")
    article = make_article(category=category, tags=["Đảng bộ"], byline=[{"role": "bai", "name": "BA MINH"}])
    items = [
        article,
        category,
        Tag.objects.get(),
        make_video(),
        Programme.objects.get(),
        Image.objects.create(file=upload("anh.png", "PNG"), caption="Chú thích"),
        Album.objects.create(title="Ngày hội"),
        Document.objects.create(file=ContentFile(pdf(), name="a.pdf"), title="Kế hoạch"),
        Link.objects.create(title="Giới thiệu", url="/gioi-thieu/", place="footer"),
        Page.objects.first() or Page.objects.create(title="Giới thiệu", slug="gioi-thieu"),
        Group.objects.create(name="Phóng viên"),
        User.objects.get(username="bien-tap"),
        Pin.objects.create(query="giấy khai sinh", title="Làm giấy khai sinh", address="/gioi-thieu/"),
    ]
    return {item._meta.label_lower: item for item in items}


def addresses():
    items = furnish()
    yield from ["/admin/", "/admin/password_change/", "/admin/jsi18n/"]
    yield from [f"/admin/{app}/" for app in sorted({model._meta.app_label for model in site._registry})]
    for model in site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        item = items.get(model._meta.label_lower)
        pk = item.pk if item else 1
        yield from [
            base,
            f"{base}add/",
            f"{base}?q=dang",
            f"{base}{pk}/change/",
            f"{base}{pk}/history/",
            f"{base}{pk}/delete/",
        ]
    yield f"/admin/editorial/user/{items['editorial.user'].pk}/password/"


REFUSED = {
    "/admin/portal/identity/add/", "/admin/portal/identity/1/delete/", "/admin/portal/identity/?q=dang",
    "/admin/portal/identity/", "/admin/portal/identity/1/history/",
    # The report of searches is only read.
    *(f"/admin/search/search/{page}/" for page in ("add", "1/change", "1/history", "1/delete")),
}  # fmt: skip


def test_every_page_answers_in_vietnamese(client, editor):
    faults = {}
    for address in addresses():
        response = client.get(address)
        refused = address in REFUSED or re.search(r"/user/\d+/delete/|/logentry/(add|\d+)/", address)
        if re.search(r"/(article|video|page)/\d+/delete/", address):  # a verb, which has a page of its own
            response = client.get(response["Location"])
            refused = True
        if response.status_code != 200 and not (refused and response.status_code in (302, 403)):
            faults[address] = response.status_code
        elif response["Content-Type"].startswith("text/html") and (found := english_on(response)):
            faults[address] = found
    assert not faults


def test_every_empty_form_complains_in_vietnamese(client, editor):
    faults = {}
    for model in site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/"
        response = client.post(address, {})
        if response.status_code == 403:
            continue
        if response.status_code != 200 or not response.context["errors"] or english_on(response):
            faults[address] = (response.status_code, english_on(response))
    assert not faults


def test_login_and_logout_speak_vietnamese(client):
    make_user("phong-vien")
    assert english_on(client.get("/admin/login/")) == []
    wrong = client.post("/admin/login/", {"username": "phong-vien", "password": "sai"})
    assert wrong.status_code == 200
    assert english_on(wrong) == []
    client.post("/admin/login/", {"username": "phong-vien", "password": "mat-khau-thu-12"})
    assert client.get("/admin/").status_code == 200
    assert english_on(client.post("/admin/logout/")) == []
    assert client.get("/admin/").status_code == 302


def test_the_word_list_finds_english():
    assert seen_words('<p>Save and <a title="Delete">x</a></p>') & ENGLISH == {"save", "and", "delete"}


def test_scripts_speak_vietnamese(client, editor):
    catalogue = client.get("/admin/jsi18n/").content.decode()
    for word in ("Hôm nay", "Chủ nhật", "Chèn bảng", "Sửa liên kết"):
        assert json.dumps(word) in catalogue, word


def test_no_page_needs_an_inline_script_or_style(client, editor):
    faults = []
    for address in addresses():
        response = client.get(address)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        tree = LexborHTMLParser(response.content.decode())
        inline = [
            n for n in tree.css("script:not([src]):not([nonce])") if n.attributes.get("type") != "application/json"
        ]
        if inline or tree.css("[style], style") or re.search(r'\son[a-z]+="', tree.html):
            faults.append(address)
    assert not faults


def test_editor_page_allows_its_import_map(client, editor):
    response = client.get("/admin/news/article/add/")
    [nonce] = re.findall(r'<script[^>]*type="importmap"[^>]*nonce="([^"]+)"', response.content.decode()) or re.findall(
        r'<script[^>]*nonce="([^"]+)"[^>]*type="importmap"', response.content.decode()
    )
    assert f"'nonce-{nonce}'" in response["Content-Security-Policy"]


def test_nothing_behind_login_is_stored(client, editor):
    assert "no-store" in client.get("/admin/news/article/")["Cache-Control"]


def test_libraries_register_nothing(client, editor):
    labels = {model._meta.app_label for model in site._registry}
    assert labels == {"editorial", "auth", "library", "portal", "search", "news", "videos"}


class TestAccounts:
    def change(self, client, user, **over):
        data = {"username": user.username, "is_active": "on", "is_staff": "on", "email": user.email} | over
        data = {key: value for key, value in data.items() if value is not None}
        return client.post(f"/admin/editorial/user/{user.pk}/change/", data)

    def test_accounts_are_never_deleted(self, client, editor):
        other = make_user("nghi-viec", is_superuser=False)
        assert client.post(f"/admin/editorial/user/{other.pk}/delete/", {"post": "yes"}).status_code == 403
        client.post(
            "/admin/editorial/user/", {"action": "delete_selected", "_selected_action": other.pk, "post": "yes"}
        )
        assert User.objects.filter(pk=other.pk).exists()

    @pytest.mark.parametrize(
        "over", [{"is_active": None}, {"is_staff": None}, {"is_superuser": "on"}], ids=["active", "staff", "superuser"]
    )
    def test_a_change_of_rights_ends_sessions(self, client, editor, over):
        other = make_user("phong-vien", is_superuser=False)
        before = other.session_stamp
        assert self.change(client, other, **over).status_code == 302
        other.refresh_from_db()
        assert other.session_stamp != before

    def test_a_change_of_groups_ends_sessions(self, client, editor):
        other = make_user("phong-vien", is_superuser=False)
        group = Group.objects.create(name="Phóng viên")
        before = other.session_stamp
        self.change(client, other, groups=[group.pk])
        other.refresh_from_db()
        assert list(other.groups.all()) == [group]
        assert other.session_stamp != before

    def test_a_change_of_name_leaves_sessions_alone(self, client, editor):
        other = make_user("phong-vien", is_superuser=False)
        before = other.session_stamp
        self.change(client, other, last_name="Nguyễn")
        other.refresh_from_db()
        assert (other.last_name, other.session_stamp) == ("Nguyễn", before)

    def test_a_new_password_ends_sessions(self, client, editor):
        other = make_user("phong-vien", is_superuser=False)
        before = other.get_session_auth_hash()
        data = {"password1": "mot-mat-khau-khac-9", "password2": "mot-mat-khau-khac-9", "usable_password": "true"}
        assert client.post(f"/admin/editorial/user/{other.pk}/password/", data).status_code == 302
        other.refresh_from_db()
        assert other.get_session_auth_hash() != before

    def test_whoever_changes_own_groups_stays_logged_in(self, client, editor):
        group = Group.objects.create(name="Phóng viên")
        self.change(client, editor, is_superuser="on", groups=[group.pk])
        assert client.get("/admin/").status_code == 200

    def test_a_change_of_a_groups_rights_ends_its_members_sessions(self, client, editor):
        other = make_user("phong-vien", is_superuser=False)
        group = Group.objects.create(name="Phóng viên")
        other.groups.add(group)
        other.refresh_from_db()
        before = other.session_stamp
        permission = Permission.objects.get(codename="change_article")
        client.post(f"/admin/auth/group/{group.pk}/change/", {"name": group.name, "permissions": [permission.pk]})
        other.refresh_from_db()
        assert other.session_stamp != before

    def test_whoever_edits_accounts_cannot_promote(self, client, db):
        clerk = make_user("van-thu", is_superuser=False)
        clerk.user_permissions.add(Permission.objects.get(codename="change_user"))
        chief = make_user("lanh-dao")
        client.force_login(User.objects.get(pk=clerk.pk))
        right = Permission.objects.get(codename="delete_article").pk
        self.change(client, clerk, is_superuser="on", user_permissions=[right])
        clerk.refresh_from_db()
        assert not clerk.is_superuser
        assert not clerk.user_permissions.filter(pk=right).exists()
        assert self.change(client, chief, is_superuser=None).status_code == 403
        assert client.get(f"/admin/editorial/user/{chief.pk}/password/").status_code == 403

    def test_permissions_have_vietnamese_names(self, client, editor):
        page = client.get(f"/admin/editorial/user/{editor.pk}/change/").content.decode()
        assert "Bài viết: sửa" in page
        assert "Can change" not in page


def test_search_of_accounts_needs_no_accents(client, editor):
    make_user("phong-vien", last_name="Đặng")
    page = client.get("/admin/editorial/user/?q=dang").content.decode()
    assert "phong-vien" in page


def test_reverse_of_admin_is_the_promised_address():
    assert reverse("admin:index") == "/admin/"
