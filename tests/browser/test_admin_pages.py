"""Every page of the admin in a real browser, as the resolver knows it: nothing that axe finds, light or dark, nothing
wider than a tablet or a phone, no English, also of what scripts add. One walk, because opening them is the cost.

A page added later is walked too: an address whose parameters this test cannot fill fails it.
"""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.admin import site
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from govap.counting.models import DailyCount
from govap.editorial import content as contents
from govap.editorial import drafting, sharing, workflow
from govap.editorial.models.publishable import Withdrawal
from govap.editorial.roles import APPROVER, LEVELS, MANAGER, REPORTER
from govap.editorial.rules import RULES
from govap.library.models import Album, Document, Image
from govap.portal.models import Era, Link, Page
from govap.search.models import Pin, Search
from news.models import Article, Tag
from tests.editorial.test_admin_walk import addresses
from tests.factories import make_category, make_draft, make_staff
from tests.files import pdf
from tests.pictures import upload
from tests.test_admin import ENGLISH, VIETNAMESE_TOO, seen_words
from videos.models import Programme, Video

pytestmark = pytest.mark.django_db(transaction=True)
RULES_OF_AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# Django's rows of an inline begin with a cell for their names.
RULES_OF_AXE["rules"] = {"empty-table-header": {"enabled": False}}
WIDTHS = (768, 390)
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
# Not pages: they answer scripts, or hand out files.
NO_PAGES = {"jsi18n", "autocomplete", "logout", "view_on_site", "checks", "choose", "statistics_sheet"}


@pytest.fixture
def staff():
    for name in LEVELS:  # a flushed database has lost what the migration made
        Group.objects.get_or_create(name=name)
    names = [(MANAGER, "quan-tri"), (REPORTER, "viet"), (APPROVER, "duyet")]
    return [make_staff(role, name, last_name="Tòa soạn", first_name=name) for role, name in names]


STATES = ("draft", "submitted", "returned", "scheduled", "live", "changed", "withdrawn")


@pytest.fixture
def items(staff):
    """One of everything that has pages, an article of each state: {model: [item, …]}."""
    _, writer, approver = staff
    section = make_category(name="Tin hoạt động")
    make_category(name="Y tế", parent=section)
    picture = Image.objects.create(file=upload("anh.png", "PNG"), caption="Chú thích", alt="Trụ sở phường")
    Album.objects.create(title="Ngày hội")
    Document.objects.create(file=ContentFile(pdf(), name="a.pdf"), title="Kế hoạch")
    Tag.objects.create(name="Y tế", slug="y-te")
    Link.objects.create(title="Giới thiệu", url="/gioi-thieu/", place="footer")
    Era.objects.get_or_create(ended_on="2025-07-01", defaults={"name": "Ủy ban nhân dân quận"})
    Pin.objects.create(query="giấy khai sinh", title="Làm giấy khai sinh", address="/gioi-thieu/")
    Search.objects.create(day=timezone.localdate(), words="ho khau", times=3, has_found=False)
    say = {"category": section.pk, "summary": "Tóm tắt.", "body": OLD, "tags": ["Y tế"], "image": picture.pk}
    film = {"programme": Programme.objects.create(title="Phòng cháy chữa cháy").pk, "youtube_id": "abcdefghijk"}
    made = {
        Article: [written(Article, writer, approver, state, say) for state in STATES],
        Page: [written(Page, writer, approver, "changed", {"slug": "lich-tiep-dan", "body": OLD})],
        Video: [written(Video, writer, approver, "changed", film)],
    }
    for item in made[Article][:2]:
        DailyCount.objects.create(kind="article", object_id=item.pk, day=timezone.localdate(), count=1234)
    return {model: list(model._base_manager.all()[:1]) for model in site._registry} | made


OLD = "<p>Sáng thứ Hai, phường tiếp công dân.</p>"
NEW = {"title": "Tiêu đề đã sửa"}


def written(model, writer, approver, state, say):
    """An item brought to its state by those whose work that is, with a link to share and a remark."""
    item = make_draft(writer, model, title=f"Bài số {STATES.index(state)}", **say)
    if state != "draft":
        workflow.submit(item, writer)
    if state == "returned":
        workflow.send_back(item, approver, "Thiếu nguồn.")
    if state == "scheduled":
        workflow.schedule(item, approver, timezone.now() + timedelta(days=1))
    if state in ("live", "changed", "withdrawn"):
        workflow.publish(item, approver)
    if state == "withdrawn":
        workflow.withdraw(item, approver, Withdrawal.ERROR, "Bài đăng nhầm.")
    if state == "changed":
        drafting.save(item, approver, contents.of(item) | NEW, fresh=True)
        sharing.share(item, approver)
        sharing.remark(item, approver, "Nên thêm số điện thoại.")
    return model._base_manager.get(pk=item.pk)


def pages(client, items):
    """(address, templates) of what answers this person with a page: every list and form, once for each thing and for
    articles in each state; of other pages those that are drawn by templates of their own."""
    seen = set()
    for route, name in addresses(get_resolver().url_patterns):
        if not route.lstrip("^").startswith("admin/") or name in NO_PAGES:
            continue
        for path in filled(route, name, items):
            response = client.get(path)
            if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
                continue
            drawn = (kind_of_page(name, path), *(template.name for template in response.templates))
            if drawn not in seen:
                seen.add(drawn)
                yield path


def kind_of_page(name, path):
    """Lists and forms differ by their thing, acts by their verb; a page for adding is the form again."""
    kind = (name or "").rpartition("_")[2]
    if kind in ("changelist", "change"):
        return name
    return path.rstrip("/").rpartition("/")[2] if kind == "act" else ""


