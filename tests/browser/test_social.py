"""Signing in elsewhere: a small OpenID provider, the real site and a real browser, whose CSP has a say too."""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.live.conftest import CAST, PASSWORD
from tests.server import Site

KEY = "a-secret-of-thirty-two-characters"


class Provider(BaseHTTPRequestHandler):
    """Whoever comes is `person`; nobody is asked for a password."""

    person = {}

    def do_GET(self):
        at = urlsplit(self.path)
        if at.path == "/authorize":
            asked = parse_qs(at.query)
            back = asked["redirect_uri"][0] + "?" + urlencode({"code": "c", "state": asked["state"][0]})
            self.send_response(302)
            self.send_header("Location", back)
            self.end_headers()
        else:
            self.answer(self.server.person if at.path == "/userinfo" else self.discovery())

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        claims = self.server.person | {"iss": self.server.url, "aud": "huadan", "iat": now, "exp": now + 60}
        token = jwt.encode(claims, KEY, algorithm="HS256")
        self.answer({"access_token": "t", "token_type": "Bearer", "id_token": token})

    def discovery(self):
        url = self.server.url
        return {
            "issuer": url,
            "authorization_endpoint": f"{url}/authorize",
            "token_endpoint": f"{url}/token",
            "userinfo_endpoint": f"{url}/userinfo",
            "jwks_uri": f"{url}/keys",
        }

    def answer(self, facts):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(facts).encode())

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture(scope="module")
def provider():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated, provider):
    app = {
        "provider_id": "idp",
        "name": "某处",
        "client_id": "huadan",
        "secret": "s",
        "settings": {"server_url": provider.url},
    }
    providers = json.dumps({"openid_connect": {"APPS": [app]}})
    site = Site(tmp_path_factory.mktemp("social"), SOCIAL_PROVIDERS=providers).prepare(migrated)
    site.manage("migrate", "--verbosity", "0")
    site.start()
    site.run(CAST)
    yield site
    site.stop()


@pytest.fixture
def visit(new_context, site, provider):
    """visit(sub, **claims) opens the sign-in page in the browser of somebody who is `sub` at the provider."""

    def visit(sub, path="/accounts/login/?next=/comments/", **claims):
        provider.person = {"sub": sub} | claims
        page = new_context(base_url=site.url).new_page()
        page.set_default_timeout(8000)
        page.goto(path)
        return page

    return visit


def through(page):
    page.get_by_role("button", name="某处").click()


def test_somebody_from_elsewhere_takes_a_name_and_comes_back_under_it(visit, site):
    page = visit("1", preferred_username="管理员", email="one@example.com", email_verified=True)
    through(page)
    expect(page.locator("main h1")).to_have_text("设置用户名")
    page.click("main .primary")
    expect(page.locator("main .problem").first).to_contain_text("本站人员")
    page.fill("[name=username]", "远方来客")
    page.click("main .primary")
    expect(page.locator(".account .who")).to_have_text("远方来客")
    assert page.url.endswith("/comments/")
    verified = (
        "from allauth.account.models import EmailAddress; print(list(EmailAddress.objects.values_list('verified')))"
    )
    assert site.run(verified) == "[(False,)]"
    again = visit("1")
    through(again)
    expect(again.locator(".account .who")).to_have_text("远方来客")


def test_an_address_that_somebody_here_has_confirmed_does_not_open_their_account(visit, site):
    site.run(
        "from allauth.account.models import EmailAddress\n"
        "reader = Reader.objects.get(name='糖桔')\n"
        "EmailAddress.objects.create(user=reader, email='t@example.com', verified=True, primary=True)"
    )
    page = visit("2", email="t@example.com", email_verified=True)
    through(page)
    expect(page.locator("main h1")).to_have_text("设置用户名")
    expect(page.locator(".account .who")).to_have_count(0)


def test_a_name_that_is_taken_is_refused_and_the_visitor_goes_on(visit):
    page = visit("3")
    through(page)
    page.fill("[name=username]", "糖桔")
    page.click("main .primary")
    expect(page.locator("main .problem").first).to_contain_text("已被使用")
    page.fill("[name=username]", "第三位来客")
    page.click("main .primary")
    expect(page.locator(".account .who")).to_have_text("第三位来客")


LOST_RACE = """
from urllib.parse import parse_qs, urlsplit
from django.test import Client
client = Client(headers={{"host": "127.0.0.1"}})
asked = urlsplit(client.post("/accounts/social/oidc/idp/login/")["Location"]).query
client.get("/accounts/social/oidc/idp/login/callback/", {{"code": "c", "state": parse_qs(asked)["state"][0]}})
is_free, KnownName.is_free = KnownName.is_free, lambda *args: True  # as it was a moment before
page = client.post("/accounts/social/signup/", {{"username": "{taken}"}})
KnownName.is_free = is_free
client.post("/accounts/social/signup/", {{"username": "{free}"}})
print("已被使用" in page.content.decode(), client.get("/me/").json()["name"])
"""


def test_who_loses_a_name_at_the_last_moment_takes_another(site, provider):
    provider.person = {"sub": "5"}
    assert site.run(LOST_RACE.format(taken="扶风", free="第五位来客")) == "True 第五位来客"


def test_a_reader_connects_an_account_elsewhere_and_takes_it_off_again(visit):
    page = visit("4", "/accounts/login/?next=/accounts/social/", email="four@example.com")
    sign_in(page, "扶风")
    expect(page.locator("main h1")).to_have_text("已绑定账号")
    through(page)
    page.fill("[name=password]", PASSWORD)
    page.click("main .primary")
    page.get_by_role("button", name="解绑").click()
    expect(page.locator("main .notice").first).to_have_text("已解绑第三方账号。")


def test_an_answer_that_nobody_asked_for_opens_nothing(visit, site):
    answer = site.get("/accounts/social/oidc/idp/login/callback/?code=c&state=forged")
    assert answer.status in (200, 401) and "没有登录成功" in answer.text
    assert site.get("/accounts/social/oidc/other/login/").status == 404
