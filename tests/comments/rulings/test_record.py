"""The public record of rulings: by reason, moderator's number and month; and that no row of it goes."""

from datetime import UTC, datetime

import pytest
from django.db.models import ProtectedError

from comments.exceptions import Conflict
from comments.models import Reader, Ruling

pytestmark = pytest.mark.django_db


@pytest.fixture
def rulings(say, tangju, qinghe, cast):
    made = [
        say(tangju, "一句广告").hide(qinghe, "spam"),
        say(tangju, "一句脏话").hide(cast.ruiwen, "insult"),
        say(tangju, "一句离题的话").collapse(qinghe, "offtopic"),
    ]
    Ruling.objects.filter(pk=made[2].pk).update(made_at=datetime(2025, 12, 31, 15, tzinfo=UTC))
    return made


def listed(client, **query):
    return [ruling.pk for ruling in client.get("/rulings/", query).context["rulings"]]


def test_it_is_narrowed_by_reason_number_and_month(client, rulings):
    first, second, third = (ruling.pk for ruling in rulings)
    assert listed(client, reason="spam") == [first]
    assert listed(client, moderator=rulings[0].number) == [first, third]
    assert listed(client, month="2025-12") == [third]  # 23:00 of the 31st in Shanghai
    assert listed(client, reason="spam", month="2025-12") == [] and len(listed(client)) == 3


@pytest.mark.parametrize("query", [{"reason": "x"}, {"moderator": "x"}, {"moderator": "9" * 30}, {"month": "2025-13"}])
def test_what_narrows_nothing_is_not_there(client, query):
    assert client.get("/rulings/", query).status_code == 404


def test_neither_names_nor_texts_stand_in_it(client, rulings):
    page = client.get("/rulings/").content.decode()
    assert f"{rulings[0].number} 号" in page and not any(word in page for word in ("青禾", "睿文", "糖桔", "一句广告"))


def test_each_month_is_counted(client, rulings):
    lines = client.get("/rulings/months/").context["lines"]
    assert [line[3] for line in lines] == [2, 1] and lines[1][:2] == ("2025-12", "2025年12月")


def test_neither_a_comment_nor_a_person_takes_a_ruling_along(rulings, tangju, article):
    for thing in (rulings[0].comment, article, Reader.objects.get(pk=tangju.pk)):
        with pytest.raises(ProtectedError):
            thing.delete()
    assert Ruling.objects.count() == 3


def test_what_is_undone_is_a_new_row_and_only_the_newest_is(rulings, qinghe, cast):
    hidden = rulings[0]
    undone = hidden.undo(qinghe)
    assert undone.act == "undo" and undone.about == hidden and Ruling.objects.count() == 4
    with pytest.raises(Conflict):
        hidden.undo(cast.ruiwen)


@pytest.mark.parametrize(("act", "before"), [("hide", "visible"), ("collapse", "visible"), ("hold", "visible")])
def test_undoing_restores_state_points_and_place(say, tangju, qinghe, act, before):
    comment = say(tangju, "一句话")
    facts = Reader.objects.get(pk=tangju.pk).points, comment.floor, comment.state
    getattr(comment, act)(qinghe, "other").undo(qinghe)
    comment.refresh_from_db()
    assert (Reader.objects.get(pk=tangju.pk).points, comment.floor, comment.state) == facts
