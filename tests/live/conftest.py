"""A real server for the tests of streams, restarts and browsers; migrated once, copied for each module."""

import pytest

from tests.server import Site, Visitor, running

PASSWORD = "huadan-real"
CAST = """
for name, level, staff in (("糖桔", 4, False), ("扶风", 5, False), ("青禾", 6, True)):
    make_reader(name, level, password="huadan-real", is_staff=staff, is_superuser=staff)
print(make_article().pk)
"""


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("migrated")
    Site(folder).prepare()
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated):
    with running(tmp_path_factory.mktemp("site"), migrated) as site:
        site.article = int(site.run(CAST))
        yield site


@pytest.fixture
def visitor(site):
    """visitor(name) signs in and returns the Visitor."""
    known = site.__dict__.setdefault("visitors", {})

    def visitor(name):
        return known.setdefault(name, None) or known.__setitem__(name, Visitor(site, name, PASSWORD)) or known[name]

    return visitor


@pytest.fixture
def article(site):
    """A fresh published article on the running site."""
    return int(site.run("print(make_article().pk)"))
