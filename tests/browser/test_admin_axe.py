"""Every page of the admin is accessible, on wide screens and phones, in light and dark: axe finds nothing."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.live.conftest import PASSWORD
from tests.server import running

WORLD = f"""
import json
from tests.comments.moderation.admin_roles import make_role
from tests.config.crawl_world import World
from tests.config.role_table import TABLE
from tests.config.roles import ROLES, parse_table, path_for

world, found = World(), {{}}
for role in ("superuser", "chief"):
    reader = make_role(role)
    reader.set_password({PASSWORD!r})
    reader.save()
    column = ROLES.index(role)
    routes = [route for route, (letters, _) in parse_table(TABLE).items() if letters[column] == "+"]
    routes = [route for route in routes if not route.endswith("/<pk>/")]  # which lead elsewhere
    found[role] = [reader.name, [path_for(route, reader, world) for route in routes]]
print(json.dumps(found))
"""
# Addresses that answer with something else than a page of their own.
NO_PAGES = ("/jsi18n/", "/export/", "/counts/")
# What a page's script asks, or what is no page without parameters.
ASKED = ("pictures/", "paste/", "body/", "drafts/", "similar/", "merge/", "lock/")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# In the dark the same page has other colours, and nothing else.
RULES_OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
# The pages of a chief are those of a superuser with less on them.
LOOKS_OF_CHIEF = [LOOKS[0], LOOKS[2], LOOKS[3]]


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated):
    """A site with one of everything, and somebody in each of two roles: `pages` are {role: [name, addresses]}."""
    with running(tmp_path_factory.mktemp("admin"), migrated) as site:
        site.pages = json.loads(site.run(WORLD))
        yield site


def is_page(path):
    return not any(part in path for part in NO_PAGES) and not path.endswith(ASKED)


def violations(page, looks=LOOKS):
    """{rule and what it is about} that axe finds on a page in any of its `looks`."""
    found = set()
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        rules = RULES if scheme == "light" else RULES_OF_COLOURS
        for one in Axe().run(page, options=rules).response["violations"]:
            found |= {f"{width} {scheme} {one['id']}: {node['html'][:200]}" for node in one["nodes"]}
    return found


@pytest.mark.parametrize(("role", "looks"), [("superuser", LOOKS), ("chief", LOOKS_OF_CHIEF)])
def test_axe_finds_nothing_on_any_page_of_the_admin(person, site, role, looks):
    name, paths = site.pages[role]
    page, found = person(name, "/admin/", reduced_motion="reduce"), {}  # else colours change for a while
    for path in [path for path in paths if is_page(path)]:
        assert page.goto(path).status == 200, path
        for violation in violations(page, looks):
            found.setdefault(violation, path)  # one page of each is enough
    assert found == {} and page.problems == []


def test_axe_finds_nothing_where_the_admin_is_entered(person):
    page = person(None, "/admin/login/", reduced_motion="reduce")
    assert violations(page) == set()
