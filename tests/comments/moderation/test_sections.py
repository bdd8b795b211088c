"""版块版主: what they decide holds in their sections alone, and what was decided elsewhere is not theirs to undo."""

import pytest
from django.utils import timezone

from comments.bans.models import Ban
from comments.exceptions import Forbidden
from comments.models import (
    Appeal,
    Claim,
    Comment,
    PipelineEvent,
    Poll,
    Report,
    Ruling,
    SectionModerator,
    StaffNote,
    Submission,
    TitleRequest,
)
from comments.moderation.decisions import undo
from news.models import Channel
from tests.acts.world import LONG_TEXT
from tests.conftest import make_article, make_reader, make_staff

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/queue/"
SCRIPT = {"X-Fragment": "yes"}
ELSEWHERE = "只能在自己的版块里禁言"


@pytest.fixture
def chat(db):
    return Channel.objects.get(slug="chat")


@pytest.fixture
def original(db):
    return Channel.objects.get(slug="original")


@pytest.fixture
def keeper(chat):
    person = make_staff("聊天版主", "版块版主")
    SectionModerator.objects.create(board=chat, reader=person)
    return person


@pytest.fixture
def inside(say, tangju, chat):
    return say(tangju, "版块里的话", on=make_article("版块里的文章", channel="chat"))


@pytest.fixture
def outside(say, tangju, article):
    return say(tangju, "新闻下面的话")


def decide(client, comment, act, path=f"{QUEUE}decisions/"):
    data = {"case": comment.pk, "act": act, "reason": "spam", "seen": 0}
    return client.post(path, data, headers=SCRIPT)


def press(client, model, action, rows, **more):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(f"/admin/comments/{model}/", data, follow=True)


def ban_on_page(client, person, **more):
    data = {"days": 7, "reason": "spam", "kind": "silence", **more}
    return client.post(f"/admin/comments/reader/{person.pk}/bans/", data, follow=True).content.decode()


# -- bans -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["hide:7", "purge:7"])
def test_a_ban_from_the_queue_holds_in_the_section_of_the_case(signed_in, keeper, inside, original, tangju, act):
    SectionModerator.objects.create(board=original, reader=keeper)
    said = decide(signed_in(keeper), inside, act).json()["said"]
    ban = Ban.objects.get()
    assert (ban.reader, ban.scope, ban.channel) == (tangju, "channel", inside.article.channel)
    assert said == ["糖桔 在“杂论闲侃”频道已禁言 7 天。"]


def test_a_ban_from_the_public_page_holds_in_the_section(signed_in, keeper, inside, chat):
    assert decide(signed_in(keeper), inside, "hide:1", f"/comments/{inside.pk}/rulings/").status_code == 200
    assert Ban.objects.get().channel == chat


def test_cases_of_two_sections_silence_in_both(signed_in, keeper, inside, say, tangju, original):
    SectionModerator.objects.create(board=original, reader=keeper)
    other = say(tangju, "另一个版块的话", on=make_article("另一版块", channel="original"))
    data = {"case": [inside.pk, other.pk], "act": "hide:7", "reason": "spam"}
    client = signed_in(keeper)
    batch = client.post(f"{QUEUE}decisions/", data, headers=SCRIPT).json()["batch"]
    assert {ban.channel.slug for ban in Ban.objects.all()} == {"chat", "original"}
    assert client.post(f"{QUEUE}undo/", {"batch": batch}, headers=SCRIPT).json()["undone"] == 4
    assert not Ban.objects.active().exists()


def test_every_other_moderator_silences_on_the_whole_site(signed_in, inside):
    decide(signed_in(make_staff("秋白", "版主")), inside, "hide:7")
    assert Ban.objects.get().scope == "site"


@pytest.mark.parametrize("group", ["版主", "首席版主"])
def test_whoever_is_in_another_group_too_is_not_limited(keeper, tangju, group):
    keeper.groups.add(make_staff("另一位", group).groups.get())
    assert Ban.impose(tangju, keeper, 7, "spam").scope == "site"


def test_the_page_of_a_person_silences_in_the_only_section(signed_in, keeper, tangju, chat):
    assert "糖桔：禁言" in ban_on_page(signed_in(keeper), tangju)
    assert Ban.objects.get().channel == chat


