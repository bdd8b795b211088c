"""What a moderator decides: once, never on their own comments, and so that a queue can be emptied."""

import pytest

from comments.exceptions import Forbidden
from comments.models import Comment, CommentVote, Notice, Ruling
from tests.conftest import make_reader, make_staff

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/comment/"
WAITING = f"{LIST}?violations=waiting"


@pytest.fixture
def moderator(db):
    return make_staff("秋白", "版主")


@pytest.fixture
def accused(say, tangju):
    """A comment of 糖桔 with one egg that says it broke a rule."""
    comment = say(tangju, "这座桥修得太慢")
    return CommentVote.cast(make_reader("扔鸡蛋的人", 5), comment, "egg", reason="insult")


def decide(client, act, *comments, reason="fine"):
    """What the list says of an act on comments."""
    data = {"action": act, "reason": reason, "_selected_action": [comment.pk for comment in comments]}
    answer = client.post(LIST, data, follow=True)
    return [str(message) for message in answer.context["messages"]]


def waiting(client):
    return [comment.pk for comment in client.get(WAITING).context["cl"].result_list]


def test_a_comment_without_a_fault_leaves_the_queue_and_its_author_hears_nothing(signed_in, moderator, accused):
    client = signed_in(moderator)
    assert waiting(client) == [accused.pk]
    assert decide(client, "keep", accused) == ["1 条评论已处理，开着的页面都已更新。"]
    assert waiting(client) == [] and Comment.objects.get().state == "visible"
    assert list(Ruling.objects.values_list("act", "reason")) == [("keep", "fine")]
    assert not Notice.objects.filter(kind="ruling").exists()
    assert "保留" in signed_in().get("/rulings/").content.decode()


def test_later_eggs_do_not_bring_it_back_but_an_edit_does(signed_in, moderator, accused):
    decide(client := signed_in(moderator), "keep", accused)
    CommentVote.cast(make_reader("又一个人", 5), accused, "egg", reason="spam")
    assert waiting(client) == []
    accused.edit("这座桥修得太慢，我要骂人")
    assert waiting(client) == [accused.pk]


def test_a_folded_comment_without_a_fault_is_shown_again_and_its_author_told(signed_in, moderator, accused):
    Comment.objects.update(state="collapsed")
    decide(signed_in(moderator), "keep", accused)
    assert Comment.objects.get().state == "visible"
    assert Notice.objects.get(kind="ruling").text == "保留：无违规"


def test_the_page_of_a_comment_has_the_button(signed_in, moderator, accused):
    client, path = signed_in(moderator), f"{LIST}{accused.pk}/change/"
    assert 'name="_keep"' in client.get(path).content.decode()
    forms = {f"{name}-{part}_FORMS": 0 for name in ("rulings", "votes") for part in ("TOTAL", "INITIAL")}
    answer = client.post(path, forms | {"reason": "fine", "note": "", "_keep": "1"}, follow=True)
    assert [str(one) for one in answer.context["messages"]] == ["1 条评论已处理，开着的页面都已更新。"]
    assert Ruling.objects.get().act == "keep"


@pytest.mark.parametrize("act", ["hide", "restore", "hold", "collapse", "keep"])
def test_nobody_decides_on_their_own_comment(signed_in, say, moderator, tangju, act):
    own, other = say(moderator, "我自己的话"), say(tangju, "别人的话")
    with pytest.raises(Forbidden, match="不能处理自己的评论"):
        getattr(own, act)(moderator, "other")
    said = decide(signed_in(moderator), act, own, other, reason="other")
    assert "1 条是您自己的评论，请由其他版主处理。" in said
    assert not Ruling.objects.filter(comment=own).exists() and Comment.objects.get(pk=own.pk).state == "visible"
    assert Ruling.objects.filter(comment=other).exists() == (act != "restore")


def test_what_a_colleague_has_decided_already_is_no_success(signed_in, moderator, qinghe, accused):
    accused.hide(qinghe, "insult")
    assert decide(signed_in(moderator), "hide", accused, reason="spam") == [
        "1 条没有变化：已由其他版主处理，或已被作者删除。"
    ]
    assert Ruling.objects.get().reason == "insult"
    accused.delete_by_author()
    assert decide(signed_in(moderator), "keep", accused) == ["1 条没有变化：已由其他版主处理，或已被作者删除。"]
