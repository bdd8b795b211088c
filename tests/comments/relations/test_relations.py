"""关注, 拉黑 and muted words: what one reader sets between themselves and others, and where it shows."""

import re

import pytest

from comments.models import Block, Comment, CommentVote, Follow, KnownName, MutedWord, StoryFollow
from comments.personal.hiding import HiddenByReader
from news.caching.parts import Row
from tests.conftest import SCRIPT, make_reader

pytestmark = pytest.mark.django_db
ROADS = pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])
PREFIXES = pytest.mark.parametrize("prefix", ["", "/zh-hans", "/zh-hant", "/zh-hk"])
LOUD, LOUDER = "国家里面的吵闹话", "[国國]家[里裡裏]面的吵[闹鬧][话話]"


def press(client, path, want, **road):
    return client.post(f"{path}?want={want}", **road)


# -- following ----------------------------------------------------------------------------------------


@ROADS
def test_a_reader_is_followed_and_left(signed_in, tangju, fufeng, road):
    client = signed_in(fufeng)
    for want, there, words in [("on", True, "已关注"), ("on", True, "已关注"), ("off", False, ">关注<")]:
        answer = press(client, "/readers/糖桔/follows/", want, **road)
        assert Follow.objects.filter(reader=fufeng, followed=tangju).exists() is there
        page = answer if road else client.get("/readers/糖桔/")
        assert answer.status_code == (200 if road else 303)
        assert words in page.content.decode()


@ROADS
def test_a_story_is_followed_and_left(signed_in, article, fufeng, road):
    client, path = signed_in(fufeng), f"/news/{article.pk}/"
    for want, words in [("on", "已关注这条新闻"), ("off", ">关注这条新闻<")]:
        answer = press(client, f"{path}follows/", want, **road)
        assert StoryFollow.objects.filter(reader=fufeng, article=article).exists() is (want == "on")
        assert words in (answer if road else client.get(path)).content.decode()
        assert road or answer["Location"] == f"{path}#article-votes"
    assert client.get(f"/me/?article={article.pk}").json()["following"] is False


@ROADS
@pytest.mark.parametrize("act", ["follows", "blocks"])
def test_nobody_does_it_to_themselves(signed_in, fufeng, act, road):
    answer = press(signed_in(fufeng), f"/readers/扶风/{act}/", "on", **road)
    assert answer.status_code == 400 and "自己" in answer.content.decode()
    assert not Follow.objects.exists() and not Block.objects.exists()


@pytest.mark.parametrize("path", ["/readers/糖桔/follows/", "/readers/糖桔/blocks/"])
@pytest.mark.parametrize("want", ["", "yes", "1", "ON"])
def test_a_form_that_says_neither_changes_nothing(signed_in, tangju, fufeng, path, want):
    answer = press(signed_in(fufeng), path, want, **SCRIPT)
    assert answer.status_code == 400 and "这张表单不完整" in answer.content.decode()


@pytest.mark.parametrize("act", ["follows", "blocks"])
@pytest.mark.parametrize("name", ["没有此人", "%00", "a%2Fb", "..%2F"])
def test_there_must_be_somebody(signed_in, fufeng, act, name):
    assert press(signed_in(fufeng), f"/readers/{name}/{act}/", "on", **SCRIPT).status_code == 404


@ROADS
@pytest.mark.parametrize("act", ["follows", "blocks"])
def test_guests_go_to_the_door_and_back(signed_in, tangju, act, road):
    answer = press(signed_in(), f"/zh-hant/readers/糖桔/{act}/", "on", **road)
    assert answer.status_code == 303
    assert answer["Location"].startswith("/zh-hant/accounts/login/?next=/readers/%E7%B3%96%E6%A1%94/")


def test_a_press_without_the_token_is_refused(signed_in, tangju, fufeng):
    client = signed_in(fufeng, enforce_csrf_checks=True)
    assert press(client, "/readers/糖桔/follows/", "on").status_code == 403
    assert not Follow.objects.exists()


@pytest.mark.parametrize("spelling", ["郑长仁", "鄭長仁", "郑長仁"])
def test_any_spelling_of_a_name_means_its_reader(signed_in, fufeng, spelling):
    other = make_reader("鄭長仁")
    assert press(signed_in(fufeng), f"/readers/{spelling}/follows/", "on", **SCRIPT).status_code == 200
    assert Follow.objects.get().followed == other
    page = signed_in(fufeng).get(f"/readers/{spelling}/?after=")
    assert page.status_code == (200 if spelling == "鄭長仁" else 302)


def test_a_page_opened_before_a_renaming_still_means_its_reader(signed_in, tangju, fufeng):
    KnownName.change(tangju, "蜜桔")
    assert press(signed_in(fufeng), "/readers/糖桔/follows/", "on", **SCRIPT).status_code == 200
    assert Follow.objects.get().followed == tangju


# -- blocking -----------------------------------------------------------------------------------------


