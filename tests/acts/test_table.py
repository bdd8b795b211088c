"""The table of acts knows every address of the site that takes a POST."""

import pytest

from tests.acts.table import ACTS, NO_TOKEN
from tests.config.crawl_world import World
from tests.config.crawling import Crawl, addresses, routes

pytestmark = pytest.mark.django_db
# Of the staff alone, for others there is no page: tests/comments/moderation/test_public.py, tests/comments/featured
STAFF = {"comments/<int:pk>/rulings/", "comments/<int:pk>/feature/"}
KNOWN = {act.route for act in ACTS} | set(NO_TOKEN) | STAFF


def test_every_address_that_takes_a_post_stands_in_the_table(settings, caplog):
    """The admin apart, every view that answers a POST otherwise than by 405 has an entry; and no entry is idle."""
    caplog.set_level("CRITICAL", "django")
    settings.ALLOWED_HOSTS = ["testserver"]
    writing = writing_routes(World())
    assert sorted(writing - KNOWN) == []
    assert sorted(KNOWN - writing) == []
    assert writing - (KNOWN - {"comments/<int:pk>/votes/"}) == {"comments/<int:pk>/votes/"}  # it would be noticed


def writing_routes(world):
    crawl = Crawl(world.client("reader"), "reader")
    paths = {route: next(addresses(route, world.samples())) for route in routes() if not route.startswith("admin/")}
    answers = {route: crawl.ask("post", path) for route, path in paths.items()}
    return {route for route, answer in answers.items() if answer is None or answer.status_code != 405}
