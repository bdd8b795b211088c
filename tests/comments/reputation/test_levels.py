"""Up and down the ladder: when, who is told, and how open pages come to show it."""

import re
from datetime import timedelta

import pytest
from django.forms import model_to_dict
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.live.catchup import catch_up
from comments.models import CommentVote, LedgerEntry, LevelChange, Notice, Rank, Reader
from comments.thread.tasks import announce
from news.caching.parts import join_parts
from news.models import Article, Change, SiteVersion
from tests.conftest import make_article, make_reader
from tests.pages.flat_html import flat_html
from tests.working import run_jobs

pytestmark = pytest.mark.django_db


def reader_with(points, name="写手"):
    reader = make_reader(name)
    reader.earn(points, LedgerEntry.Reason.OPENING)
    return reader


def vote(comment, kind, people):
    for n in people:
        CommentVote.cast(make_reader(f"读者{n}号"), comment, kind, reason="insult" if kind == "egg" else "")


def steps(reader):
    return list(reader.level_changes.order_by("pk").values_list("before", "after"))


def waiting():
    return DBTaskResult.objects.ready().count()


def cursor(article):
    return Article.objects.get(pk=article.pk).cursor


def test_a_level_is_reached_at_its_threshold_and_everybody_hears_of_it(say):
    author = reader_with(18)
    comment = say(author, "一句")
    vote(comment, "flower", [1])
    assert not steps(author) and waiting() == 0
    vote(comment, "flower", [2])
    author.refresh_from_db()
    assert (author.points, author.level, author.revision) == (20, 2, 1)
    assert steps(author) == [(1, 2)] and waiting() == 1
    notice = Notice.objects.get(reader=author)
    assert (notice.kind, notice.text) == ("level", "升到 品衔R2")


def test_a_level_is_lost_only_ten_percent_below(say):
    author = reader_with(20)
    comment = say(author, "一句")
    vote(comment, "egg", [1, 2])
    author.refresh_from_db()
    assert (author.points, author.level, steps(author)) == (18, 2, [])
    vote(comment, "egg", [3])
    author.refresh_from_db()
    assert (author.points, author.level, steps(author)) == (17, 1, [(2, 1)])
    assert Notice.objects.get(reader=author).text == "降到 品衔R1"


def test_a_removal_takes_a_level_and_a_restoration_brings_it_back(say, qinghe):
    author = reader_with(30)
    comment = say(author, "说过头了")
    comment.hide(qinghe, "insult")
    comment.restore(qinghe, "mistake")
    author.refresh_from_db()
    assert steps(author) == [(2, 1), (1, 2)] and (author.points, author.level) == (30, 2)


def test_each_step_stands_in_the_activity(client, say):
    author = reader_with(19)
    vote(say(author, "一句"), "flower", [1])
    page = client.get(f"/readers/{author.name}/activity/").content.decode()
    assert re.search(r'升到 <span class="badge tier-2">\[品衔R2\]</span>', page)


def test_a_redrawing_writes_one_change_for_each_recent_story_on_which_one_is_seen(say, tangju, fufeng):
    author = reader_with(20)
    ago = timezone.now() - timedelta(hours=49)
    seen, answered, unseen, old, drawn = (make_article(name) for name in ("甲", "乙", "丙", "丁", "戊"))
    for article in (seen, old, drawn):
        for n in range(3):
            say(author, f"{article.title}的第{n}句", on=article)
    say(tangju, "答", say(author, "问", on=answered), on=answered)
    say(tangju, "别人的", on=unseen)
    Article.objects.filter(pk=old.pk).update(published_at=ago)
    Article.objects.filter(pk=drawn.pk).update(published_at=None)
    chrome, last = SiteVersion.current(), Change.objects.latest("pk").pk
    author.save_and_rerender()
    run_jobs()
    written = Change.objects.filter(pk__gt=last).values_list("article", "kind", "target")
    assert sorted(written) == sorted([(seen.pk, "author", author.pk), (answered.pk, "author", author.pk)])
    assert SiteVersion.current() > chrome


def test_one_who_is_only_quoted_is_redrawn_too(client, say, article, tangju, fufeng):
    asked = say(tangju, "问")
    answers = [say(fufeng, "答", asked), say(fufeng, "再答", asked)]
    asked.delete_by_author()
    start = cursor(article)
    tangju.save_and_rerender()
    run_jobs()
    html = client.get(f"/news/{article.pk}/changes/?after={start}").content.decode()
    assert [f'id="comment-{c.pk}"' in html for c in answers] == [True, True]


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_page_that_catches_up_gets_the_rows_with_the_new_badge(client, say, article, tangju, prefix):
    author = reader_with(19)
    first, second, other = say(author, "第一句"), say(author, "第二句"), say(tangju, "别人的话")
    answer = say(tangju, "我来答", first)
    vote(first, "flower", [1])
    start = cursor(article)
    run_jobs()
    answered = client.get(f"{prefix}/news/{article.pk}/changes/?after={start}")
    html = answered.content.decode()
    rows = re.findall(r'<li id="comment-(\d+)"', html)
    assert sorted(map(int, rows)) == [first.pk, second.pk, answer.pk] and other.text not in html
    assert html.count("[品衔R2]" if not prefix else "[品銜R2]") == 2
    assert int(answered["X-Cursor"]) == cursor(article) > start