@pytest.fixture
def floor(say, cast, article):
    """糖桔 was loud, 睿文 answered, 扶风 said something too; 糖桔's words stand on every kind of page."""
    loud = say(cast.tangju, LOUD)
    CommentVote.cast(cast.qinghe, loud, "flower")
    Comment.objects.filter(pk=loud.pk).update(hot=0.9, flower_weight=9)
    say(cast.tangju, f"{LOUD}（答）", say(cast.ruiwen, "平静的回答", loud))
    say(cast.fufeng, "也说一句")
    return loud


def pages(article, loud):
    floors = [f"/news/{article.pk}/comments/?sort={sort}" for sort in ("new", "old", "hot")]
    return [
        f"/news/{article.pk}/",
        *floors,
        f"/comments/{loud.pk}/",
        "/comments/",
        "/boards/gems/",
        "/readers/糖桔/",
        "/readers/糖桔/activity/",
        "/readers/睿文/",
        "/readers/睿文/activity/",
        f"/news/{article.pk}/changes/?after=0",
    ]


@PREFIXES
def test_the_words_of_who_is_blocked_are_on_no_page_of_who_blocked(signed_in, article, cast, floor, prefix):
    Block.set(cast.fufeng, cast.tangju, True)
    for path in pages(article, floor):
        own, others = (signed_in(r).get(prefix + path).content.decode() for r in (cast.fufeng, cast.qinghe))
        assert not re.search(LOUDER, own), path
        assert re.search(LOUDER, others), path
        assert "糖桔" in path or ("平静的回答" in own) == ("平静的回答" in others), path
        empty = re.findall(rf'<li id="comment-{floor.pk}"[^>]* hidden></li>', own)
        assert len(empty) == others.count(f'<li id="comment-{floor.pk}"'), path


@ROADS
def test_blocking_ends_the_following_and_says_what_it_means(signed_in, tangju, fufeng, road):
    Follow.set(fufeng, tangju, True)
    client = signed_in(fufeng)
    answer = press(client, "/readers/糖桔/blocks/", "on", **road)
    page = answer if road else client.get("/readers/糖桔/")
    assert "取消拉黑" in page.content.decode() and "并且不会知道" in page.content.decode()
    assert Block.between(fufeng, tangju) and not Block.between(tangju, fufeng) and not Follow.objects.exists()
    refused = press(client, "/readers/糖桔/follows/", "on", **road)
    assert refused.status_code == 400 and "取消拉黑后才能关注" in refused.content.decode()
    press(client, "/readers/糖桔/blocks/", "off", **road)
    assert not Block.objects.exists()


@ROADS
@pytest.mark.parametrize("name", ["睿文", "青禾"])
def test_who_works_here_cannot_be_blocked(signed_in, cast, name, road):
    answer = press(signed_in(cast.fufeng), f"/readers/{name}/blocks/", "on", **road)
    assert answer.status_code == 400 and "工作人员不能拉黑" in answer.content.decode()
    assert not Block.objects.exists()


@ROADS
@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_who_is_blocked_cannot_answer_and_is_not_told_why(signed_in, say, article, tangju, fufeng, road, prefix):
    comment = say(fufeng, "别来烦我")
    Block.set(fufeng, tangju, True)
    fields = {"text": "我偏要答", "parent": comment.pk, "key": "k"}
    answer = signed_in(tangju).post(f"{prefix}/news/{article.pk}/comments/", fields, **road)
    html = answer.content.decode()
    assert answer.status_code == 403 and "我偏要答" in html
    assert ("這則評論暫不接受您的回覆" if prefix else "这条评论暂不接受您的回复") in html
    assert not re.search("拉黑|封[锁鎖]|屏蔽", html) and not Comment.objects.filter(author=tangju).exists()


def test_who_is_blocked_sees_and_may_do_everything_else(signed_in, say, article, cast):
    tangju, fufeng = cast.tangju, cast.fufeng
    comment = say(fufeng, "别来烦我")
    answer = say(cast.ruiwen, "我来答", comment)
    before = signed_in(tangju).get(f"/news/{article.pk}/").content.decode()
    Block.set(fufeng, tangju, True)
    after = signed_in(tangju).get(f"/news/{article.pk}/").content.decode()
    rows = re.compile(r'<li id="comment-.*?</li>', re.DOTALL)
    assert rows.findall(after) == rows.findall(before) and "拉黑" not in after
    assert CommentVote.cast(tangju, comment, "flower").flowers == 1
    assert say(tangju, "答别人", answer).state == "visible"
    assert "扶风" in signed_in(tangju).get("/readers/扶风/").content.decode()


# -- muted words --------------------------------------------------------------------------------------

