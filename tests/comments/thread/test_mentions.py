"""@name: who is meant, in whatever script it is written, and that what stands around it stays plain text."""

import re
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.exceptions import Refused
from comments.models import Comment, Mention, Reader
from comments.thread.text import clean_text
from news.models import Article, Change
from tests.conftest import SCRIPT, make_reader

pytestmark = pytest.mark.django_db
ROADS = pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])


def linked(html):
    """[(address, as typed)] of every mention in a piece of HTML."""
    return re.findall(r'<a class="mention" href="([^"]+)" translate="no"[^>]*>([^<]+)</a>', html)


def named(comment):
    return sorted(Mention.objects.filter(comment=comment).values_list("typed", "reader__name"))


@ROADS
def test_a_mention_leads_to_the_reader_on_both_roads(client, article, tangju, fufeng, road):
    client.force_login(fufeng)
    answer = client.post(f"/news/{article.pk}/comments/", {"text": "@糖桔 说得对"}, **road)
    html = answer.content.decode() if road else client.get(answer["Location"]).content.decode()
    assert linked(html) == [("/readers/%E7%B3%96%E6%A1%94/", "@糖桔")]
    assert client.get(linked(html)[0][0]).status_code == 200


@pytest.mark.parametrize("prefix", ["/zh-hans", "/zh-hant", "/zh-hk"])
def test_a_mention_keeps_its_spelling_and_its_script_in_every_view(client, say, tangju, prefix):
    reader = make_reader("里面的国")
    comment = say(tangju, "国家 @里面的国 里面")
    html = client.get(f"{prefix}/comments/{comment.pk}/").content.decode()
    assert linked(html) == [(prefix + reader.get_absolute_url(), "@里面的国")]
    assert ("國家" in html) is (prefix != "/zh-hans")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@郑长仁 你好", [("郑长仁", "鄭長仁")]),
        ("＠鄭長仁，你好", [("鄭長仁", "鄭長仁")]),
        ("@糖桔@扶风", [("扶风", "扶风"), ("糖桔", "糖桔")]),
        ("@糖桔 @糖桔 @糖桔", [("糖桔", "糖桔")]),
        ("@郑长仁 @鄭長仁", [("郑长仁", "鄭長仁"), ("鄭長仁", "鄭長仁")]),
        ("@eric7O3", [("eric7O3", "eric703")]),
        ("@ERIC703!", [("ERIC703", "eric703")]),
        ("（@扶风）", [("扶风", "扶风")]),
        ("\u202e@扶风", [("扶风", "扶风")]),
        ("@@扶风", [("扶风", "扶风")]),
        ("@扶", []),
        ("@ 扶风", []),
        ("@\u200b扶风", []),
        ("扶风", []),
        ("@没有这个人", []),
    ],
    ids=ascii,
)
def test_who_is_meant(say, cast, text, meant):
    for name in ("鄭長仁", "eric703"):
        make_reader(name)
    assert named(say(cast.tangju, text)) == sorted(meant)


def test_of_two_names_the_longer_is_meant_only_where_it_stands(say, cast):
    make_reader("扶风而行")
    comment = say(cast.tangju, "@扶风而行 慢走；@扶风 留步")
    assert named(comment) == [("扶风", "扶风"), ("扶风而行", "扶风而行")]
    assert [typed for _, typed in linked(Comment.objects.get(pk=comment.pk).html)] == ["@扶风而行", "@扶风"]


@pytest.mark.parametrize(
    "text", ["https://example.com/@eric703", "www.example.com/?q=@eric703", "https://example.com/#@eric703/x"]
)
def test_an_at_inside_an_address_means_nobody(client, say, tangju, text):
    make_reader("eric703")
    comment = say(tangju, f"见 {text} 。")
    html = client.get(f"/comments/{comment.pk}/").content.decode()
    assert linked(html) == [] and f">{text}</a>" in html
    assert named(comment) == []


def test_a_comment_that_calls_everybody_calls_twenty(say, tangju):
    for number in range(25):
        make_reader(f"读者{number}号")
    comment = say(tangju, " ".join(f"@读者{number}号" for number in range(25)) + "@" * 500)
    assert Mention.objects.filter(comment=comment).count() == 20


def test_an_edit_looks_again(client, say, cast):
    comment = say(cast.tangju, "@扶风 早")
    comment.edit("@睿文 早")
    assert named(comment) == [("睿文", "睿文")]
    assert [typed for _, typed in linked(client.get(f"/comments/{comment.pk}/").content.decode())] == ["@睿文"]


def test_a_held_mention_tells_nobody_but_its_author(settings, signed_in, say, article, tangju):
    settings.HOLD_FIRST = 1
    newcomer = make_reader("新来的")
    before = Article.objects.get(pk=article.pk).cursor
    comment = say(newcomer, "@糖桔 在吗")
    assert not Change.objects.after(article.pk, before).exists()
    for path in (f"/comments/{comment.pk}/", "/readers/糖桔/", "/readers/糖桔/activity/", f"/news/{article.pk}/"):
        assert "在吗" not in signed_in(tangju).get(path).content.decode()


def test_a_mention_of_a_closed_account_leads_nowhere_that_is_not_there(client, say, tangju, fufeng):
    comment = say(tangju, "@扶风 保重")
    Reader.objects.filter(pk=fufeng.pk).update(is_active=False)
    found = linked(client.get(f"/comments/{comment.pk}/").content.decode())
    assert [client.get(address).status_code for address, _ in found] == [200] * len(found)


NEIGHBOURS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PIECES = st.sampled_from(
    ["@扶风", "＠糖桔", "<b>", '"><i>', "&lt;", "'", "\n", "https://a.example/", "👨‍👩‍👧", "z\u0301\u0316"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(PIECES, NEIGHBOURS), min_size=1, max_size=6))
def test_whatever_stands_around_a_name_is_read_as_it_was_typed(say, cast, pieces):
    try:
        text = clean_text("".join(pieces))
    except Refused:
        return
    Comment.objects.all().delete()
    comment = say(cast.qinghe, text)
    html = Comment.objects.for_rendering().get(pk=comment.pk).html
    bare = re.sub(r'<a (?:class="mention" )?href="[^"<>]*"[^<>]*>|</a>|<br>', "", html)
    assert not re.search("[<>]", bare)
    assert re.sub(r"\s+", " ", unescape(bare)) == re.sub(r"\s+", " ", text)
    assert {typed[1:] for _, typed in linked(html)} <= {typed for typed, _ in named(comment)}
