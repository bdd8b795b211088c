"""通知: who hears of what, and only once; and what is taken back again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Block, Comment, Follow, MutedWord, Notice, StoryFollow
from comments.worker.loop import tidy
from news.models import Article
from tests.comments.notifications.notices import kinds, listed, unseen_count
from tests.conftest import SCRIPT, make_article, make_reader
from tests.working import run_jobs

pytestmark = pytest.mark.django_db
ROADS = pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])


@ROADS
def test_an_answer_and_a_mention_are_told_to_whom_they_mean(signed_in, say, article, cast, road):
    parent = say(cast.tangju, "原话")
    path, fields = f"/news/{article.pk}/comments/", {"text": "@睿文 您看看", "parent": parent.pk}
    assert signed_in(cast.fufeng).post(path, fields, **road).status_code == (200 if road else 303)
    run_jobs()
    rows = Notice.objects.values_list("reader__name", "kind", "actor__name")
    assert sorted(rows) == sorted([("糖桔", "reply", "扶风"), ("睿文", "mention", "扶风")])


@ROADS
def test_the_same_post_sent_twice_is_told_once(signed_in, say, article, cast, road):
    fields = {"text": "@睿文 听见请回答", "key": "k1", "parent": say(cast.tangju, "原话").pk}
    for _ in range(2):
        signed_in(cast.fufeng).post(f"/news/{article.pk}/comments/", fields, **road)
    assert Notice.objects.count() == 2


@pytest.mark.parametrize(
    ("act", "word"), [("hide", "隐藏"), ("restore", "通过"), ("hold", "转待审"), ("collapse", "折叠")]
)
def test_a_ruling_is_told_to_the_author_with_its_reason(settings, signed_in, say, cast, act, word):
    settings.HOLD_FIRST = 1 if act == "restore" else 0
    comment = say(make_reader("初来"), "说了一句")
    getattr(comment, act)(cast.qinghe, "insult")
    notice = Notice.objects.get()
    assert (notice.reader, notice.kind, notice.text) == (comment.author, "ruling", f"{word}：人身攻击")
    assert listed(signed_in(comment.author)) == [(f"版主处理了您的评论（{word}：人身攻击）", True)]


def test_a_step_on_the_ladder_is_told(signed_in, cast):
    cast.tangju.earn(700, "gem")
    assert kinds(cast.tangju) == ["level"]
    assert listed(signed_in(cast.tangju)) == [("您的声望升到 ★品衔R5★", True)]


def test_followers_of_a_reader_and_of_a_story_are_told_by_the_worker(say, article, cast):
    Follow.set(cast.fufeng, cast.tangju, True)
    StoryFollow.set(cast.ruiwen, article, True)
    say(cast.tangju, "有人关注")
    assert Notice.objects.count() == 0
    run_jobs()
    assert (kinds(cast.fufeng), kinds(cast.ruiwen), kinds(cast.tangju)) == (["followed"], ["story"], [])


def test_nobody_is_told_of_their_own_acts(say, article, cast):
    StoryFollow.set(cast.qinghe, article, True)
    mine = say(cast.qinghe, "自言 @青禾")
    say(cast.qinghe, "自语 @青禾", mine).delete_by_author()
    run_jobs()
    assert Notice.objects.count() == 0


def test_nothing_is_told_from_whom_one_has_blocked(say, article, cast):
    Follow.set(cast.ruiwen, cast.fufeng, True)
    StoryFollow.set(cast.tangju, article, True)
    Block.set(cast.tangju, cast.fufeng, True)
    Block.set(cast.ruiwen, cast.fufeng, True)
    say(cast.fufeng, "@糖桔 @睿文 出来")
    run_jobs()
    assert Notice.objects.count() == 0


def test_who_is_blocked_leaves_the_list_that_was_there_before(signed_in, say, cast):
    say(cast.fufeng, "从前的 @糖桔")
    Block.set(cast.tangju, cast.fufeng, True)
    assert listed(signed_in(cast.tangju)) == [] and unseen_count(signed_in(cast.tangju)) == ("/notices/", "")


@pytest.mark.parametrize("text", ["@糖桔 国足又输了", "@糖桔 國足又輸了", "@糖桔 <国足>"])
def test_a_muted_word_is_not_told_in_whatever_script(say, article, cast, text):
    MutedWord.add(cast.tangju, "國足")
    StoryFollow.set(cast.tangju, article, True)
    Follow.set(cast.tangju, cast.fufeng, True)
    say(cast.fufeng, text, say(cast.tangju, "原话"))
    run_jobs()
    assert kinds(cast.tangju) == []
    say(cast.fufeng, "@糖桔 别的事")
    assert kinds(cast.tangju) == ["mention"]


def test_a_held_comment_is_told_when_it_is_shown_and_not_before(settings, say, article, cast):
    parent, newcomer = say(cast.tangju, "原话"), make_reader("初来")
    Follow.set(cast.fufeng, newcomer, True)
    settings.HOLD_FIRST = 3
    held = say(newcomer, "@睿文 等审", parent)
    run_jobs()
    assert Notice.objects.count() == 0
    held.restore(cast.qinghe, "fine")
    run_jobs()
    assert [kinds(reader) for reader in (cast.tangju, cast.ruiwen, newcomer)] == [["reply"], ["mention"], ["ruling"]]
    assert kinds(cast.fufeng) == ["followed"]


@pytest.mark.parametrize("end", ["hide", "delete", "hold"])
def test_what_is_taken_off_the_floor_is_taken_back_from_the_bell_too(signed_in, say, article, cast, end):
    StoryFollow.set(cast.ruiwen, article, True)
    gone = say(cast.fufeng, "@青禾 说漏了嘴", say(cast.tangju, "原话"))
    run_jobs()
    say(cast.fufeng, "@糖桔 这句留着")
    assert unseen_count(signed_in(cast.tangju))[1] == "2" and kinds(cast.ruiwen) == ["story", "story"]
    gone.delete_by_author() if end == "delete" else getattr(gone, end)(cast.qinghe, "insult")
    assert (unseen_count(signed_in(cast.tangju))[1], kinds(cast.qinghe), kinds(cast.ruiwen)) == ("1", [], ["story"])
    assert "说漏了嘴" not in signed_in(cast.tangju).get("/notices/").content.decode()


def test_a_comment_that_is_gone_before_the_worker_comes_is_not_told(say, article, cast):
    StoryFollow.set(cast.ruiwen, article, True)
    say(cast.fufeng, "写完就删").delete_by_author()
    run_jobs()
    assert kinds(cast.ruiwen) == []


def test_an_edit_rings_for_whom_it_names_now_and_no_longer_for_the_rest(signed_in, say, article, cast):
    comment = say(cast.fufeng, "@糖桔 早", say(cast.qinghe, "原话"))
    comment.edit("@睿文 @扶风 早")
    assert [unseen_count(signed_in(reader))[1] for reader in vars(cast).values()] == ["", "", "1", "1"]
    comment.edit("@睿文 早啊")
    comment.edit("@糖桔 @睿文 早啊")  # named once more, one is not told once more
    assert [unseen_count(signed_in(reader))[1] for reader in vars(cast).values()] == ["", "", "1", "1"]


def test_a_withdrawn_story_is_nowhere_in_the_list(signed_in, say, article, cast):
    say(cast.fufeng, "@糖桔 撤稿之前的话")
    say(cast.fufeng, "@糖桔 别处的话", on=make_article("另一条"))
    Article.objects.filter(pk=article.pk).update(published_at=None)
    client = signed_in(cast.tangju)
    page = client.get("/notices/").content.decode()
    assert "撤稿之前的话" not in page and article.title not in page and len(listed(client)) == 1
    assert unseen_count(client)[1] == "1"


def test_of_several_reasons_to_hear_of_a_comment_one_is_told(say, article, cast):
    StoryFollow.set(cast.tangju, article, True)
    Follow.set(cast.tangju, cast.fufeng, True)
    parent = say(cast.tangju, "原话")
    say(cast.fufeng, "@糖桔 @糖桔 三重缘由", parent)
    run_jobs()
    assert kinds(cast.tangju) == ["reply"]
    say(cast.fufeng, "两重缘由")
    run_jobs()
    run_jobs()
    assert kinds(cast.tangju) == ["followed", "reply"]


def test_old_notices_are_forgotten(say, cast):
    say(cast.fufeng, "@糖桔 很久以前")
    Notice.objects.update(made_at=timezone.now() - timedelta(days=91))
    say(cast.fufeng, "@糖桔 刚才")
    tidy()
    assert Notice.objects.count() == 1 and Comment.objects.count() == 2
