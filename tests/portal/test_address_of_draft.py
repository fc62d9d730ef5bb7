"""A page whose draft has another address than readers know, or none: staff open it, and are led to what readers see."""

import pytest

from govap.editorial import content as contents
from govap.editorial import drafting, workflow
from govap.editorial.roles import APPROVER, REPORTER
from govap.portal.models import Page
from tests.factories import make_draft, make_staff

pytestmark = pytest.mark.django_db


def test_a_page_published_without_an_address_of_its_own_can_be_edited(client):
    writer, approver = make_staff(REPORTER), make_staff(APPROVER)
    page = make_draft(writer, Page, title="Lịch tiếp dân", body="<p>Thứ Hai.</p>")
    workflow.submit(page, writer)
    workflow.publish(page, approver)
    client.force_login(approver)
    path = f"/admin/portal/page/{page.pk}/change/"
    assert client.get("/lich-tiep-dan/").status_code == 200
    assert client.get(path).status_code == 200
    drafting.save(page, approver, contents.of(page) | {"slug": "dia-chi-moi"}, fresh=True)
    assert 'href="/lich-tiep-dan/"' in client.get(path).content.decode()
