"""Posting: what is taken, what is refused in which order, and that nothing typed is ever lost."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from comments.exceptions import Conflict, Forbidden, Gone, TooFast
from comments.models import Comment
from tests.conftest import SCRIPT, make_article, make_reader

pytestmark = pytest.mark.django_db
ROADS = pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])


def post(client, article, road=(), **fields):
    return client.post(f"/news/{article.pk}/comments/", fields, **dict(road))


def kept_text(answer):
    return re.search(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', answer.content.decode(), re.DOTALL)[1]


@ROADS
def test_a_comment_is_posted_on_both_roads(signed_in, article, tangju, road):
    answer = post(signed_in(tangju), article, road, text="早上好", parent="", key="k1")
    comment = Comment.objects.get()
    assert (comment.text, comment.floor, comment.state) == ("早上好", 1, "visible")
    if road:
        assert answer.status_code == 200
        assert answer.content.decode().startswith(f'<li id="comment-{comment.pk}"')
    else:
        assert (answer.status_code, answer["Location"]) == (303, f"/comments/{comment.pk}/#comment-{comment.pk}")


@ROADS
def test_the_same_key_with_the_same_text_gives_the_same_answer(signed_in, article, tangju, road):
    client = signed_in(tangju)
    first, second = (post(client, article, road, text="只此一句", key="k1") for _ in range(2))
    assert (first.status_code, first.get("Location")) == (second.status_code, second.get("Location"))
    assert Comment.objects.count() == 1


@ROADS
def test_the_same_key_with_another_text_is_409_and_gives_a_fresh_key(signed_in, article, tangju, road):
    client = signed_in(tangju)
    post(client, article, road, text="第一段", key="k1")
    answer = post(client, article, road, text="第二段", key="k1")
    assert answer.status_code == 409
    assert kept_text(answer) == "第二段"
    fresh = re.search(r'name="key" value="([^"]+)"', answer.content.decode())[1]
    assert fresh != "k1"
    assert post(client, article, road, text="第二段", key=fresh).status_code in (200, 303)
    assert Comment.objects.count() == 2


def test_a_key_is_one_readers_own_and_one_articles(say, article, tangju, fufeng):
    say(tangju, "甲", key="k")
    say(fufeng, "乙", key="k")
    say(tangju, "丙", key="k", on=make_article())
    assert Comment.objects.count() == 3


def test_an_empty_key_is_allowed_and_not_unique(say, tangju):
    assert say(tangju, "甲").pk != say(tangju, "乙").pk


def test_a_retry_is_answered_even_after_the_article_was_closed(say, article, tangju):
    first = say(tangju, "赶在关门前", key="k")
    type(article).objects.update(closed=True)
    assert say(tangju, "赶在关门前", key="k") == first


def test_a_retry_is_answered_after_the_comment_was_edited(say, tangju):
    first = say(tangju, "原来的话", key="k")
    first.edit("改过的话")
    assert say(tangju, "原来的话", key="k").pk == first.pk


@pytest.mark.parametrize("again", ["從前說過的這句話", "从前说过的这句话 ", "从前说过的这句话"])
def test_the_same_words_in_any_script_are_not_taken_twice_in_ten_minutes(say, tangju, again):
    say(tangju, "从前说过的这句话")
    with pytest.raises(Conflict):
        say(tangju, again, on=make_article())
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert say(tangju, again).pk


def test_too_fast_is_429_and_repetition_is_said_before_it(settings, signed_in, article, tangju):
    settings.COMMENT_INTERVAL_SECONDS = 5
    client = signed_in(tangju)
    post(client, article, text="第一句")
    assert post(client, article, text="第一句").status_code == 409
    answer = post(client, article, text="第二句")
    assert (answer.status_code, kept_text(answer), Comment.objects.count()) == (429, "第二句", 1)


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize(
    ("text", "key", "status"),
    [("第一句", "k1", 303), ("别的话", "k1", 409), ("第一句", "k2", 409), ("第二句", "k2", 429), ("", "k1", 400)],
)
def test_refusals_come_in_their_order(settings, signed_in, article, tangju, text, key, status, closed):
    settings.COMMENT_INTERVAL_SECONDS = 5
    client = signed_in(tangju)
    post(client, article, text="第一句", key="k1")
    type(article).objects.update(closed=closed)
    assert post(client, article, text=text, key=key).status_code == status
    assert Comment.objects.count() == 1


def test_an_edited_text_may_not_be_posted_again(say, tangju):
    say(tangju, "有错字").edit("改好了")
    with pytest.raises(Conflict):
        say(tangju, "改好了")


def test_a_burst_is_429(settings, say, tangju):
    settings.COMMENT_BURST = 3
    for number in range(3):
        say(tangju, f"第{number}句")
    with pytest.raises(TooFast):
        say(tangju, "第四句")


@ROADS
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "空的"),
        (" \n\u3000", "空的"),
        ("\u200b\u2060", "空的"),
        ("字" * 2001, "2001"),
        ("a\x00b", "无法识别"),
        ("坏\ufffd字", "无法识别"),
    ],
)
def test_bad_text_is_400_in_a_sentence(signed_in, article, tangju, road, text, said):
    answer = post(signed_in(tangju), article, road, text=text)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert Comment.objects.count() == 0


def test_lone_surrogates_are_refused(signed_in, article, tangju):
    body = b"text=%E5%A5%BD%ED%A0%80&key="
    answer = signed_in(tangju).post(
        f"/news/{article.pk}/comments/", body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
    assert Comment.objects.count() == 0


def test_2000_characters_are_taken_whatever_they_weigh(say, tangju):
    assert say(tangju, "𠮷" * 2000).text == "𠮷" * 2000


@pytest.mark.parametrize("key", ["k" * 65, "k\x00"])
def test_a_key_that_is_none_is_400_and_the_text_is_kept(signed_in, article, tangju, key):
    answer = post(signed_in(tangju), article, text="好端端的", key=key)
    assert (answer.status_code, kept_text(answer)) == (400, "好端端的")
    assert not re.search("[A-Za-z]{4}", re.search(r'role="alert"[^>]*>([^<]+)', answer.content.decode())[1])


@ROADS
def test_a_closed_article_is_403(signed_in, tangju, road):
    answer = post(signed_in(tangju), make_article(closed=True), road, text="还能说吗")
    assert answer.status_code == 403
    assert "已经关闭" in answer.content.decode() and "还能说吗" in answer.content.decode()


@ROADS
def test_a_hidden_parent_is_404_and_the_text_is_kept(signed_in, say, article, tangju, fufeng, qinghe, road):
    parent = say(fufeng, "要被隐藏")
    parent.hide(qinghe, "insult")
    answer = post(signed_in(tangju), article, road, text="我来反驳", parent=parent.pk)
    assert (answer.status_code, kept_text(answer)) == (404, "我来反驳")


def test_a_deleted_parent_takes_no_replies(say, tangju, fufeng):
    parent = say(fufeng, "说完就删")
    say(tangju, "我回一句", parent)
    parent.delete_by_author()
    with pytest.raises(Forbidden):
        say(tangju, "再回一句", parent)


@pytest.mark.parametrize("parent", ["999999", "9" * 18, "abc", "-1", "9" * 40])
def test_an_unknown_parent_is_refused_in_a_sentence(signed_in, article, tangju, parent):
    answer = post(signed_in(tangju), article, text="回谁呢", parent=parent)
    assert answer.status_code in (400, 404) and kept_text(answer) == "回谁呢"


def test_a_parent_on_another_article_is_refused(say, tangju, fufeng):
    with pytest.raises(Gone):
        say(tangju, "走错门", parent=say(fufeng, "别处的话", on=make_article()))


@pytest.mark.parametrize("pk", ["999999", "9" * 30])
def test_an_unknown_article_is_404(signed_in, tangju, pk):
    assert signed_in(tangju).post(f"/news/{pk}/comments/", {"text": "有人吗"}).status_code == 404


@ROADS
def test_with_a_session_and_without_a_token_it_is_403_and_the_text_is_kept(signed_in, article, tangju, road):
    answer = post(signed_in(tangju, enforce_csrf_checks=True), article, road, text="没有令牌")
    assert (answer.status_code, kept_text(answer)) == (403, "没有令牌")
    assert Comment.objects.count() == 0


@ROADS
@pytest.mark.parametrize("text", ["</textarea><script>alert(1)</script>", "\n\n两行\n后面", "\u202e'\"&amp;", "👨‍👩‍👧"])
def test_a_refused_form_keeps_hostile_words_and_can_be_sent_again(signed_in, article, tangju, road, text):
    client = signed_in(tangju, enforce_csrf_checks=True)
    refused = post(client, article, road, text=text)
    form = refused.content.decode().split('id="composer"')[1].split("</form>")[0]
    assert (refused.status_code, unescape(kept_text(refused)).removeprefix("\n")) == (403, text.removeprefix("\n"))
    fields = dict(re.findall(r'name="(csrfmiddlewaretoken|key)" value="([^"]+)"', form))
    assert post(client, article, road, text=unescape(kept_text(refused)), **fields).status_code in (200, 303)
    assert Comment.objects.get().text == text.strip()


def test_a_reply_answers_what_it_quotes(signed_in, say, article, tangju, fufeng):
    parent = say(fufeng, "第一行\n第二行")
    answer = post(signed_in(tangju), article, SCRIPT, text="有理", parent=parent.pk)
    html = answer.content.decode()
    assert "第一行" in html and "第二行" not in html
    parent.refresh_from_db()
    assert parent.reply_count == 1


def test_the_first_comments_of_a_new_reader_are_held(settings, say):
    settings.HOLD_FIRST = 2
    reader, helper = make_reader("新来的"), make_reader("版主甲", is_staff=True)
    first, second = say(reader, "第一次"), say(reader, "第二次")
    assert (first.state, first.floor, second.state) == ("held", None, "held")
    first.restore(helper, "fine")
    second.restore(helper, "fine")
    assert say(reader, "第三次").state == "visible"


def test_a_pre_moderated_article_holds_everybody_but_staff(say, tangju, qinghe):
    strict = make_article(pre_moderated=True)
    assert say(tangju, "要先审", on=strict).state == "held"
    assert say(qinghe, "我就是审的", on=strict).state == "visible"


def test_a_deactivated_reader_cannot_post(signed_in, article, tangju):
    client = signed_in(tangju)
    type(tangju).objects.filter(pk=tangju.pk).update(is_active=False)
    assert "/accounts/login/" in post(client, article, text="还在吗")["Location"]
    assert Comment.objects.count() == 0