def test_of_several_sections_one_is_chosen_on_the_page_of_a_person(signed_in, keeper, tangju, original):
    SectionModerator.objects.create(board=original, reader=keeper)
    client = signed_in(keeper)
    assert "请选择一个您管理的版块" in ban_on_page(client, tangju) and not Ban.objects.exists()
    page = ban_on_page(client, tangju, channel=original.pk)
    assert Ban.objects.get().channel == original and 'aria-label="版块"' in page
    assert (
        'aria-label="版块"'
        not in signed_in(make_staff("秋白", "版主")).get(f"/admin/comments/reader/{tangju.pk}/change/").content.decode()
    )


@pytest.mark.parametrize("channel", ["politics", "original", "x"])
def test_no_other_channel_may_be_named(signed_in, keeper, tangju, channel):
    named = Channel.objects.filter(slug=channel).values_list("pk", flat=True).first() or channel
    assert "请选择一个您管理的版块" in ban_on_page(signed_in(keeper), tangju, channel=named)
    assert not Ban.objects.exists()


def test_who_was_given_no_section_silences_nowhere(signed_in, tangju):
    person = make_staff("没有版块的人", "版块版主")
    assert "请选择一个您管理的版块" in ban_on_page(signed_in(person), tangju) and not Ban.objects.exists()


def test_neither_the_site_nor_another_place_can_be_closed_by_any_road(keeper, tangju, article, original, inside):
    for place in ({}, {"channel": original}, {"article": article}):
        with pytest.raises(Forbidden, match=ELSEWHERE):
            Ban.impose(tangju, keeper, 7, "spam", **place)
    assert Ban.impose(tangju, keeper, 7, "spam", article=inside.article).scope == "article"


def test_whoever_is_silenced_in_a_section_writes_no_stories_there(keeper, fufeng, chat, original):
    Ban.impose(fufeng, keeper, 7, "spam", channel=chat)
    facts = {"reader": fufeng, "title": "一篇", "text": LONG_TEXT}
    with pytest.raises(Forbidden, match="杂论闲侃"):
        Submission.objects.create(key="1", board=chat, **facts).send()
    assert Submission.objects.create(key="2", board=original, **facts).send().state != "draft"


def test_bans_elsewhere_are_neither_listed_nor_lifted(signed_in, keeper, tangju, fufeng, qinghe, chat):
    site, own = Ban.impose(tangju, qinghe, 7, "spam"), Ban.impose(fufeng, qinghe, 7, "spam", channel=chat)
    client = signed_in(keeper)
    press(client, "ban", "lift", [site, own])
    assert list(Ban.objects.active()) == [site]
    page = client.get("/admin/comments/ban/").content.decode()
    assert "扶风" in page and "糖桔" not in page
    assert client.get(f"/admin/comments/ban/{site.pk}/change/").status_code == 302
    with pytest.raises(Forbidden, match="不在您的版块里"):
        site.lift(keeper)


# -- what was decided ------------------------------------------------------------------------------------------------


def test_a_decision_elsewhere_is_not_undone(signed_in, keeper, outside, inside):
    data = {"case": [outside.pk, inside.pk], "act": "hide:7", "reason": "spam"}
    chief = signed_in(make_staff("首席", "首席版主"))
    batch = chief.post(f"{QUEUE}decisions/", data, headers=SCRIPT).json()["batch"]
    answer = signed_in(keeper).post(f"{QUEUE}undo/", {"batch": batch}, headers=SCRIPT)
    assert answer.status_code == 403 and answer.json()["said"] == ["这次处理不全在您的版块里，请由其他版主撤销。"]
    page = signed_in(keeper).post(f"{QUEUE}undo/", {"batch": batch}, follow=True).content.decode()
    assert "这次处理不全在您的版块里" in page
    assert not Ruling.objects.filter(act="undo").exists() and Ban.objects.active().exists()
    assert chief.post(f"{QUEUE}undo/", {"batch": batch}, headers=SCRIPT).json()["undone"] == 3


def test_a_site_wide_ban_is_not_undone_by_its_mark_alone(keeper, tangju, qinghe):
    Ban.impose(tangju, qinghe, 7, "spam", batch="b" * 32)
    with pytest.raises(Forbidden, match="不全在您的版块里"):
        undo("b" * 32, keeper)