SAID = ["大灰狼来了", "大灰狼來了", "ＡＢＣ不好", "abc不好", "裡面說", "里面说", "大灰\n狼", "大<b>灰</b>狼"]
MUTED = [
    ("大灰狼", {0, 1}),
    ("大灰狼來了", {0, 1}),
    ("Abc", {2, 3}),
    ("ａｂｃ", {2, 3}),
    ("里面", {4, 5}),
    ("裡面", {4, 5}),
    ("裏面", {4, 5}),
    ("<b>", {7}),
    ("没有的话", set()),
]


@PREFIXES
@pytest.mark.parametrize(("word", "gone"), MUTED, ids=lambda value: str(value))
def test_a_muted_word_is_found_in_either_script_width_and_case(signed_in, say, article, cast, prefix, word, gone):
    comments = [say(cast.tangju, f"{text}{n}") for n, text in enumerate(SAID)]
    MutedWord.add(cast.fufeng, word)
    html = signed_in(cast.fufeng).get(f"{prefix}/news/{article.pk}/").content.decode()
    empty = {n for n, c in enumerate(comments) if re.search(rf'<li id="comment-{c.pk}"[^>]* hidden></li>', html)}
    assert empty == gone


def test_a_quotation_of_a_muted_word_goes_and_the_answer_stays(signed_in, say, article, cast):
    say(cast.ruiwen, "平静的回答", say(cast.tangju, LOUD))
    MutedWord.add(cast.fufeng, "吵鬧")
    html = signed_in(cast.fufeng).get(f"/news/{article.pk}/").content.decode()
    assert LOUD not in html and "平静的回答" in html


def test_what_one_wrote_oneself_is_never_muted(signed_in, article, fufeng):
    MutedWord.add(fufeng, "吵闹")
    client = signed_in(fufeng)
    answer = client.post(f"/news/{article.pk}/comments/", {"text": LOUD}, **SCRIPT)
    assert LOUD in answer.content.decode() and LOUD in client.get(f"/news/{article.pk}/").content.decode()


def test_me_tells_the_script_whom_and_what_in_every_spelling(signed_in, tangju, fufeng):
    Block.set(fufeng, tangju, True)
    MutedWord.add(fufeng, "裡面ＡＢ")
    facts = signed_in(fufeng).get("/me/").json()["unwanted"]
    assert facts == {"people": [tangju.pk], "words": ["裏面ab", "裡面ab", "里面ab"], "own": fufeng.pk}
    assert signed_in(tangju).get("/me/").json()["unwanted"] == {"people": [], "words": [], "own": tangju.pk}


def test_words_are_added_once_and_taken_off_in_ones_own_room(signed_in, fufeng, tangju):
    client = signed_in(fufeng)
    for word in ("大灰狼", "大灰狼 ", "ＡＢＣ"):
        assert client.post("/accounts/hidden/", {"word": word}).status_code == 303
    words = list(fufeng.muted_words.values_list("word", flat=True))
    assert words == ["大灰狼", "ＡＢＣ"]
    first = fufeng.muted_words.first()
    signed_in(tangju).post(f"/accounts/hidden/{first.pk}/deletion/")
    assert fufeng.muted_words.count() == 2
    client.post(f"/accounts/hidden/{first.pk}/deletion/")
    assert [word.word for word in fufeng.muted_words.all()] == ["ＡＢＣ"]


@pytest.mark.parametrize("word", ["", "  ", "\x00", "\x01", "字" * 21, "坏\ufffd", "\u200b", "\ufdfa" * 20], ids=ascii)
def test_a_word_that_is_none_is_refused_in_a_sentence(signed_in, fufeng, word):
    answer = signed_in(fufeng).post("/accounts/hidden/", {"word": word})
    assert answer.status_code == 400 and not MutedWord.objects.exists()


def test_who_hides_nobody_sees_every_row():
    assert not HiddenByReader().hides(Row("c1", 5, "一句", ("<li>一句</li>",), ""))


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_the_words_of_who_is_blocked_are_not_quoted_in_ones_own_held_comment(
    settings, signed_in, say, article, tangju, fufeng, prefix
):
    settings.HOLD_FIRST = 1
    comment = say(tangju, "聒噪的话")
    author = make_reader("新来的")
    held = Comment.post(article, author, "我的回答在排队", comment)
    assert held.state == Comment.State.HELD
    assert "聒噪的" in signed_in(author).get(f"{prefix}/news/{article.pk}/").content.decode()
    Block.set(author, tangju, True)
    html = signed_in(author).get(f"{prefix}/news/{article.pk}/").content.decode()
    assert f'id="comment-{held.pk}"' in html and "聒噪的" not in html


def test_a_tombstone_has_no_words_that_could_be_muted(signed_in, say, article, tangju, fufeng, qinghe):
    comment = say(tangju, "有个屏蔽词在这里")
    say(qinghe, "平静的回答", comment)
    comment.delete_by_author()
    MutedWord.add(fufeng, "屏蔽词")
    assert "评论已由作者删除" in signed_in(fufeng).get(f"/news/{article.pk}/").content.decode()
