"""个人动态: all that happened, newest first, on pages that neither skip nor double; what only its owner sees."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import Block, Comment, CommentVote, Gem, KnownName, Reader
from comments.profiles import activity as room
from comments.profiles.leaving import erase, leave
from news.models import Article, Change
from tests.comments.profiles.events import KIND, comment, happen, walked
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db
PATH = "/readers/糖桔/activity/"
PAGES = ["/readers/{}/", "/readers/{}/activity/", "/feeds/readers/{}/", "/feeds/readers/{}/activity/"]
KINDS = ("comment", "reply", "gem", "level", "story", "own", "mention")


def turned(reader, owner, between=lambda number: None):
    """The activity of a reader page by page; `between` happens after each page, given how many there were."""
    after, lines, more, number = None, [], True, 0
    while more:
        page, more = room.activity(reader, after, owner)
        lines += page
        after, number = lines[-1].place if lines else None, number + 1
        between(number)
    return lines


def test_everything_that_happens_is_there_newest_first(signed_in, article, tangju, fufeng):
    now = timezone.now()
    for hours, kind in enumerate(("comment", "reply", "gem", "level", "story")):
        happen(kind, tangju, fufeng, article, now - timedelta(hours=hours))
    page = signed_in().get(PATH).content.decode()
    assert KIND.findall(page) == ["comment", "reply", "gem", "comment", "level", "story"]
    for words in ("发表评论：", "收到回复：", "神评妙论：", "升到 <span", "发表文章："):
        assert words in page


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 3)), min_size=1, max_size=14), st.booleans())
def test_pages_neither_skip_nor_double_however_many_share_a_moment(article, cast, monkeypatch, things, owner):
    monkeypatch.setattr(room, "PER_PAGE", 2)
    reader, start = make_reader(f"某人{Reader.objects.count()}号"), timezone.now() - timedelta(days=1)
    for kind, second in things:
        happen(kind, reader, cast.fufeng, article, start + timedelta(seconds=second))
    lines = turned(reader, owner)
    kinds = [kind for kind, _ in things] + ["comment" for kind, _ in things if kind == "gem"]
    expected = [kind for kind in kinds if owner or kind not in ("own", "mention")]
    assert sorted(line.kind for line in lines) == sorted("reply" if kind == "mention" else kind for kind in expected)
    places = [line.place for line in lines]
    assert len(set(places)) == len(places) and places == sorted(places, reverse=True)


def test_what_arrives_or_goes_while_one_reads_moves_nothing(article, cast, monkeypatch):
    monkeypatch.setattr(room, "PER_PAGE", 3)
    start, reader = timezone.now() - timedelta(days=1), cast.tangju
    rows = [happen("comment", reader, cast.fufeng, article, start + timedelta(seconds=n // 3)) for n in range(20)]

    def between(number):
        happen("reply", reader, cast.fufeng, article, timezone.now())
        # The very last line of the page that was just read.
        Comment.objects.filter(pk=rows[-3 * number].pk if number < 7 else 0).update(state="hidden")

    assert [line.row.pk for line in turned(reader, False, between)] == [row.pk for row in reversed(rows)]


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_reader_turns_the_pages_by_their_links(signed_in, article, cast, prefix):
    moment = timezone.now() - timedelta(hours=1)
    rows = [comment(article, cast.tangju, moment) for _ in range(65)]
    pages = walked(signed_in(), f"{prefix}{PATH}")
    assert [len(KIND.findall(page)) for page in pages] == [30, 30, 5]
    places = [[page.find(f'id="comment-{row.pk}"') >= 0 for page in pages] for row in reversed(rows)]
    assert [found.index(True) for found in places] == [0] * 30 + [1] * 30 + [2] * 5
    assert {sum(found) for found in places} == {1}


def test_only_the_owner_sees_what_waits_and_what_was_removed_and_why(signed_in, say, article, cast):
    say(cast.tangju, "说过头的话").hide(cast.qinghe, "insult", "内部备注")
    comment(article, cast.tangju, timezone.now(), state="held", text="等审的话")
    own = signed_in(cast.tangju).get(PATH)
    page = own.content.decode()
    assert own["Cache-Control"] == "private, no-store" and "内部备注" not in page
    assert "已被隐藏，理由：人身攻击" in page and "说过头的话" in page and "审核中" in page and "等审的话" in page
    for client in (signed_in(), signed_in(cast.fufeng), signed_in(cast.qinghe)):
        page = client.get(PATH).content.decode()
        assert "说过头的话" not in page and "等审的话" not in page and "?only=" not in page


def test_the_owner_may_look_at_one_kind_alone(signed_in, say, article, cast):
    parent = say(cast.tangju, "我的话")
    say(cast.fufeng, "答您的话", parent)
    say(cast.fufeng, "@糖桔 点名的话")
    say(cast.tangju, "没过的话").hide(cast.qinghe, "spam")
    texts = ("我的话", "答您的话", "点名的话", "没过的话")
    client, shown = signed_in(cast.tangju), {}
    for only in ("", "replies", "mentions", "held"):
        page = client.get(f"{PATH}?only={only}").content.decode()
        said = "".join(re.findall(r'<div class="text[^>]*>(.*?)</div>', page, re.DOTALL))
        shown[only] = [text for text in texts if text in said]
        assert all(f'href="?only={slug}"' in page for slug in ("replies", "mentions", "held")), only
    assert shown == {"": list(texts), "replies": ["答您的话"], "mentions": ["点名的话"], "held": ["没过的话"]}
    assert "被提到：" in client.get(f"{PATH}?only=mentions").content.decode()


def test_the_filter_goes_along_when_one_turns_the_page(signed_in, article, cast):
    rows = [comment(article, cast.tangju, timezone.now(), state="held") for _ in range(35)]
    comment(article, cast.tangju, timezone.now() - timedelta(days=1), text="早先的话")
    pages = walked(signed_in(cast.tangju), f"{PATH}?only=held")
    assert len(pages) == 2 and "早先的话" not in "".join(pages)
    assert all(f">{row.text}<" in "".join(pages) for row in rows)


@pytest.mark.parametrize("only", ["replies", "mentions", "held", "comments", "x", "%00"])
def test_the_filters_are_the_owners_alone(signed_in, tangju, fufeng, only):
    for client in (signed_in(), signed_in(fufeng)):
        assert client.get(f"{PATH}?only={only}").status_code == 404
    expected = 200 if only in ("replies", "mentions", "held") else 404
    assert signed_in(tangju).get(f"{PATH}?only={only}").status_code == expected


def test_what_is_gone_is_gone_from_here(signed_in, say, article, cast):
    now, withdrawn = timezone.now(), make_article("撤下的新闻")
    for kind in ("comment", "reply", "gem"):
        happen(kind, cast.tangju, cast.fufeng, withdrawn, now)
    story = happen("story", cast.tangju, cast.fufeng, article, now).article
    gem = happen("gem", cast.tangju, cast.fufeng, article, now)
    assert len(KIND.findall(signed_in().get(PATH).content.decode())) == 7
    Article.objects.filter(pk__in=[withdrawn.pk, story.pk]).update(published_at=None)
    Comment.objects.filter(pk=gem.comment_id).update(state="hidden")
    say(cast.tangju, "自己删的").delete_by_author()
    page = signed_in().get(PATH).content.decode()
    assert KIND.findall(page) == [] and "还没有动态" in page and Gem.objects.count() == 2
    assert withdrawn.title not in page and story.title not in page


def test_whom_the_owner_has_blocked_is_not_seen_here(signed_in, say, cast):
    parent = say(cast.tangju, "我的话")
    say(cast.fufeng, "讨厌的话", parent)
    Block.set(cast.tangju, cast.fufeng, True)
    assert "讨厌的话" not in signed_in(cast.tangju).get(PATH).content.decode()
    assert "讨厌的话" in signed_in().get(PATH).content.decode()


def test_votes_that_a_reader_casts_appear_nowhere(signed_in, say, article, cast):
    other = make_article("只投过票的新闻")
    CommentVote.cast(cast.tangju, say(cast.fufeng, "只收过票的话", on=other), "flower")
    CommentVote.cast(cast.tangju, say(cast.ruiwen, "只挨过蛋的话", on=other), "egg")
    for page in PAGES:
        for reader in (None, cast.tangju, cast.fufeng):
            html = signed_in(reader).get(page.format("糖桔")).content.decode()
            assert not any(words in html for words in ("只投过票的新闻", "只收过票的话", "只挨过蛋的话")), page


@pytest.mark.parametrize("page", PAGES[:2])
@pytest.mark.parametrize(
    "after",
    [
        "x",
        "1",
        "1-2",
        "1-2-3-4",
        "-1-0-1",
        "1-9-1",
        "1--1",
        "9" * 40 + "-0-1",
        "1-0-" + "9" * 30,
        "\x00",
        "1-0-1\x00",
        "\ud800",
        "１-０-１",
        "1-0-1e3",
        " 1-0-1",
        "²-0-1",
        "1-0-1;--",
        "'" * 5000,
    ],
    ids=ascii,
)
def test_an_absurd_place_to_go_on_from_is_no_page(signed_in, tangju, page, after):
    query = quote(after, errors="surrogatepass")
    assert signed_in().get(f"{page.format('糖桔')}?after={query}").status_code == 404


@pytest.mark.parametrize("after", ["0-0-0", "9" * 17 + "-5-" + "9" * 17, "1-0-1", ""])
def test_any_sane_place_to_go_on_from_is_a_page(signed_in, say, tangju, after):
    say(tangju, "一句话")
    for page in PAGES[:2]:
        answer = signed_in().get(f"{page.format('糖桔')}?after={after}")
        assert answer.status_code == 200
        assert ("一句话" in answer.content.decode()) is (after == "" or after.startswith("999"))


@pytest.mark.parametrize("page", PAGES)
def test_of_who_is_not_here_or_has_left_there_is_no_page(signed_in, tangju, page):
    for name in ("没有这个人", "%00", "糖桔%00", "%ED%A0%80", "字" * 500):
        assert signed_in().get(page.format(name)).status_code == 404, name
    leave(tangju, False)
    erase(tangju.pk)
    for name in ("糖桔", "已注销用户", "!"):
        assert signed_in().get(page.format(name)).status_code == 404, name


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("prefix", ["", "/zh-hk"])
def test_another_spelling_leads_to_the_right_one_and_keeps_the_query(signed_in, tangju, page, prefix):
    KnownName.change(make_reader("eric703"), "鄭長仁")
    for spelling in ("eric7O3", "ERIC703", "郑长仁"):
        answer = signed_in().get(f"{prefix}{page.format(spelling)}?after=1-0-1&x=%E5%AD%97")
        assert answer.status_code == 302, spelling
        assert answer["Location"] == f"{prefix}{page.format(quote('鄭長仁'))}?after=1-0-1&x=%E5%AD%97"


def test_the_page_is_sent_again_when_a_line_of_it_changed(signed_in, say, article, cast):
    parent = say(cast.fufeng, "被引用的话")
    mine, guest = say(cast.tangju, "我的话", parent), signed_in()
    changes = [
        lambda: CommentVote.cast(cast.ruiwen, mine, "flower"),
        lambda: parent.hide(cast.qinghe, "insult"),
        lambda: Change.record(Article.objects.get(pk=article.pk), (Change.Kind.AUTHOR, cast.fufeng.pk)),
    ]
    for change in changes:
        mark = guest.get(PATH)["ETag"]
        assert guest.get(PATH, headers={"If-None-Match": mark}).status_code == 304
        change()
        answer = guest.get(PATH, headers={"If-None-Match": mark})
        assert answer.status_code == 200
    assert "被引用的话" not in answer.content.decode()
