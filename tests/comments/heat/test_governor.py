"""讨论升温: what heats a thread and what does not, the steps up and down, the composer, moderators' switches."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from comments.exceptions import TooFast
from comments.heat.governor import Heat, govern, measure, next_step
from comments.models import Comment, CommentVote, Report, SectionModerator
from news.models import Article, Change, Channel
from tests.conftest import make_article, make_reader, make_staff

pytestmark = pytest.mark.django_db
PAGE = "/admin/comments/comment/queue/threads/"


@pytest.mark.parametrize(
    ("heat", "temperature"),
    [
        (Heat(200, 0, 0), 0),  # speed alone
        (Heat(5, 100, 100), 0.25),  # anger alone
        (Heat(20, 10, 0), 1),
        (Heat(40, 5, 5), 2),
        (Heat(80, 100, 0), 4),
    ],
)
def test_the_temperature_needs_both_speed_and_anger(heat, temperature):
    assert heat.temperature == temperature


@pytest.mark.parametrize(
    ("heat", "temperature", "step"),
    [(0, 0.9, 0), (0, 1, 1), (0, 4, 3), (1, 2.5, 2), (2, 1.5, 2), (2, 1.3, 1), (3, 0, 2), (1, 0.75, 1), (1, 0.6, 0)],
)
def test_it_rises_at_once_and_falls_step_by_step_with_room_between(heat, temperature, step):
    assert next_step(heat, temperature) == step


@pytest.fixture
def crowd(db):
    return [make_reader(f"争论者{number}", 4) for number in range(12)]


def rage(article, crowd, comments=20, eggs=10, weight="1.0"):
    """`comments` comments on `article` within ten minutes, and `eggs` people who give the first of them an egg."""
    author = crowd[-1]
    now = timezone.now()
    rows = [
        Comment(
            article=article, author=author, text=f"第 {n} 句", digest=str(n), folded=str(n), floor=n + 1, shown_at=now
        )
        for n in range(comments)
    ]
    first = Comment.objects.bulk_create(rows)[0]
    Article.objects.filter(pk=article.pk).update(last_floor=comments, comment_count=comments)
    CommentVote.objects.bulk_create(
        CommentVote(reader=reader, comment=first, kind="egg", weight=weight) for reader in crowd[:eggs]
    )
    return first


def test_a_heated_thread_is_slowed_and_says_so_on_open_pages(say, client, article, crowd, settings):
    settings.COMMENT_INTERVAL_SECONDS = 5
    rage(article, crowd)
    cursor = Article.objects.get(pk=article.pk).cursor
    govern()
    article.refresh_from_db()
    assert (article.heat, article.heat_seconds) == (1, 15)
    assert Change.objects.after(article.pk, cursor).filter(kind="story").exists()
    assert "讨论升温，发言间隔 15 秒" in client.get(article.get_absolute_url()).content.decode()
    say(crowd[0], "先说一句")
    Comment.objects.filter(author=crowd[0]).update(created_at=timezone.now() - timedelta(seconds=6))
    with pytest.raises(TooFast, match="讨论升温，发言间隔 15 秒，请 9 秒后再发") as refused:
        say(crowd[0], "又想说一句")
    assert refused.value.retry_after == 9
    Comment.objects.filter(author=crowd[0]).update(created_at=timezone.now() - timedelta(seconds=15))
    assert say(crowd[0], "等到了再说").state == "visible"


def test_new_accounts_and_one_angry_person_heat_nothing(article, crowd):
    rage(article, crowd, weight="0.0")
    assert measure(timezone.now())[article.pk].temperature == 0
    CommentVote.objects.all().delete()
    first, angry = Comment.objects.first(), crowd[0]
    Report.objects.create(comment=first, reporter=angry, reason="insult", weight="1.0")
    for comment in Comment.objects.all():
        CommentVote.objects.create(reader=angry, comment=comment, kind="egg", weight="1.0")
    assert measure(timezone.now())[article.pk] == Heat(20, 1, 1)


def test_it_lets_go_by_itself(article, crowd):
    rage(article, crowd)
    govern()
    govern(timezone.now() + timedelta(minutes=11))
    assert Article.objects.get(pk=article.pk).heat == 0


def test_a_moderator_sees_it_and_takes_it_in_hand(signed_in, article, crowd):
    rage(article, crowd)
    govern()
    desk = signed_in(make_staff("秋白", "版主"))
    page = desk.get(PAGE).content.decode()
    assert "10 分钟内 20 条评论，10 人给鸡蛋，0 人举报" in page and "升温第 1 级" in page
    fields = {f"{article.pk}-slow_seconds": "45", f"{article.pk}-least_level": "3"}
    page = desk.post(f"{PAGE}{article.pk}/", fields, follow=True).content.decode()
    assert "的讨论设置已保存" in page and "自动慢速关到" in page
    article.refresh_from_db()
    assert (article.heat, article.slow_seconds, article.least_level) == (0, 45, 3)
    govern()
    article.refresh_from_db()
    assert article.heat == 0 and LogEntry.objects.filter(object_id=str(article.pk)).exists()
    desk.post(f"{PAGE}{article.pk}/", fields | {f"{article.pk}-auto": "on"})
    govern()
    article.refresh_from_db()
    assert article.heat == 1 and article.heat_off_until is None


def test_a_pause_that_is_too_long_is_said_and_nothing_is_saved(signed_in, article, crowd):
    rage(article, crowd)
    desk = signed_in(make_staff("秋白", "版主"))
    fields = {f"{article.pk}-slow_seconds": "99999", f"{article.pk}-least_level": "0", f"{article.pk}-auto": "on"}
    assert "没有保存" in desk.post(f"{PAGE}{article.pk}/", fields, follow=True).content.decode()
    assert Article.objects.get(pk=article.pk).slow_seconds == 0


def test_a_section_moderator_switches_only_their_section(signed_in, article, crowd):
    section = Channel.objects.filter(kind="board").first()
    theirs = make_article("版块里的文章", channel=section.slug)
    keeper = make_staff("版主丙", "版块版主")
    SectionModerator.objects.create(board=section, reader=keeper)
    rage(article, crowd)
    rage(theirs, crowd)
    desk = signed_in(keeper)
    page = desk.get(PAGE).content.decode()
    assert theirs.title in page and article.title not in page
    assert desk.post(f"{PAGE}{article.pk}/", {}).status_code == 404
    assert signed_in(make_staff("闻笛", "网编")).get(PAGE).status_code == 403