def filled(route, name, items):
    """The addresses of a route: once for each item that it may be about, and for each verb."""
    path = "/" + route.replace("^", "").replace("$", "").replace("(?P<url>.*)", "khong-co")
    models = [model for model in items if (name or "").startswith(prefix(model))]
    model = max(models, key=lambda model: len(prefix(model)), default=None)
    for item in items[model] if model and PARAMETER.search(path) else [None]:
        for verb in RULES if "<slug:verb>" in path else ["submit"]:
            pk = item.pk if item else 1
            values = {"object_id": pk, "pk": pk, "id": pk, "verb": verb, "number": 1, "link": 1, "content_type_id": 1}
            values |= {"key": "00000000-0000-4000-8000-000000000000", "app_label": "news"}
            yield PARAMETER.sub(lambda found, values=values: str(values[found[1] or found[2]]), path)


def prefix(model):
    return f"{model._meta.app_label}_{model._meta.model_name}_"


@pytest.fixture
def walker(page, live_server, foreign):
    """Looks at the page that is open and keeps what is wrong with it, by address."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.add_init_script(AT_ONCE)
    return Walker(page, live_server.url, foreign)


class Walker:
    def __init__(self, page, home, foreign):
        self.page, self.home, self.foreign, self.faults = page, home, foreign, []
        self.context = {"include": [["html"]]}

    def sign_in(self, user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.home}])
        return client

    def visit(self, path):
        self.page.goto(self.home + path)
        self.look(path)

    def send(self, path, **said):
        """A form as the open page would send it, and the look of the answer."""
        token = self.page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
        said = {"csrfmiddlewaretoken": token} | said
        with self.page.expect_navigation():
            self.page.evaluate(SEND, [path, list(said.items())])
        self.look(f"{path} sent")

    def look(self, name):
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            if (wide := self.page.evaluate("document.documentElement.scrollWidth")) > width:
                self.faults.append((name, f"{wide} px wide at {width}"))
        self.page.set_viewport_size({"width": 1280, "height": 900})
        if english := seen_words(self.page.evaluate(SEEN)) & (ENGLISH - VIETNAMESE_TOO - COMMANDS):
            self.faults.append((name, sorted(english)))
        self.faults += [(name, complaint) for complaint in self.foreign if "status of 40" not in complaint]
        self.blame(name, Axe().run(self.page, context=self.context, options=RULES_OF_AXE).response)
        self.page.emulate_media(color_scheme="dark")
        self.blame(f"{name} dark", self.page.evaluate(AGAIN, [self.context, ONLY_COLOURS]))
        self.page.emulate_media(color_scheme="light")
        self.context = {"exclude": [["#nav-sidebar"]]}  # the same on every page, and half of the work
        self.foreign.clear()  # axe tries styles of its own, which the policy forbids

    def blame(self, name, answer):
        for rule in answer["violations"]:
            self.faults.append((name, rule["id"], [node["target"] for node in rule["nodes"]][:5]))


AGAIN = "([context, rules]) => axe.run(context, rules)"
COMMANDS = {"log"}  # manage.py verify_log
# Without the names of signs that a font draws: who listens hears their labels.
SEEN = """() => {
  const seen = document.documentElement.cloneNode(true);
  for (const sign of seen.querySelectorAll(".material-icons")) sign.textContent = "";
  return seen.outerHTML;
}"""
# Colours that fade over would be measured on their way.
AT_ONCE = """
const sheet = new CSSStyleSheet();
sheet.replaceSync("*, *::before, *::after { transition: none !important; }");
document.adoptedStyleSheets = [sheet];
"""
SEND = """([path, said]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: path});
  for (const [name, value] of said) form.append(Object.assign(document.createElement("input"), {name, value}));
  document.body.append(form);
  form.submit();
}"""


def test_every_page_of_the_admin(walker, staff, items):
    client = walker.sign_in(staff[0])
    found = list(dict.fromkeys(pages(client, items)))
    for path in found:
        walker.visit(path)
    assert len(found) > 70, found
    assert not walker.faults, "\n".join(map(str, walker.faults))


def test_what_forms_answer_and_pages_of_errors(walker, staff, items):
    walker.sign_in(staff[0])
    walker.visit("/admin/khong-co/")
    walker.visit("/admin/search/search/add/")  # nobody may
    walker.visit("/admin/news/article/?q=khongcogi")
    walker.visit("/admin/news/article/?e=1&p=zzz")
    for path in ("news/article", "editorial/user", "library/image"):
        walker.visit(f"/admin/{path}/add/")
        walker.send(f"/admin/{path}/add/", _save="1")
    changed = items[Article][STATES.index("changed")]
    walker.visit(f"/admin/news/article/{changed.pk}/change/")
    said = {name: walker.page.locator(f"[name={name}]").get_attribute("value") for name in ("base", "base_content")}
    drafting.save(changed, staff[2], contents.of(changed) | {"title": "Của người kia"}, fresh=True)
    walker.send(f"/admin/news/article/{changed.pk}/change/", title="Của tôi", _save="1", **said)
    assert walker.page.get_by_text("Của người kia").first.is_visible()
    assert not walker.faults, "\n".join(map(str, walker.faults))


def test_what_is_seen_before_the_login(walker, staff):
    walker.visit("/admin/login/")
    walker.send("/admin/login/", username="viet", password="sai")
    walker.page.context.clear_cookies()
    walker.send("/admin/login/", username="viet", password="sai")  # without the cookie that the token belongs to
    assert not walker.faults, "\n".join(map(str, walker.faults))
