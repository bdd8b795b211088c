"""Names that came to look alike when the table grew: listed, never renamed, and nobody is locked out."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.accounts.adapter import PEN_NAME
from comments.models import KnownName, Mention, Reader
from comments.readers.skeletons import renew_skeletons
from news.models import Article
from tests.conftest import PASSWORD, make_article, make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins():
    """An older and a younger reader whose names were not yet known to look alike when they chose them."""
    older, younger = make_reader("高桥"), make_reader("别的")
    for rows in (Reader.objects.filter(pk=younger.pk), KnownName.objects.filter(reader=younger)):
        rows.update(name="髙桥", skeleton="髙桥")
    return older, Reader.objects.get(pk=younger.pk)


def listed():
    out = StringIO()
    call_command("names", stdout=out)
    return out.getvalue()


def test_the_older_keeps_the_form_and_both_keep_their_names(twins):
    older, younger = twins
    assert "髙桥 与 高桥" in listed()
    assert listed() == "重新比对：0 行有变化。\n看起来一样：髙桥 与 高桥\n"
    assert [Reader.objects.get(pk=one.pk).name for one in twins] == ["高桥", "髙桥"]
    assert Reader.objects.get(pk=younger.pk).skeleton == f"{Reader.objects.get(pk=older.pk).skeleton}!{younger.pk}"
    assert not KnownName.is_free("高橋")


def test_who_has_left_is_left_alone(twins):
    gone = make_reader("走了的")
    Reader.objects.filter(pk=gone.pk).update(erased_at=timezone.now(), skeleton="!xyz")
    renew_skeletons(Reader, KnownName)
    assert Reader.objects.get(pk=gone.pk).skeleton == "!xyz"
    assert Reader.objects.get(pk=twins[1].pk).skeleton.endswith(f"!{twins[1].pk}")


def test_both_sign_in_by_their_own_spelling(signed_in, twins):
    listed()
    for reader in twins:
        client = signed_in()
        client.post("/accounts/login/", {"login": reader.name, "password": PASSWORD})
        assert client.session["_auth_user_id"] == str(reader.pk)


def test_both_have_their_pages_and_are_found_as_they_are_spelled(client, twins):
    listed()
    for reader in twins:
        assert client.get(reader.get_absolute_url()).status_code == 200
        assert Reader.objects.named(reader.name).first() == KnownName.holder(reader.name) == reader
    assert Reader.objects.named("高橋").first() == twins[0]


def test_a_mention_means_who_is_spelled_so(say, tangju, twins):
    listed()
    for reader in twins:
        assert Mention.objects.get(comment=say(tangju, f"@{reader.name} 你好")).reader == reader


def test_a_mention_ends_before_a_separator_behind_the_name(say, tangju, fufeng):
    assert Mention.objects.get(comment=say(tangju, "@扶风-你好")).typed == "扶风"


def test_names_are_taken_from_all_editors_and_no_reader_has_one(signed_in):
    make_article(editor="文心")
    make_article("另一条", editor="睿文")
    make_article("没有笔名", editor="")
    assert set(Article.objects.editors()) == {"文心", "睿文"}
    for name in ("文心", "文·心", "睿文"):
        page = signed_in().post("/accounts/signup/", {"username": name, "password1": PASSWORD}).content.decode()
        assert PEN_NAME in page
    assert not Reader.objects.exists()


def test_who_had_a_pen_name_before_keeps_it_and_is_listed(signed_in):
    reader = make_reader("文心")
    make_article(editor="文心")
    assert "与编辑笔名相同：文心 与 文心" in listed()
    client = signed_in(reader)
    client.post("/accounts/name/", {"name": "文·心"})
    assert Reader.objects.get(pk=reader.pk).name == "文·心"


def test_nobody_is_renamed_to_a_pen_name_but_one_of_the_staff(signed_in, tangju, qinghe):
    make_article(editor="文心")
    assert PEN_NAME in signed_in(tangju).post("/accounts/name/", {"name": "文心"}).content.decode()
    signed_in(qinghe).post("/accounts/name/", {"name": "文心"})
    assert Reader.objects.get(name="文心") == qinghe and "笔名相同" not in listed()
