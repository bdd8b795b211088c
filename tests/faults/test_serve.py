"""`manage.py serve` refuses what would be a danger, in a plain sentence."""

import pytest

from tests.server import Site


@pytest.fixture
def site(tmp_path, migrated):
    return Site(tmp_path / "site").prepare(migrated)


def test_demo_passwords_are_refused_outside_the_demo(site):
    site.run("make_reader('reader', password='huadan-demo', is_demo=True)")
    refused = site.manage("serve", check=False)
    assert refused.returncode != 0
    assert "演示密码" in refused.stderr


def test_the_demo_stays_on_this_machine(site):
    site.environment |= {"DEMO": "1", "HOST": "0.0.0.0"}
    refused = site.manage("serve", check=False)
    assert refused.returncode != 0
    assert "本机" in refused.stderr


def test_demo_content_is_for_the_demo_only(site):
    refused = site.manage("seed_demo", check=False)
    assert refused.returncode != 0
    assert "DEMO=1" in refused.stderr


def test_without_settings_a_secret_is_made_once(site):
    site.environment["SECRET_KEY"] = ""
    first = site.manage("shell", "-c", "from django.conf import settings; print(settings.SECRET_KEY)").stdout
    again = site.manage("shell", "-c", "from django.conf import settings; print(settings.SECRET_KEY)").stdout
    assert first == again
    assert (site.folder / "private" / "secret_key").stat().st_mode & 0o077 == 0
