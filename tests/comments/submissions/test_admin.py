"""投稿, the editors' side: the queue, yes and no, taking down and bringing back, and who may do so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Notice, SectionModerator, Submission
from news.models import Article, Channel
from tests.comments.profiles.test_profile import picture
from tests.comments.submissions.test_submissions import MINE, NEW, TEXT, TITLE, file, typed
from tests.conftest import make_reader, make_staff
from tests.pages.flat_html import flat_html
from tests.working import run_jobs

pytestmark = pytest.mark.django_db
DESK = "/admin/comments/submission/"


@pytest.fixture
def client(signed_in, tangju):
    return signed_in(tangju)


@pytest.fixture
def editor(signed_in):
    return signed_in(make_staff("闻笛", "网编"))


@pytest.fixture
def sent(client):
    """sent(to="") sends a story to the editors, or to the section of that slug, and returns its row."""

    def sent(to="", **fields):
        board = Channel.objects.get(slug=to).pk if to else ""
        client.post(NEW, typed(board=board, act="send", **fields))
        return Submission.objects.select_related("article").get(key=fields.get("key", "k1"))

    return sent


def act(desk, action, *rows, **fields):
    """Let the admin do something with rows, and return what it says of it."""
    data = {"action": action, "channel": "", "answer": "", "_selected_action": [row.pk for row in rows]} | fields
    answer = desk.post(DESK, data, follow=True)
    for row in rows:
        row.refresh_from_db()
    return [str(message) for message in answer.context["messages"]]


def channel(slug="life"):
    return Channel.objects.get(slug=slug)


def told(reader):
    return list(Notice.objects.filter(reader=reader, kind="piece").order_by("pk").values_list("text", flat=True))


def test_the_desk_takes_a_story_and_its_sender_is_credited(editor, signed_in, sent, tangju):
    row, before = sent(link="https://example.com/1"), tangju.points
    assert act(editor, "accept", row, channel=channel().pk, answer="写得好。") == ["1 篇已处理，作者会得到通知。"]
    assert (row.state, row.moderator.name, row.article.channel.slug) == ("accepted", "闻笛", "life")
    assert row.article.is_published and row.article.editor == "闻笛"
    page = flat_html(signed_in().get(row.article.get_absolute_url()).content.decode())
    assert '投稿: <bdi translate="no"><a href="/readers/' in page and ">糖桔</a></bdi>" in page and "网编:" in page
    tangju.refresh_from_db()
    assert tangju.points == before + 10 and tangju.ledger.filter(reason="piece").count() == 1
    assert told(tangju) == [f"《{TITLE}》已采用。写得好。"]
    mine = signed_in(tangju)
    assert "已采用" in mine.get("/notices/").content.decode() and "看文章" in mine.get(MINE).content.decode()
    assert "投稿被采用" in signed_in().get("/readers/糖桔/activity/").content.decode()
    assert TITLE in signed_in().get("/").content.decode()
    run_jobs()


def test_a_story_is_taken_once_however_often_the_desk_presses(editor, sent, tangju):
    row, before = sent(), tangju.points
    act(editor, "accept", row, channel=channel().pk)
    first = row.article
    assert act(editor, "accept", row, channel=channel("tech").pk) == ["0 篇已处理，作者会得到通知。"]
    assert act(editor, "refuse", row, answer="迟了") == ["0 篇已处理，作者会得到通知。"]
    tangju.refresh_from_db()
    assert (row.state, row.article, Article.objects.count()) == ("accepted", first, 1)
    assert tangju.points == before + 10 and len(told(tangju)) == 1


def test_several_are_taken_at_once(editor, sent, tangju):
    rows, before = [sent(key=f"k{n}", title=f"第{n}篇旧书摊") for n in range(3)], tangju.points
    act(editor, "accept", *rows, channel=channel().pk)
    tangju.refresh_from_db()
    assert {row.state for row in rows} == {"accepted"} and Article.objects.count() == 3
    assert tangju.points == before + 30 and len(told(tangju)) == 3


@pytest.mark.parametrize("raw", ["", "999999", "²", "-1", "9" * 40, "1' OR 1=1", "chat"])
def test_without_a_channel_of_the_desk_nothing_is_taken(editor, sent, raw):
    row = sent()
    wrong = channel("chat").pk if raw == "chat" else raw
    said = ["请选一个频道。"] if raw == "" else ["未选择动作"]  # Django's own word for a choice that it did not offer
    assert act(editor, "accept", row, channel=wrong) == said and row.state == "sent"


def test_a_refusal_needs_a_reason_which_its_sender_reads_and_nobody_else(editor, signed_in, sent, tangju):
    row = sent()
    for none in ("", "   "):
        assert act(editor, "refuse", row, answer=none) == ["请写明理由。"] and row.state == "sent"
    act(editor, "refuse", row, answer="请补上<b>出处</b>。")
    assert (row.state, row.answer, row.article) == ("refused", "请补上<b>出处</b>。", None)
    assert told(tangju) == [f"《{TITLE}》没有采用：请补上<b>出处</b>。"]
    mine = signed_in(tangju)
    for path in ("/readers/糖桔/activity/", MINE, row.get_absolute_url(), "/notices/"):
        page = mine.get(path).content.decode()
        assert "请补上&lt;b&gt;出处&lt;/b&gt;。" in page and TITLE in page, path
    for other in (None, make_reader("路人")):
        page = signed_in(other).get("/readers/糖桔/activity/").content.decode()
        assert TITLE not in page and "出处" not in page
    tangju.refresh_from_db()
    assert not tangju.ledger.filter(reason="piece").exists()


def test_on_a_board_with_review_a_yes_puts_the_story_on_its_own_board_without_points(editor, signed_in, sent, tangju):
    Channel.objects.filter(slug="chat").update(pre_moderated=True)
    row, before = sent("chat"), tangju.points
    act(editor, "accept", row)
    tangju.refresh_from_db()
    assert (row.state, row.article.channel.slug, row.article.editor, tangju.points) == ("accepted", "chat", "", before)
    assert "作者: " in signed_in().get(row.article.get_absolute_url()).content.decode()


def test_a_moderator_takes_a_story_down_with_a_reason_and_brings_it_back(signed_in, sent, tangju):
    row, desk, guest = sent("chat"), signed_in(make_staff("秋白", "版主")), signed_in()
    page = row.article.get_absolute_url()
    assert act(desk, "withdraw", row) == ["请写明理由。"] and guest.get(page).status_code == 200
    act(desk, "withdraw", row, answer="与版块无关。")
    assert row.state == "withdrawn" and guest.get(page).status_code == 404
    assert TITLE not in guest.get("/channels/chat/").content.decode()
    assert "与版块无关。" in signed_in(tangju).get("/readers/糖桔/activity/").content.decode()
    act(desk, "withdraw", row, answer="再按一次")
    act(desk, "bring_back", row)
    act(desk, "bring_back", row)
    assert row.state == "accepted" and guest.get(page).status_code == 200
    assert told(tangju) == [f"《{TITLE}》已被撤下：与版块无关。", f"《{TITLE}》已恢复。"]


@pytest.mark.parametrize("to", ["", "chat"])
def test_what_is_brought_back_stands_where_it_stood(editor, sent, to):
    """At the time at which readers saw it first, not at that at which it had been sent in."""
    Channel.objects.filter(slug="chat").update(pre_moderated=True)
    row = sent(to)
    Submission.objects.filter(pk=row.pk).update(sent_at=timezone.now() - timedelta(hours=30))
    act(editor, "accept", row, channel=channel().pk)
    first = Article.objects.get().published_at
    act(editor, "withdraw", row, answer="先撤下")
    act(editor, "bring_back", row)
    assert Article.objects.get().published_at == first


def test_what_its_author_took_down_is_not_put_back_by_others(editor, client, signed_in, sent):
    row = sent("chat")
    client.post(f"{row.get_absolute_url()}deletion/")
    act(editor, "bring_back", row)
    assert row.state == "withdrawn" and signed_in().get(row.article.get_absolute_url()).status_code == 404


def test_nobody_at_the_desk_looks_into_drafts(signed_in, client, qinghe, editor):
    client.post(NEW, typed(title="只给自己看的草稿"))
    draft = Submission.objects.get()
    for desk in (editor, signed_in(qinghe)):
        assert "只给自己看的草稿" not in desk.get(f"{DESK}?q=草稿").content.decode()
        assert desk.get(f"{DESK}{draft.pk}/change/").status_code == 302
        act(desk, "accept", draft, channel=channel().pk)
        act(desk, "refuse", draft, answer="偷看")
        assert desk.get(f"{DESK}add/").status_code == desk.get(f"{DESK}{draft.pk}/delete/").status_code == 403
    assert draft.is_draft and not Article.objects.exists()


def test_who_looks_after_a_board_sees_what_is_theirs(signed_in, sent):
    keeper = make_staff("版主甲", "版主")
    SectionModerator.objects.create(board=channel("chat"), reader=keeper)
    rows = {slug: sent(slug, key=f"k-{slug}", title=f"送到{slug}去的稿") for slug in ("chat", "arms", "")}
    desk, all_boards, news_desk = (
        signed_in(who) for who in (keeper, make_staff("版主乙", "版主"), make_staff("闻笛", "网编"))
    )
    for who, seen in ((desk, {"chat"}), (all_boards, {"chat", "arms"}), (news_desk, {*rows})):
        titles = {row.title for row in who.get(DESK).context["cl"].queryset}
        assert titles == {f"送到{slug}去的稿" for slug in seen}
    act(desk, "withdraw", *rows.values(), answer="都撤下")
    assert [rows[slug].state for slug in rows] == ["withdrawn", "accepted", "sent"]
    assert desk.get(f"{DESK}{rows['arms'].pk}/change/").status_code == 302


def test_readers_and_guests_have_no_desk(client, signed_in, sent):
    row = sent()
    for who, status in ((client, 302), (signed_in(), 403)):  # a guest's form comes back with what it said
        assert who.post(DESK, {"action": "accept", "_selected_action": [row.pk]}).status_code == status
    row.refresh_from_db()
    assert row.state == "sent"


def test_whoever_decides_sees_text_address_and_pictures(editor, sent):
    row = sent(link="https://example.com/1", pictures=file(picture("PNG")))
    page = editor.get(f"{DESK}{row.pk}/change/").content.decode()
    assert TITLE in page and TEXT.splitlines()[0] in page and "https://example.com/1" in page
    assert row.photos.get().name in page


def test_the_desk_may_press_save_without_changing_anything(signed_in, qinghe, sent):
    row, desk = sent(), signed_in(qinghe)
    page = f"{DESK}{row.pk}/change/"
    blank = {"photos-TOTAL_FORMS": 0, "photos-INITIAL_FORMS": 0, "title": "改名", "state": "accepted", "text": "改"}
    assert desk.post(page, blank).status_code in (200, 302)
    row.refresh_from_db()
    assert (row.title, row.text, row.state) == (TITLE, TEXT, "sent")
