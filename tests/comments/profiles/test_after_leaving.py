"""What is left of somebody who has left: nothing of the person; their words, or tombstones; all that is others'."""

from pathlib import Path

import pytest
from django.core.management import call_command

from comments.models import Comment, KnownName, Reader
from news.models import Article
from tests.comments.profiles.leavers import ADDRESS, FORMER, NAME, gone, places_of, somebody
from tests.conftest import make_reader
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(say, cast):
    return somebody(say, cast)


@pytest.mark.parametrize("removes", [False, True])
def test_names_address_and_words_about_oneself_are_nowhere_in_the_database(
    reader, removes, django_capture_on_commit_callbacks
):
    portrait, words = (
        Path(reader.portrait.path),
        (NAME, FORMER, ADDRESS, "一票总统", "电话 12345", reader.portrait.name),
    )
    assert portrait.exists() and all(places_of(word) for word in words)
    with django_capture_on_commit_callbacks(execute=True):
        fresh = gone(reader, removes)
    assert {word: places_of(word) for word in words} == {word: [] for word in words} and not portrait.exists()
    assert (fresh.bio, fresh.sign, fresh.email, fresh.mail) == ("", "", "", "never")
    assert not fresh.follows.exists() and not fresh.followers.exists() and not fresh.blocked_by.exists()


def test_the_name_is_free_for_others_and_old_words_are_not_theirs(signed_in, say, reader):
    mine = Comment.objects.get(text="留下的话")
    gone(reader)
    assert signed_in().get(f"/readers/{NAME}/").status_code == 404
    assert KnownName.is_free(NAME) and KnownName.is_free(FORMER)
    other = make_reader(NAME)
    page = signed_in().get(f"/readers/{NAME}/").content.decode()
    assert "留下的话" not in page and Comment.objects.get(pk=mine.pk).author_id == reader.pk != other.pk


def test_comments_stay_under_another_name_that_leads_nowhere(signed_in, reader, article):
    mine = Comment.objects.get(text="留下的话")
    story = Article.objects.get(title="自己的文章")
    gone(reader)
    paths = [
        "/",
        f"/news/{article.pk}/",
        f"/news/{article.pk}/comments/",
        f"/comments/{mine.pk}/",
        "/comments/",
        "/readers/扶风/",
        "/readers/扶风/activity/",
        "/feeds/readers/扶风/activity/",
        f"/news/{story.pk}/",
        "/readers/糖桔/",
        "/boards/gems/",
        "/rulings/",
    ]
    pages = {path: signed_in().get(prefix + path).content.decode() for path in paths for prefix in ("", "/zh-hant")}
    assert not [path for path, page in pages.items() if NAME in page or "一票总统" in page]
    page = flat_html(pages[f"/comments/{mine.pk}/"])
    assert '<bdi class="name gone">已註銷用戶</bdi>' in page and "品衔R8" not in page
    assert "%E5%B7%B2%E6%B3%A8%E9%94%80" not in "".join(pages.values())  # nowhere a link to 已注销…
    assert "作者: <bdi>已註銷用戶</bdi>" in pages[f"/news/{story.pk}/"]


def test_open_pages_are_told(signed_in, reader, article):
    mine = Comment.objects.get(text="留下的话")
    for removes in (False, True):
        cursor = Article.objects.get(pk=article.pk).cursor
        Reader.objects.filter(pk=reader.pk).update(erased_at=None)
        gone(reader, removes)
        changes = signed_in().get(f"/news/{article.pk}/changes/?after={cursor}").content.decode()
        assert f'id="comment-{mine.pk}"' in changes and NAME not in changes
        assert (">留下的话<" in changes) is not removes
    assert "「原评论已删除」" in changes and "评论已由作者删除" in changes


def test_comments_may_be_taken_along_and_answers_stay(signed_in, say, article, reader, cast):
    lone = say(reader, "没人答的话")
    edited = say(reader, "改过的话")
    edited.edit("改了以后的话")
    say(reader, "被隐藏的话").hide(cast.qinghe, "insult")
    say(reader, "自己删的话").delete_by_author()
    gone(reader, removes=True)
    assert set(Comment.objects.filter(author=reader).values_list("state", "text")) == {("deleted", "")}
    for words in ("改过的话", "改了以后", "隐藏的话", "删的话"):
        assert places_of(words) == []
    page = signed_in().get(f"/news/{article.pk}/").content.decode()
    assert "答留下的话" in page and "评论已由作者删除" in page and f'id="comment-{lone.pk}"' not in page
    assert signed_in().get(f"/comments/{lone.pk}/").status_code == 404


@pytest.mark.parametrize("removes", [False, True])
def test_what_others_gave_and_got_is_counted_as_before(capsys, reader, article, cast, removes):
    theirs, before = Comment.objects.get(text="别人的话"), Reader.objects.get(pk=cast.tangju.pk).points
    gone(reader, removes)
    theirs.refresh_from_db()
    assert (theirs.flowers, Reader.objects.get(pk=cast.tangju.pk).points) == (1, before)
    assert Article.objects.get(pk=article.pk).comment_count == (2 if removes else 3)
    call_command("recount")
    assert "(0 differences)" in capsys.readouterr().out


def test_two_who_left_are_two(reader, cast):
    gone(reader)
    other = gone(cast.tangju)
    assert Reader.objects.filter(name="已注销用户").count() == 2 and other.skeleton != reader.skeleton


@pytest.mark.parametrize("name", ["已注销用户", "已註銷用戶", "已注销用户2"])
def test_nobody_can_be_called_like_those_who_left(signed_in, db, name):
    answer = signed_in().post("/accounts/signup/", {"username": name, "password1": "春风又绿江南岸9"})
    assert answer.status_code == 200 and not Reader.objects.exists()
