"""The life of a comment: held, shown, edited, hidden, restored, deleted, and what follows from each."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.exceptions import Forbidden
from comments.models import Comment, CommentVote, Ruling
from news.models import Article
from tests.conftest import SCRIPT, make_article, make_reader
from tests.news.articles.test_lists import crawl

pytestmark = pytest.mark.django_db
SECRET = "不该再被看见的话"
LEFT = "不[该該]再被看[见見]|example.org/secret"


def fresh(comment):
    return Comment.objects.get(pk=comment.pk)


def everywhere(article, *comments):
    """Every public address that could show a comment of this article."""
    yield from ("/", "/comments/", "/boards/gems/", "/boards/discussed/", "/rulings/", "/community/", "/search/?q=不该")
    yield from (f"/news/{article.pk}/", f"/zh-hant/news/{article.pk}/", f"/news/{article.pk}/changes/?after=0")
    yield from (f"/news/{article.pk}/comments/?sort={sort}" for sort in ("new", "old", "hot", "disputed"))
    for comment in comments:
        yield from (f"/comments/{comment.pk}/", f"/readers/{comment.author.name}/")
        yield f"/readers/{comment.author.name}/activity/"


def assert_nowhere(client, article, *comments):
    for address in everywhere(article, *comments):
        html = client.get(address).content.decode()
        assert SECRET not in html and "不該再被看見的話" not in html, address


def test_a_hidden_comment_is_gone_for_everybody_and_its_replies_stay(signed_in, say, article, tangju, fufeng, qinghe):
    comment = say(tangju, SECRET)
    reply = say(fufeng, "我回一句", comment)
    comment.hide(qinghe, "insult", "说过头了")
    article.refresh_from_db()
    assert (fresh(comment).state, article.comment_count, fresh(reply).state) == ("hidden", 1, "visible")
    for client in (signed_in(), signed_in(fufeng)):
        assert client.get(f"/comments/{comment.pk}/").status_code == 404
        assert_nowhere(client, article, comment, reply)
    assert "「原评论已隐藏」" in signed_in().get(f"/news/{article.pk}/").content.decode()


def test_a_restored_comment_stands_where_it_stood(say, article, tangju, qinghe):
    comment = say(tangju, "来回一趟")
    before = fresh(comment)
    comment.hide(qinghe, "insult")
    comment.restore(qinghe, "mistake")
    now = fresh(comment)
    assert (now.state, now.floor, now.shown_at) == ("visible", before.floor, before.shown_at)
    assert list(Ruling.objects.order_by("pk").values_list("act", flat=True)) == ["hide", "restore"]


def test_a_held_comment_is_seen_by_its_author_alone(signed_in, say, article, tangju, fufeng, qinghe):
    comment = say(tangju, SECRET)
    comment.hold(qinghe, "other")
    assert_nowhere(signed_in(), article)
    assert signed_in(fufeng).get(f"/comments/{comment.pk}/").status_code == 404
    page = signed_in(tangju).get(f"/news/{article.pk}/").content.decode()
    assert SECRET in page and "审核中" in page
    article.refresh_from_db()
    assert article.comment_count == 0


def test_a_held_comment_appears_at_its_approval(settings, say, article, qinghe):
    settings.HOLD_FIRST = 1
    comment = say(make_reader("新来的"), "等着")
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(hours=3))
    comment.restore(qinghe, "fine")
    now = fresh(comment)
    assert timezone.now() - now.shown_at < timedelta(minutes=1)
    assert (now.floor, Ruling.objects.get().act) == (1, "approve")


def test_a_deleted_comment_without_replies_is_gone(signed_in, say, article, tangju):
    comment = say(tangju, SECRET)
    assert signed_in(tangju).post(f"/comments/{comment.pk}/deletion/").status_code == 303
    assert signed_in().get(f"/comments/{comment.pk}/").status_code == 404
    assert_nowhere(signed_in(), article, comment)


def test_a_deleted_comment_with_replies_leaves_a_tombstone(signed_in, say, article, tangju, fufeng, qinghe):
    comment = say(tangju, SECRET)
    reply = say(fufeng, "可惜了", comment)
    comment.delete_by_author()
    page = signed_in().get(f"/news/{article.pk}/").content.decode()
    assert "评论已由作者删除" in page and "「原评论已删除」" in page
    assert_nowhere(signed_in(), article, comment, reply)
    article.refresh_from_db()
    assert article.comment_count == 1
    reply.hide(qinghe, "offtopic")
    assert "评论已由作者删除" not in signed_in().get(f"/news/{article.pk}/").content.decode()


def test_what_its_author_deleted_cannot_be_restored(say, tangju, qinghe):
    comment = say(tangju, "算了")
    comment.delete_by_author()
    comment.restore(qinghe, "mistake")
    assert fresh(comment).state == "deleted"
    assert not Ruling.objects.exists()


def test_floor_numbers_are_never_reused(say, tangju, fufeng):
    first, second = say(tangju, "一楼"), say(tangju, "二楼")
    second.delete_by_author()
    assert (first.floor, say(fufeng, "三楼").floor) == (1, 3)


@pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])
def test_an_edit_within_five_minutes_keeps_the_old_text_for_moderators(signed_in, say, tangju, fufeng, road):
    comment = say(tangju, "有错字")
    say(fufeng, "你写错了", comment)
    answer = signed_in(tangju).post(f"/comments/{comment.pk}/edits/", {"text": "改好了"}, **road)
    assert answer.status_code == (200 if road else 303)
    assert fresh(comment).text == "改好了" and fresh(comment).edited_at
    assert [edit.before for edit in comment.edits.all()] == ["有错字"]
    page = signed_in().get(f"/comments/{comment.pk}/").content.decode()
    assert "已修改" in page and "有错字" not in page


def test_after_five_minutes_it_is_too_late(signed_in, say, tangju):
    comment = say(tangju, "定了")
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=6))
    answer = signed_in(tangju).post(f"/comments/{comment.pk}/edits/", {"text": "反悔"}, **SCRIPT)
    assert answer.status_code == 403 and "五分钟" in answer.content.decode()
    with pytest.raises(Forbidden):
        fresh(comment).edit("反悔")


@pytest.mark.parametrize("act", ["edits", "deletion"])
def test_nobody_touches_the_comments_of_others(signed_in, say, tangju, fufeng, act):
    comment = say(tangju, "我的话")
    assert signed_in(fufeng).post(f"/comments/{comment.pk}/{act}/", {"text": "你的话"}).status_code == 404
    assert "/accounts/login/" in signed_in().post(f"/comments/{comment.pk}/{act}/", {"text": "?"})["Location"]
    assert fresh(comment).text == "我的话" and fresh(comment).state == "visible"


@pytest.mark.parametrize("text", ["", "字" * 2001, "a\x00", "坏\ufffd", "\u200b"])
def test_a_bad_edit_is_refused_and_the_text_kept(signed_in, say, tangju, text):
    comment = say(tangju, "好好的")
    answer = signed_in(tangju).post(f"/comments/{comment.pk}/edits/", {"text": text})
    assert answer.status_code == 400
    assert fresh(comment).text == "好好的"


def test_a_collapsed_comment_stays_in_its_place_behind_one_click(signed_in, say, article, tangju, qinghe):
    comment = say(tangju, "吵起来了")
    Comment.objects.filter(pk=comment.pk).update(state="collapsed")
    page = signed_in().get(f"/news/{article.pk}/").content.decode()
    assert '<details class="collapsed">' in page and "吵起来了" in page
    comment.restore(qinghe, "fine")
    assert fresh(comment).state == "visible"


def test_a_hidden_comment_leaves_the_lifted_group_to_the_next(say, article, tangju, qinghe):
    comment = say(tangju, "最热的一句")
    Comment.objects.filter(pk=comment.pk).update(lifted=True, liftable=True, hot=0.9)
    comment.hide(qinghe, "insult")
    assert not fresh(comment).lifted


RETRACTED = {
    "hidden": lambda comment, by: comment.hide(by, "insult", SECRET),
    "held": lambda comment, by: comment.hold(by, "other", SECRET),
    "deleted": lambda comment, by: comment.delete_by_author(),
    "edited": lambda comment, by: comment.edit("改成了好话"),
    "withdrawn": lambda comment, by: Article.objects.filter(pk=comment.article_id).update(published_at=None),
}


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
@pytest.mark.parametrize("retract", RETRACTED)
def test_retracted_words_stand_at_no_public_address(client, cast, say, article, prefix, retract):
    make_article("还在的新闻")
    comment = say(cast.tangju, f"{SECRET} @扶风 https://example.org/secret")
    say(cast.fufeng, "答一句", reply := say(cast.ruiwen, "再答一句", comment))
    for number in range(5):
        CommentVote.cast(make_reader(f"读者{number}号"), comment, "flower")
    assert SECRET in client.get(f"/news/{article.pk}/").content.decode()
    RETRACTED[retract](comment, cast.qinghe)
    starts = everywhere(article, comment, reply)
    pages = crawl(client, *(path if path.startswith("/zh") else prefix + path for path in starts), prefix=prefix)
    assert len(pages) > 50
    told = {path for path, page in pages.items() if re.search(LEFT, page.content.decode())}
    assert told == set()


def test_the_next_best_is_lifted_when_one_of_the_five_is_hidden(say, article, tangju, qinghe):
    comments, voters = [say(tangju, f"第{n}句") for n in range(6)], [make_reader(f"读者{n}号") for n in range(10)]
    for number, comment in enumerate(comments):
        for voter in voters[: 10 - number % 6]:
            CommentVote.cast(voter, comment, "flower")
    assert [c.lifted for c in Comment.objects.order_by("floor")] == [True] * 5 + [False]
    comments[0].hide(qinghe, "insult")
    assert [c.lifted for c in Comment.objects.order_by("floor")] == [False] + [True] * 5
    comments[0].restore(qinghe, "mistake")
    assert [c.lifted for c in Comment.objects.order_by("floor")] == [True] * 5 + [False]


@pytest.mark.parametrize("act", ["hide", "hold", "delete"])
def test_counts_of_replies_and_of_the_story_follow_every_state(say, article, tangju, fufeng, qinghe, act):
    parent = say(tangju, "开头")
    reply = say(fufeng, "答", parent)

    def counts():
        article.refresh_from_db()
        return article.comment_count, fresh(parent).reply_count, article.last_floor

    assert counts() == (2, 1, 2)
    reply.delete_by_author() if act == "delete" else getattr(reply, act)(qinghe, "other")
    assert counts() == (1, 0, 2)
    reply.restore(qinghe, "fine")
    assert counts() == ((1, 0, 2) if act == "delete" else (2, 1, 2))


def test_a_ruling_that_changes_nothing_is_not_on_record(say, tangju, qinghe):
    comment = say(tangju, "来回")
    comment.restore(qinghe, "fine")
    for _ in range(2):
        comment.hide(qinghe, "insult")
    comment.hold(qinghe, "other")
    assert list(Ruling.objects.values_list("act", flat=True)) == ["hide"]


def test_an_edit_that_changes_nothing_leaves_no_trace(say, tangju):
    comment = say(tangju, "一样的话")
    before = fresh(comment).article.cursor
    comment.edit("一样的话")
    assert (fresh(comment).edited_at, comment.edits.count(), fresh(comment).article.cursor) == (None, 0, before)
