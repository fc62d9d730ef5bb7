import pytest
import time_machine
from django.contrib.auth.models import Group, Permission

from govap.editorial.models import User

PASSWORD = "mat-khau-rat-dai-2017"
MORNING = "2026-01-05 08:00+07:00"
HOUR = 3600
pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter():
    return User.objects.create_user("phong-vien", password=PASSWORD, is_staff=True)


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def log_in(client):
    response = client.post("/admin/login/", {"username": "phong-vien", "password": PASSWORD, "next": "/admin/"})
    assert response.status_code == 302


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_two_idle_hours_end_it(client, reporter, clock):
    log_in(client)
    clock.shift(2 * HOUR - 1)
    assert is_in(client)
    clock.shift(2 * HOUR)
    assert not is_in(client)


def test_an_open_tab_alone_does_not_keep_it(client, reporter, clock):
    log_in(client)
    for _ in range(7):
        clock.shift(HOUR / 4)
        client.post("/admin/news/article/1/co-mat/", {"tab": "a"})
    clock.shift(HOUR / 2)
    assert not is_in(client)


def test_idle_from_the_moment_of_login(client, reporter, clock):
    log_in(client)
    clock.shift(2 * HOUR)
    assert not is_in(client)


def test_twelve_hours_end_it_however_busy(client, reporter, clock):
    log_in(client)
    for _ in range(11):
        clock.shift(HOUR)
        assert is_in(client)
    clock.shift(HOUR)
    assert not is_in(client)


def test_new_login_starts_anew(client, reporter, clock):
    log_in(client)
    clock.shift(3 * HOUR)
    log_in(client)
    assert is_in(client)


def test_visits_within_a_minute_write_nothing(client, reporter, clock):
    log_in(client)
    clock.shift(61)
    is_in(client)
    before = client.session["lan_cuoi"]
    clock.shift(30)
    is_in(client)
    assert client.session["lan_cuoi"] == before


def test_new_password_ends_it(client, reporter):
    log_in(client)
    reporter.set_password("mat-khau-khac-han-2018")
    reporter.save()
    assert not is_in(client)


def test_deactivation_ends_it(client, reporter):
    log_in(client)
    User.objects.filter(pk=reporter.pk).update(is_active=False)
    assert not is_in(client)


def test_becoming_superuser_ends_it(client, reporter):
    log_in(client)
    User.objects.filter(pk=reporter.pk).update(is_superuser=True)
    assert not is_in(client)


@pytest.mark.parametrize(
    "change",
    [
        lambda user, group: user.groups.add(group),
        lambda user, group: user.groups.set([group]),
        lambda user, group: group.user_set.add(user),
        lambda user, group: user.user_permissions.add(Permission.objects.all()[0]),
    ],
)
def test_new_role_ends_it(client, reporter, change):
    group = Group.objects.create(name="Biên tập viên")
    log_in(client)
    assert is_in(client)
    change(reporter, group)
    assert not is_in(client)


@pytest.mark.parametrize(
    "change",
    [
        lambda user, group: user.groups.remove(group),
        lambda user, group: user.groups.clear(),
        lambda user, group: group.user_set.remove(user),
        lambda user, group: group.user_set.clear(),
    ],
)
def test_lost_role_ends_it(client, reporter, change):
    group = Group.objects.create(name="Biên tập viên")
    reporter.groups.add(group)
    log_in(client)
    change(reporter, group)
    assert not is_in(client)


def test_colleagues_stay(client, reporter):
    log_in(client)
    other = User.objects.create_user("bien-tap", password=PASSWORD, is_staff=True)
    other.groups.add(Group.objects.create(name="Biên tập viên"))
    assert is_in(client)
