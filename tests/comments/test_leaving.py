"""注销: a day to think it over, then nothing leads to the person any more; the floor stays whole."""

from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from comments.models import Authorship, Block, Claim, Comment, CommentVote, Follow, KnownName, Letter, Reader
from comments.people import leaving
from comments.people.leaving import erase, erase_due, leave, stay
from comments.worker.rounds import chores
from news.models import Article
from tests.conftest import PASSWORD, make_article, make_reader
from tests.working import aged, give_address, post, run_jobs

pytestmark = pytest.mark.django_db
NAME, FORMER, ADDRESS = "珊瑚虫", "海底月", "shanhu@example.com"


@pytest.fixture
def reader(say, article, cast):
    """Somebody with everything that a reader can have: two names, an address, a portrait, bonds, votes, requests."""
    reader = give_address(make_reader(FORMER, 8, import_name=NAME), ADDRESS)
    reader = KnownName.change(reader, NAME)
    reader.bio, reader.title, reader.sign = f"我是{NAME}", "一票总统", "♀"
    reader.portrait.save("x.webp", ContentFile(b"RIFF"))
    Follow.set(reader, cast.tangju, True)
    Follow.set(cast.fufeng, reader, True)
    Block.set(cast.tangju, reader, True)
    Claim.objects.create(imported=reader, email=ADDRESS, proof=f"我就是{NAME}，电话 12345")
    kind = ContentType.objects.get_for_model(Reader)
    LogEntry.objects.create(
        user=cast.qinghe, content_type=kind, object_id=reader.pk, object_repr=NAME, action_flag=CHANGE
    )
    mine = say(reader, "留下的话")
    CommentVote.cast(cast.tangju, mine, "flower")
    CommentVote.cast(reader, say(cast.tangju, "别人的话"), "flower")
    say(cast.fufeng, "答留下的话", mine)
    Authorship.objects.create(reader=reader, article=make_article("自己的文章"))
    Letter.write(ADDRESS, f"致{NAME}", "还没发出的信")
    run_jobs()
    return Reader.objects.get(pk=reader.pk)


def gone(reader, removes=False):
    """Let the day pass."""
    leave(reader, removes)
    erase_due(timezone.now() + timedelta(hours=24, seconds=1))
    run_jobs()
    return Reader.objects.get(pk=reader.pk)


