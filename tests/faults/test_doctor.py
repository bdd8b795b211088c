"""`manage.py doctor` on a real site, sound and broken."""

import pytest

from tests.server import Site, free_port


@pytest.fixture(scope="module")
def gathered(tmp_path_factory, migrated):
    """The folder of a site with its static files."""
    site = Site(tmp_path_factory.mktemp("gathered")).prepare(migrated)
    site.manage("collectstatic", "--noinput", "--verbosity", "0")
    return site.folder


@pytest.fixture
def site(tmp_path, gathered):
    return Site(tmp_path / "site").prepare(gathered)


def test_a_sound_site_is_sound(site):
    answer = site.manage("doctor", check=False)
    assert answer.returncode == 0 and "错误" not in answer.stdout, answer.stdout


def test_what_is_wrong_is_said_line_by_line(site):
    (site.folder / "private" / "staticfiles.json").unlink()
    site.run("make_reader('睿文', is_staff=True)")
    dead = free_port()
    site.environment |= {
        "REDIS_URL": f"redis://127.0.0.1:{dead}/0",
        "EMAIL_URL": f"smtp://127.0.0.1:{dead}",
        "STAFF_SECOND_FACTOR": "1",
        "SITE_URL": "http://no-such-host.invalid",
    }
    answer = site.manage("doctor", check=False)
    assert answer.returncode == 1 and "Traceback" not in answer.stderr
    for said in ("collectstatic", "REDIS_URL", "EMAIL_URL", "睿文", "域名解析"):
        assert said in answer.stdout


def test_a_database_that_is_away_or_behind_is_an_error(site):
    site.manage("migrate", "mfa", "zero", "--verbosity", "0")
    behind = site.manage("doctor", check=False)
    assert behind.returncode == 1 and "manage.py migrate" in behind.stdout
    site.environment["DATABASE_URL"] = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    away = site.manage("doctor", check=False)
    assert away.returncode == 1 and "DATABASE_URL" in away.stdout and "Traceback" not in away.stderr
