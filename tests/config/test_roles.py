"""Who is answered what in the admin: role by role, address by address; nobody below superuser gives powers away."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test import RequestFactory

from comments.models import Reader
from tests.comments.moderation.admin_roles import HASH, make_role, plant_secrets
from tests.config.crawl_world import World
from tests.config.crawling import Crawl, addresses, routes
from tests.config.role_table import ACTIONS, TABLE
from tests.config.roles import ROLES, admin_routes, letter, model_of, parse_table, path_for

pytestmark = pytest.mark.django_db
EXPECTED = parse_table(TABLE)
# Who may do what does not depend on the database: on PostgreSQL the ends of the list are tried.
TRIED = ROLES if "sqlite" in settings.DATABASES["default"]["ENGINE"] else ["guest", "chief", "superuser"]
BELOW = [role for role in TRIED if role not in ("guest", "reader", "superuser")]
NETWORK = "5f" * 16  # of the guest who has reported something in `World`
SECRETS = ["@example.org", HASH, "very-private", NETWORK]


@pytest.fixture
def world(settings, caplog):
    caplog.set_level("CRITICAL", "django")  # a refusal is logged with its traceback, which takes longer than it
    return World()


@pytest.fixture
def crawl(world):
    """crawl(role): asks in the name of this role, and knows the path of each address of the admin for it."""

    def start(role):
        crawl = Crawl(client := world.client(role), role)
        crawl.path = lambda route: path_for(route, client.reader or world.author, world)
        return crawl

    return start


def test_every_address_of_the_admin_stands_in_the_table_and_no_other():
    assert sorted(EXPECTED) == sorted(admin_routes())


@pytest.mark.parametrize("role", TRIED)
def test_each_role_is_answered_as_the_table_says(crawl, role):
    crawl, column, wrong = crawl(role), ROLES.index(role), []
    for route, letters in EXPECTED.items():
        for method, expected in zip(("get", "post"), letters, strict=True):
            answer = crawl.ask(method, path := crawl.path(route))
            got = letter(answer, path) if answer else "an error"
            if got != expected[column]:
                wrong.append((method, route, expected[column], got))
    assert crawl.wrong == [] and wrong == []


def actions_of(model, reader):
    request = RequestFactory().get("/")
    request.user = reader
    one = admin.site._registry[model]
    return list(one.get_actions(request)) if one.has_view_permission(request) else []


def test_each_role_is_offered_the_actions_of_the_table(db):
    offered = {}
    for column, role in enumerate(ROLES[2:]):
        reader = make_role(role)
        for route in [route for route in EXPECTED if model_of(route) and route.count("/") == 2]:
            for action in actions_of(model_of(route), reader):
                offered.setdefault(f"{route}{action}", ["-"] * 5)[column] = "+"
    assert {name: ["".join(letters)] for name, letters in offered.items()} == parse_table(ACTIONS)


# -- powers -----------------------------------------------------------------------------------------------------------


def powers():
    """Everything that says who may do what."""
    readers = Reader.objects.order_by("pk").values_list("pk", "is_staff", "is_superuser", "groups", "user_permissions")
    return list(readers), list(Group.objects.order_by("pk").values_list("pk", "name", "permissions"))


def extra_fields():
    """What somebody sends along who would have more powers, or give them to others."""
    every = {"groups": list(Group.objects.values_list("pk", flat=True)), "name": "另一组"}
    every["user_permissions"] = every["permissions"] = list(Permission.objects.values_list("pk", flat=True)[:20])
    return every | {"is_staff": "on", "is_superuser": "on", "staff": "1"}


def powers_after(crawl, path, values):
    """What `powers` says once this was sent; it is taken back."""
    with transaction.atomic():
        crawl.client.post(path, values | extra_fields())
        after = powers()
        transaction.set_rollback(True)
    return after


@pytest.mark.parametrize("role", [*BELOW, "everything"])
def test_no_form_of_the_admin_gives_powers_to_anybody_below_superuser(crawl, world, role):
    crawl = crawl(role)
    own, before = f"/admin/comments/reader/{crawl.client.reader.pk}/change/", powers()
    for path in [own, *(crawl.path(route) for route in EXPECTED if "logout" not in route)]:
        forms = [(address, values) for address, values in crawl.forms(path) if "logout" not in address]
        for address, values in [(path, {}), *forms]:
            assert powers_after(crawl, address, values) == before, (address, values)


@pytest.mark.parametrize("role", ["reader", "everything"])
def test_no_form_of_the_site_gives_powers_to_anybody(crawl, world, role):
    crawl, before = crawl(role), powers()
    for route in [route for route in routes() if route.startswith("accounts/")]:
        for path in list(addresses(route, world.samples()))[:1]:
            for address, values in crawl.forms(path):
                after = powers_after(crawl, address, values)
                assert [row[1:3] for row in after[0] if any(row[1:3])] == [
                    row[1:3] for row in before[0] if any(row[1:3])
                ], (address, values)
                assert after[1] == before[1]


def test_the_superuser_makes_staff(crawl, world):
    crawl = crawl("superuser")
    path = f"/admin/comments/reader/{world.other.pk}/change/"
    values = next(values for address, values in crawl.forms(path) if address.endswith("change/"))
    chosen = {"is_staff": "on", "groups": [Group.objects.get(name="版主").pk]}
    assert crawl.client.post(path, values | chosen).status_code == 302
    person = Reader.objects.get(pk=world.other.pk)
    assert person.is_staff and person.groups.get().name == "版主" and not person.is_superuser


# -- what nobody reads ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", BELOW)
def test_no_page_shows_an_address_or_a_hash_to_anybody_below_superuser(crawl, world, role):
    plant_secrets(world.other)
    crawl, column, shown = crawl(role), ROLES.index(role), 0
    for route, letters in EXPECTED.items():
        for method in [one for one, answers in zip(("get", "post"), letters, strict=True) if answers[column] == "+"]:
            for headers in ({}, {"X-Fragment": "yes"}) if "queue" in route else ({},):
                answer = crawl.ask(method, path := crawl.path(route), **headers)
                text = answer.text_of_page.decode("utf-8", "replace")
                shown += answer.status_code == 200
                assert [secret for secret in SECRETS if secret in text] == [], (method, path)
    assert shown > 20 and crawl.wrong == []