def places_of(word):
    """The columns of the whole database in which a word stands."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                cursor.execute(f'SELECT 1 FROM "{table}" WHERE CAST("{column.name}" AS TEXT) LIKE %s', [f"%{word}%"])
                found += [f"{table}.{column.name}"] if cursor.fetchone() else []
    return found


def confirmed(client):
    """The same browser, after its reader has typed the password once more."""
    door = client.get("/accounts/leaving/")["Location"]
    assert client.post(door, {"password": PASSWORD})["Location"] == "/accounts/leaving/"
    return client


def test_nothing_happens_for_a_day(reader):
    due = leave(reader, False)
    assert timedelta(hours=23, minutes=59) < due - timezone.now() <= timedelta(hours=24)
    erase_due(due - timedelta(seconds=1))
    assert Reader.objects.get(pk=reader.pk).erased_at is None and Letter.objects.filter(to=ADDRESS).exists()
    erase_due(due)
    assert Reader.objects.get(pk=reader.pk).erased_at


def test_the_page_says_when_and_one_may_think_better_of_it(signed_in, reader):
    client = confirmed(signed_in(reader))
    assert "24 小时" in client.get("/accounts/leaving/").content.decode()
    for choice in ({}, {"comments": "burn"}):
        assert client.post("/accounts/leaving/", choice).status_code == 400
    assert client.post("/accounts/leaving/", {"comments": "remove"})["Location"] == "/accounts/leaving/"
    page, home = (client.get(f"/accounts/{room}").content.decode() for room in ("leaving/", ""))
    assert "一并删除。在那之前都可以反悔" in page and "账号将在" in home
    assert client.get("/accounts/staying/").status_code == 405
    assert client.post("/accounts/staying/").status_code == 303
    erase_due(timezone.now() + timedelta(days=9))
    fresh = Reader.objects.get(pk=reader.pk)
    assert (fresh.name, fresh.leaving_at, fresh.leaving_removes, fresh.erased_at) == (NAME, None, False, None)


def test_one_is_asked_for_the_password_before_one_can_leave(signed_in, reader):
    client = signed_in(reader)  # signed in long ago
    for method in (client.get, client.post):
        answer = method("/accounts/leaving/", {"comments": "keep"})
        assert answer.status_code == 302 and "/reauthenticate/" in answer["Location"]
    assert "/accounts/login/" in signed_in().post("/accounts/leaving/", {"comments": "keep"})["Location"]
    assert Reader.objects.get(pk=reader.pk).leaving_at is None


def test_who_thinks_better_of_it_in_the_last_moment_stays(reader):
    leave(reader, False)
    stay(reader)
    erase(reader.pk)  # the round had noted them down already
    assert Reader.objects.get(pk=reader.pk).name == NAME and KnownName.objects.filter(reader=reader).count() == 2
    gone(reader)
    assert stay(reader) is False


def test_the_way_in_is_closed_on_every_side(signed_in, reader):
    inside = signed_in(reader)
    Authenticator.objects.create(user=reader, type="totp", data={})
    fresh = gone(reader)
    assert "登录" in inside.get("/").content.decode() and inside.get("/me/").json() == {"name": None}
    for login in (NAME, FORMER, ADDRESS, "已注销用户", fresh.skeleton):
        client = signed_in()
        client.post("/accounts/login/", {"login": login, "password": PASSWORD})
        assert "_auth_user_id" not in client.session, login
    signed_in().post("/accounts/password/reset/", {"email": ADDRESS})
    assert "/reset/key/" not in Letter.objects.get().body  # it says that nobody here has this address
    assert not fresh.has_usable_password() and not fresh.is_active and not Authenticator.objects.exists()


@pytest.mark.parametrize("removes", [False, True])
def test_names_address_and_words_about_oneself_are_nowhere_in_the_database(reader, removes):
    portrait, words = (
        Path(reader.portrait.path),
        (NAME, FORMER, ADDRESS, "一票总统", "电话 12345", reader.portrait.name),
    )
    assert portrait.exists() and all(places_of(word) for word in words)
    fresh = gone(reader, removes)
    assert {word: places_of(word) for word in words} == {word: [] for word in words} and not portrait.exists()
    assert (fresh.bio, fresh.sign, fresh.email, fresh.mail) == ("", "", "", "never")
    assert not fresh.follows.exists() and not fresh.followers.exists() and not fresh.blocked_by.exists()


def test_an_address_that_somebody_else_wrote_down_too_keeps_its_letters(reader, cast):
    give_address(cast.tangju, ADDRESS, verified=False)
    gone(reader)
    assert Letter.objects.get().to == ADDRESS


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
    paths = ["/", f"/news/{article.pk}/", f"/news/{article.pk}/comments/", f"/comments/{mine.pk}/", "/comments/",
             "/readers/扶风/", "/readers/扶风/activity/", "/feeds/readers/扶风/activity/", f"/news/{story.pk}/",
             "/readers/糖桔/", "/boards/gems/", "/rulings/"]  # fmt: skip
    pages = {path: signed_in().get(prefix + path).content.decode() for path in paths for prefix in ("", "/zh-hant")}
    assert not [path for path, page in pages.items() if NAME in page or "一票总统" in page]
    page = pages[f"/comments/{mine.pk}/"]
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
    say(reader, "被隐藏的话").hide(cast.qinghe, "abuse")
    say(reader, "自己删的话").delete_by_author()
    gone(reader, removes=True)
    assert set(Comment.objects.filter(author=reader).values_list("state", "text")) == {("deleted", "")}
    assert not any(
        places_of(words) for words in ("留下的话", "改过的话", "改了以后", "隐藏的话", "删的话") if words != "留下的话"
    )
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


def test_cut_short_in_the_middle_the_next_round_goes_on(monkeypatch, say, reader, capsys):
    for number in range(5):
        say(reader, f"第{number}句")
    leave(reader, True)
    later, remove, done = timezone.now() + timedelta(days=2), leaving.remove, []

    def dying(comment):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(remove(comment))

    monkeypatch.setattr(leaving, "remove", dying)
    with pytest.raises(KeyboardInterrupt):
        erase_due(later)
    half = Reader.objects.get(pk=reader.pk)
    assert half.erased_at and half.leaving_at and places_of(NAME) == []
    assert Comment.objects.filter(author=reader, state="visible").count() == 3
    monkeypatch.setattr(leaving, "remove", remove)
    erase_due(later)
    assert not Comment.objects.filter(author=reader).exclude(state="deleted", text="").exists()
    assert Reader.objects.get(pk=reader.pk).leaving_at is None
    call_command("recount")
    assert "(0 differences)" in capsys.readouterr().out


def test_cut_short_at_the_person_nothing_is_half_done(monkeypatch, reader):
    leave(reader, False)
    with monkeypatch.context() as patch:
        patch.setattr(leaving, "get_random_string", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            erase(reader.pk)
    assert Reader.objects.get(pk=reader.pk).name == NAME and Letter.objects.filter(to=ADDRESS).exists()
    erase(reader.pk)
    assert places_of(NAME) == [] and not Path(reader.portrait.path).exists()


def test_the_worker_does_it_by_itself_and_once(reader):
    Reader.objects.filter(pk=reader.pk).update(leaving_at=timezone.now())
    for _ in range(2):
        for chore in chores():
            chore()
    fresh = Reader.objects.get(pk=reader.pk)
    assert fresh.name == "已注销用户" and fresh.leaving_at is None and fresh.erased_at


def test_no_letter_goes_out_to_who_has_left(say, reader, cast):
    say(cast.fufeng, f"@{NAME} 在吗")
    aged(minutes=1)
    gone(reader)
    assert post(timezone.now() + timedelta(days=2)) == []


def test_two_who_left_are_two(reader, cast):
    gone(reader)
    other = gone(cast.tangju)
    assert Reader.objects.filter(name="已注销用户").count() == 2 and other.skeleton != reader.skeleton


@pytest.mark.parametrize("name", ["已注销用户", "已註銷用戶", "已注销用户2"])
def test_nobody_can_be_called_like_those_who_left(signed_in, db, name):
    answer = signed_in().post("/accounts/signup/", {"username": name, "password1": "春风又绿江南岸9"})
    assert answer.status_code == 200 and not Reader.objects.exists()
