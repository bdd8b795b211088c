"""Every form of one's account says what it came to; the list of forms is that of the addresses."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import get_resolver, reverse

from comments.models import Block, MutedWord, Reader
from comments.profiles.leaving import leave
from tests.comments.accounts.test_second_factor import SECRET, code, guarded
from tests.conftest import PASSWORD, SCRIPT, make_reader

pytestmark = pytest.mark.django_db
NEW = "换了一个新密码-2025"
# What is no setting, or ends on a page that says nothing but what it came to.
OTHERS = {
    "my_reports",
    "my_errors",
    "my_rulings",
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reauthenticate",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "sign_out_everywhere",
    "account_home",
    "points",
    "data",
    "unsubscribe",
    "claims",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
    "mfa_list_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_add_webauthn",  # needs a browser's passkey: tests/browser/test_passkeys.py
}


def muted(reader):
    MutedWord.add(reader, "无聊")
    return {"pk": reader.muted_words.get().pk}


def factors(reader):
    return guarded(reader) and {}


def passkey(reader):
    row = Authenticator.objects.create(user=reader, type="webauthn", data={"name": "我的", "credential": {}})
    return {"pk": row.pk}


def without_password(reader):
    reader.set_unusable_password()
    reader.save()
    return {}


# {name of the address: (what is typed, the sentence, what must be there before: its keys are parts of the address)}
FORMS = {
    "profile": ({"bio": "一句话", "sign": ""}, "已保存。", None),
    "rename": ({"name": "蜜桔"}, "用户名已修改。", None),
    "title": ({"text": "一票烂选总统"}, "申请已提交。", None),
    "script": ({"variant": "zh-hant"}, "已保存。", None),
    "mail": ({"mail": "daily"}, "已保存。", None),
    "hidden": ({"word": "无聊"}, "屏蔽词已添加。", None),
    "word_deletion": ({}, "屏蔽词已移除。", muted),
    "leaving": ({"comments": "keep"}, "申请已提交。", None),
    "staying": ({}, "已取消注销。", lambda reader: leave(reader, False) and {}),
    "account_change_password": (
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
        "密码已修改，其他设备上的登录都已失效。",
        None,
    ),
    "account_set_password": ({"password1": NEW, "password2": NEW}, "密码已设置。", without_password),
    "account_email": ({"email": "t@example.com", "action_add": ""}, "邮件已发送至 t@example.com。", None),
    "mfa_activate_totp": ({}, "一次性验证码已开启。", None),
    "mfa_deactivate_totp": ({}, "一次性验证码已关闭。", factors),
    "mfa_generate_recovery_codes": ({}, "新的备用码已生成，请存好。", factors),
    "mfa_edit_webauthn": ({"name": "新的"}, "已保存。", passkey),
    "mfa_remove_webauthn": ({}, "通行密钥已移除。", passkey),
}


def names_below(patterns, start, route=""):
    """The names of all addresses whose route begins with `start`."""
    for one in patterns:
        whole = route + str(one.pattern).lstrip("^")
        if hasattr(one, "url_patterns"):
            yield from names_below(one.url_patterns, start, whole)
        elif whole.startswith(start):
            yield one.name


def account_addresses():
    """The names of all addresses below /accounts/."""
    return set(names_below(get_resolver().url_patterns, "accounts/"))


def test_every_address_of_the_account_is_known_here():
    assert account_addresses() == OTHERS | {*FORMS}


@pytest.fixture
def reader(db):
    return make_reader("糖桔", 8)


def saved(client, reader, name, **headers):
    typed, _, prepare = FORMS[name]
    address = reverse(name, kwargs=prepare(reader) if prepare else {})
    client.force_login(Reader.objects.get(pk=reader.pk))
    if reader.has_usable_password():
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    if name == "mfa_activate_totp":
        page = client.get(address).content.decode()
        typed = {"code": code(page.partition('<code translate="no">')[2].partition("</code>")[0])}
    elif name.startswith("mfa_deactivate"):
        client.post("/accounts/2fa/reauthenticate/", {"code": code(SECRET)})
    return client.post(address, typed, **headers)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.django_db(transaction=True)  # the library says some of it after the commit
def test_a_form_that_was_saved_says_so_once(signed_in, reader, name):
    client = signed_in()
    answer = saved(client, reader, name)
    assert answer.status_code in (302, 303), answer.content.decode()
    sentence = FORMS[name][1]
    page = client.get(answer["Location"]).content.decode()
    assert f'role="status">{sentence}</p>' in page
    assert f'role="status">{sentence}</p>' not in client.get(answer["Location"]).content.decode()


def test_what_a_script_saves_in_passing_is_said_on_no_later_page(signed_in, reader):
    client = signed_in()
    assert saved(client, reader, "script", **SCRIPT).status_code == 303
    assert "已保存" not in client.get("/").content.decode()


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_whom_one_follows_and_blocks_is_said_too_in_the_script_of_the_page(signed_in, reader, prefix):
    other, client = make_reader("扶风"), signed_in(reader)
    acts = {"follows": ("已关注。", "已追蹤。"), "blocks": ("已拉黑。", "已封鎖。")}
    for act, sentences in acts.items():
        address = client.post(f"{prefix}/readers/{other.name}/{act}/?want=on")["Location"]
        assert f'role="status">{sentences[bool(prefix)]}</p>' in client.get(address).content.decode()
    assert Block.between(reader, other)


def test_messages_are_no_part_of_what_everybody_gets(signed_in, reader):
    client = signed_in()
    saved(client, reader, "mail")
    assert "已保存" not in signed_in().get("/").content.decode()
    assert client.get("/me/").status_code == 200  # which takes the message from nobody
    assert "已保存" in client.get("/").content.decode()