def test_what_was_hidden_meanwhile_is_never_shown_again(client, say, article, tangju, qinghe):
    author = reader_with(19)
    bad, good = say(author, "不该再被看见的话"), say(author, "还在的话")
    say(tangju, "我答一句", bad)
    vote(good, "flower", [1])
    start = cursor(article)
    run_jobs()
    bad.hide(qinghe, "insult")
    html = client.get(f"/news/{article.pk}/changes/?after={start}").content.decode()
    assert "不该再被看见的话" not in html and "还在的话" in html
    assert f'<li id="comment-{bad.pk}" data-state="hidden"></li>' in html and "「原评论已隐藏」" in html


def test_a_job_for_somebody_who_is_seen_nowhere_changes_nothing(say, article, qinghe):
    author = reader_with(20)
    say(author, "说过头了").hide(qinghe, "insult")
    start = cursor(article)
    run_jobs()
    announce(article.pk, author.pk)  # hidden between the look and the lock
    assert cursor(article) == start


def test_a_badge_and_a_row_that_changed_together_bring_a_page_to_the_end(say, article):
    """A cursor short of the article's would be asked for again and again."""
    author = reader_with(20)
    comment, start = say(author, "一句"), cursor(article)
    vote(comment, "egg", [1])
    comment.edit("改过的一句")
    author.save_and_rerender()
    run_jobs()
    assert catch_up(Article.objects.get(pk=article.pk), start)[0] == cursor(article)


def test_a_redrawing_may_run_twice(say, article):
    author = reader_with(20)
    comment, start = say(author, "一句"), cursor(article)
    for _ in range(2):
        author.save_and_rerender()
    run_jobs()
    assert Change.objects.after(article.pk, start).count() == 2
    html = join_parts(catch_up(Article.objects.get(pk=article.pk), start)[1])
    assert html.count(f'id="comment-{comment.pk}"') == 1


def test_a_redrawing_asks_as_little_for_sixty_rows_as_for_one(say, article, tangju, django_assert_num_queries):
    for size in (1, 60):
        for n in range(size):
            say(tangju, f"第{size}轮第{n}句")
        tangju.save_and_rerender()
        start = cursor(article)
        run_jobs()
        fresh = Article.objects.get(pk=article.pk)
        with django_assert_num_queries(6):
            catch_up(fresh, start)


def test_a_retuned_ladder_moves_everybody_by_their_ledger(signed_in, say, article, cast):
    say(cast.tangju, "一句")
    chrome = SiteVersion.current()
    form = model_to_dict(Rank.of(4)) | {"points": 400}
    assert signed_in(cast.qinghe).post("/admin/comments/rank/4/change/", form).status_code == 302
    assert Reader.objects.get(pk=cast.tangju.pk).level == 4
    run_jobs()
    assert list(LevelChange.objects.values_list("reader", "before", "after")) == [(cast.tangju.pk, 4, 3)]
    fresh = Reader.objects.get(pk=cast.tangju.pk)
    assert (fresh.points, fresh.level) == fresh.replay_ledger() == (300, 3)
    assert SiteVersion.current() > chrome and Change.objects.filter(kind="author", target=cast.tangju.pk).exists()
    assert signed_in(cast.qinghe).post("/admin/comments/rank/4/change/", form | {"points": 300}).status_code == 302
    run_jobs()
    assert Reader.objects.get(pk=cast.tangju.pk).level == 4


def test_every_row_is_explained_to_its_owner_and_to_nobody_else(signed_in, say, tangju, qinghe):
    author, voter = make_reader("写手"), make_reader("看客")
    for n in range(4):
        CommentVote.cast(voter, say(author, f"第{n}句"), "flower")
    CommentVote.cast(voter, author.comments.get(text="第0句"), "egg", reason="rumour")
    author.comments.get(text="第1句").hide(qinghe, "rumour")
    page = flat_html(signed_in(author).get("/accounts/points/").content.decode())
    table = page.split("<tbody>")[1].split("</tbody>")[0]
    cells = re.findall(r"<tr><td>.*?</td><td>(.*?)</td><td class=\"n\">(.*?)</td></tr>", table)
    assert [(re.sub("<[^>]*>", "", why), amount) for why, amount in cells] == [
        ("评论被版主隐藏：界河断桥有望重开", "-20"),
        ("评论因违规得到鸡蛋：第0句", "-1"),
        ("收回：评论得到鲜花：第0句", "-1"),
        ("评论得到鲜花：第3句（已到当天上限）", "0"),
        ("评论得到鲜花：第2句", "+1"),
        ("评论得到鲜花：界河断桥有望重开", "+1"),
        ("评论得到鲜花：第0句", "+1"),
    ]
    assert "<strong>-19</strong>" in page and "第1句" not in page and "看客" not in page
    assert "送过鲜花的评论后来被隐藏" in signed_in(voter).get("/accounts/points/").content.decode()
    assert signed_in().get("/accounts/points/").status_code == 302


def test_the_rows_of_a_ledger_cost_no_queries_of_their_own(signed_in, say, django_assert_max_num_queries):
    author = make_reader("写手")
    client = signed_in(author)
    for n in range(40):
        CommentVote.cast(make_reader(f"读者{n}号"), say(author, f"第{n}句"), "flower")
    for page in ("", "?page=2"):
        with django_assert_max_num_queries(9):
            assert client.get(f"/accounts/points/{page}").status_code == 200
    assert client.get("/accounts/points/?page=3").status_code == 404