def test_what_they_decided_themselves_is_undone(signed_in, keeper, inside):
    client = signed_in(keeper)
    batch = decide(client, inside, "hide:7").json()["batch"]
    assert client.post(f"{QUEUE}undo/", {"batch": batch}, headers=SCRIPT).json()["undone"] == 2
    assert Comment.objects.get(pk=inside.pk).state == "visible" and not Ban.objects.active().exists()


def test_rulings_and_appeals_elsewhere_are_not_shown(signed_in, keeper, inside, outside, tangju, qinghe):
    rulings = [comment.hide(qinghe, "spam") for comment in (inside, outside)]
    Ban.impose(tangju, qinghe, 7, "spam")
    for number, ruling in enumerate(rulings):
        Appeal.make(ruling, tangju, f"申诉第{number}句")
    client = signed_in(keeper)
    assert list(client.get("/admin/comments/ruling/").context["cl"].result_list) == rulings[:1]
    assert [row.text for row in client.get("/admin/comments/appeal/").context["cl"].result_list] == ["申诉第0句"]
    assert client.get(f"{QUEUE}counts/").json()["counts"]["appeals"] == "1"


# -- reports, notes, requests ----------------------------------------------------------------------------------------


def test_reports_of_things_elsewhere_are_not_theirs(signed_in, keeper, inside, article, fufeng, tangju):
    poll = Poll.objects.create(question="去还是留？", article=article)
    things = [("article", inside.article), ("article", article), ("poll", poll), ("person", tangju)]
    own, *others = [Report.make(kind, thing, fufeng, "", "spam") for kind, thing in things]
    client = signed_in(keeper)
    assert client.get(f"{QUEUE}counts/").json()["counts"]["things"] == "1"
    press(client, "report", "uphold", [own, *others])
    assert list(Report.objects.open().order_by("pk")) == others


def test_a_note_is_written_on_who_wrote_in_the_section(signed_in, keeper, inside, fufeng, chat):
    client, note = signed_in(keeper), {"text": "常来"}
    refused = client.post(f"/admin/comments/reader/{fufeng.pk}/notes/", note, follow=True)
    assert "只能给在您的版块里发过言的网友写备注" in refused.content.decode() and not StaffNote.objects.exists()
    Submission.objects.create(reader=fufeng, key="1", board=chat, state="sent", sent_at=timezone.now(), title="一篇")
    for person in (inside.author, fufeng):
        client.post(f"/admin/comments/reader/{person.pk}/notes/", note)
    assert StaffNote.objects.count() == 2


def test_titles_and_claims_are_not_theirs_to_answer(signed_in, keeper, tangju):
    title = TitleRequest.objects.create(reader=tangju, text="水果大王")
    claim = Claim.objects.create(imported=make_reader("旧站的人", imported=True), email="a@example.org", proof="是我")
    for model, row in (("titlerequest", title), ("claim", claim)):
        press(signed_in(keeper), model, "grant", [row], answer="好")
        row.refresh_from_db()
        assert row.state == "waiting"


def test_public_rows_offer_the_decision_only_where_it_is_theirs(signed_in, keeper, inside, outside):
    client = signed_in(keeper)
    links = [
        f"/comments/{one.pk}/rulings/" in client.get(one.get_absolute_url()).content.decode()
        for one in (inside, outside)
    ]
    assert links == [True, False]
    told = [client.get(f"/me/?article={one.article_id}").json()["moderates"] for one in (inside, outside)]
    assert told == [True, False]
    assert signed_in(make_staff("版主乙", "版主")).get(f"/me/?article={outside.article_id}").json()["moderates"]


def test_what_the_pipeline_refused_elsewhere_is_not_shown(signed_in, keeper, inside, outside, tangju):
    for comment, said in ((inside, "版块里被拒的话"), (outside, "新闻下被拒的话")):
        PipelineEvent.objects.create(
            phase="word", action="refuse", author=tangju, article=comment.article, text=said, why="词"
        )
    page = signed_in(keeper).get("/admin/comments/pipelineevent/").content.decode()
    assert "版块里被拒的话" in page and "新闻下被拒的话" not in page
