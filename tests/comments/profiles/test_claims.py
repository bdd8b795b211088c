"""认领: who had a name on the old site asks for it; a moderator's yes sends the one link that makes it theirs."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from comments.mail.addresses import confirmed_address
from comments.models import Claim, KnownName, OutgoingMail, Reader
from tests.comments.profiles.events import comment
from tests.conftest import make_article

pytestmark = pytest.mark.django_db
PATH = "/accounts/claims/旧人/"
ADDRESS, NEW = "old@example.com", "换了一个新密码-2025"
PROOF = "我在旧站登记的邮箱是 old@example.com"


@pytest.fixture
def imported(db):
    """An imported name with a comment and what it had earned."""
    reader = Reader(imported=True, import_name="旧人")
    reader.set_name("旧人")
    reader.set_unusable_password()
    reader.save()
    KnownName.take(reader)
    reader.earn(400, "opening")
    comment(make_article("旧新闻"), reader, timezone.now(), text="旧站的话")
    return reader


def ask(client, path=PATH, **fields):
    return client.post(path, {"email": ADDRESS, "proof": PROOF} | fields)


def rule(client, act, *claims, answer=""):
    """What a moderator does in the admin."""
    fields = {"action": act, "_selected_action": [one.pk for one in claims], "answer": answer}
    return client.post("/admin/comments/claim/", fields, follow=True).content.decode()


def link_in(letter):
    """The path of the link in a mail."""
    return re.search(r"http://127\.0\.0\.1:8000(/accounts/password/\S+)", letter.body)[1]


def chosen(client, link):
    """Follow a link as a browser does and set a password; return the last answer."""
    form = client.get(link)
    return client.post(form.headers.get("Location", link), {"password1": NEW, "password2": NEW})


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_guest_asks_for_an_imported_name(signed_in, imported, prefix):
    guest = signed_in(enforce_csrf_checks=True)
    page = guest.get(prefix + PATH).content.decode()
    assert (
        f'href="{prefix}/accounts/claims/%E6%97%A7%E4%BA%BA/"' in guest.get(f"{prefix}/readers/旧人/").content.decode()
    )
    assert ask(guest, prefix + PATH).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    answer = ask(guest, prefix + PATH, csrfmiddlewaretoken=token)
    assert answer.status_code == 303
    done = guest.get(answer["Location"]).content.decode()
    assert ("認領已提交" if prefix else "认领已提交") in done
    claim = Claim.objects.get()
    assert (claim.imported, claim.email, claim.proof, claim.state) == (imported, ADDRESS, PROOF, "waiting")
    assert OutgoingMail.objects.count() == 0 and Reader.objects.get(pk=imported.pk).imported


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("email", "", "请填写电子邮箱。"),
        ("email", "不是邮箱", "邮箱格式不正确。"),
        ("email", "x@example.com\nBcc: y@example.com", "邮箱格式不正确。"),
        ("proof", "", "这里还是空的。"),
        ("proof", "字" * 1001, "最长 1000 字，请删短一些。"),
        ("proof", "坏\x00字", "文字里有无法识别的字符，请删除后再试。"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_what_cannot_be_read_is_refused_and_what_was_typed_is_kept(signed_in, imported, field, typed, sentence):
    answer = ask(signed_in(), **{field: typed})
    assert answer.status_code == 400 and sentence in answer.content.decode() and not Claim.objects.exists()
    assert (PROOF if field == "email" else ADDRESS) in answer.content.decode()


@pytest.mark.parametrize("path", ["/accounts/claims/糖桔/", "/accounts/claims/没有/", "/accounts/claims/%00/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_an_imported_name_can_be_claimed(signed_in, tangju, path, method):
    answer = getattr(signed_in(), method)(path, {"email": ADDRESS, "proof": PROOF})
    assert answer.status_code == 404 and not Claim.objects.exists()


def test_one_asks_five_times_an_hour_and_the_words_are_kept(signed_in, imported):
    statuses = [ask(signed_in(), email=f"x{number}@example.com").status_code for number in range(5)]
    sixth = ask(signed_in(), email="x6@example.com")
    assert statuses == [303] * 5 and sixth.status_code == 429
    assert "请一小时后再试" in sixth.content.decode() and PROOF in sixth.content.decode()
    assert Claim.objects.count() == 5


def test_one_address_asks_once_at_a_time_and_another_may_ask_too(signed_in, imported):
    assert ask(signed_in()).status_code == 303
    assert ask(signed_in(), email="OLD@Example.com").status_code == 303  # nobody learns which address has asked
    assert Claim.objects.count() == 1
    assert ask(signed_in(), email="other@example.com").status_code == 303
    assert Claim.objects.count() == 2


def test_a_yes_sends_a_link_that_sets_the_password_and_works_once(signed_in, imported, qinghe):
    ask(signed_in(), email="Old@Example.COM")
    rule(signed_in(qinghe), "grant", Claim.objects.get())
    letter, fresh = OutgoingMail.objects.get(), Reader.objects.get(pk=imported.pk)
    assert letter.to == ADDRESS and letter.subject == "花蛋新闻：您对 旧人 的认领" and "版主已经同意" in letter.body
    assert not fresh.imported and not fresh.has_usable_password() and confirmed_address(fresh) == ""
    client, link = signed_in(), link_in(letter)
    chosen(client, link)
    chosen(signed_in(), link)
    assert Reader.objects.get(pk=imported.pk).check_password(NEW)
    client = signed_in()
    client.post("/accounts/login/", {"login": "旧人", "password": NEW})
    assert client.get("/me/").json()["name"] == "旧人" and confirmed_address(fresh) == ADDRESS
    second = signed_in()
    page = second.get(link, follow=True).content.decode()
    assert 'name="password1"' not in page


def test_the_name_keeps_what_it_had_and_cannot_be_claimed_any_more(signed_in, imported, qinghe):
    ask(signed_in())
    rule(signed_in(qinghe), "grant", Claim.objects.get())
    page = signed_in().get("/readers/旧人/").content.decode()
    assert "旧站的话" in page and "声望 400" in page and "认领" not in page and "加入" in page
    assert signed_in().get(PATH).status_code == ask(signed_in()).status_code == 404
    assert Reader.objects.get(pk=imported.pk).import_name == "旧人"  # a second import still knows whose it is


def test_a_no_carries_a_reason_and_the_name_stays_where_it_was(signed_in, imported, qinghe):
    ask(signed_in())
    desk, claim = signed_in(qinghe), Claim.objects.get()
    assert "不同意时请写明理由" in rule(desk, "refuse", claim)
    assert OutgoingMail.objects.count() == 0 and Claim.objects.get().state == "waiting"
    rule(desk, "refuse", claim, answer="凭据对不上\r\n请补充")
    letter, claim = OutgoingMail.objects.get(), Claim.objects.get()
    assert "版主没有同意，理由是：凭据对不上" in letter.body and "/password/" not in letter.body
    assert (claim.state, claim.moderator) == ("refused", qinghe) and claim.answered_at
    assert Reader.objects.get(pk=imported.pk).imported
    assert ask(signed_in(), proof="这回凭据齐了").status_code == 303


def test_of_two_who_are_told_yes_the_first_has_the_name(signed_in, imported, qinghe):
    ask(signed_in())
    ask(signed_in(), email="other@example.com")
    first, second = Claim.objects.order_by("pk")
    rule(signed_in(qinghe), "grant", first, second)
    assert [claim.state for claim in Claim.objects.order_by("pk")] == ["granted", "refused"]
    assert Reader.objects.get(pk=imported.pk).email == ADDRESS
    letter = OutgoingMail.objects.get(to="other@example.com")
    assert "理由是：这个用户名已有人认领。" in letter.body and "/password/" not in letter.body


def test_a_claim_is_answered_once(signed_in, imported, qinghe):
    ask(signed_in())
    claim = Claim.objects.get()
    assert claim.settle(qinghe, False, "不行") and not claim.settle(qinghe, True, "又行了")
    assert OutgoingMail.objects.count() == 1 and Reader.objects.get(pk=imported.pk).imported


def test_the_desk_shows_proofs_to_moderators_alone(signed_in, imported, tangju, qinghe):
    ask(signed_in(), proof="<script>alert(1)</script> 凭据")
    page = signed_in(qinghe).get("/admin/comments/claim/").content.decode()
    assert "&lt;script&gt;" in page and "<script>alert" not in page
    assert signed_in(tangju).get("/admin/comments/claim/").status_code in (302, 403)
    assert "凭据" not in signed_in().get("/readers/旧人/").content.decode()


def test_an_address_of_two_lines_is_no_address():
    with pytest.raises(ValidationError):
        Claim(email="x@example.com\nBcc: y@example.com", proof="x").clean_fields(exclude=["imported"])
