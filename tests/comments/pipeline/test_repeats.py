"""What counts as said before: disguised copies, near copies, copies from many new accounts; and what does not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.exceptions import Conflict
from comments.models import Comment
from comments.pipeline.repeats import fold_for_repeats, is_near_copy, likeness, shingles_of
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db
TEXT = "这家店的月饼又甜又腻，大家千万别买，买了就后悔，我已经退货了。"
DISGUISED = {
    "zero width space": TEXT.replace("月饼", "月\u200b饼"),
    "word joiner": TEXT.replace("月饼", "月\u2060饼"),
    "soft hyphen": TEXT.replace("月饼", "月\u00ad饼"),
    "variation selector": TEXT.replace("月", "月\ufe0f"),
    "ideographic variation": TEXT.replace("月", "月\U000e0100"),
    "blank inside": TEXT.replace("月饼", "月 饼"),
    "wide blank": TEXT.replace("月饼", "月\u3000饼"),
    "combining mark": TEXT.replace("月", "月\u0301"),
    "punctuation": TEXT.replace("，", "！！"),
    "line break": TEXT.replace("，", "，\n"),
    "emoji at the end": TEXT + "😡😡",
    "the other script": "這家店的月餅又甜又膩，大家千萬別買，買了就後悔，我已經退貨了。",
    "two more letters": TEXT + "真的",
    "one letter changed": TEXT.replace("腻", "咸"),
    "one letter gone": TEXT.replace("千万", "千"),
}
OTHER = "昨天在公园里看见两只喜鹊打架，围观的人比看足球赛的还多，真有意思。"


@pytest.mark.parametrize("copy", DISGUISED.values(), ids=DISGUISED)
def test_a_disguised_or_near_copy_is_a_repetition(say, tangju, copy):
    say(tangju, TEXT)
    with pytest.raises(Conflict):
        say(tangju, copy, on=make_article())


def test_another_text_is_none_and_neither_is_the_same_after_ten_minutes(say, tangju):
    say(tangju, TEXT)
    assert say(tangju, OTHER).pk
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert say(tangju, TEXT).pk


def test_a_short_courtesy_to_somebody_else_is_no_repetition(say, tangju, fufeng):
    one, other = say(fufeng, "第一条评论写在这里"), say(fufeng, "第二条说的是别的事")
    say(tangju, "谢谢！", parent=one)
    assert say(tangju, "谢谢！", parent=other).pk and say(tangju, "谢谢！").pk
    with pytest.raises(Conflict):
        say(tangju, "谢谢！", parent=other)


def test_seven_letters_are_no_courtesy(say, tangju, fufeng):
    one, other = say(fufeng, "第一条评论写在这里"), say(fufeng, "第二条说的是别的事")
    say(tangju, "楼上说得非常对", parent=one)
    with pytest.raises(Conflict):
        say(tangju, "楼上说得非常对", parent=other)


def make_young(number, days=1):
    reader = make_reader(f"新人{'甲乙丙丁戊己'[number]}")
    reader.date_joined = timezone.now() - timedelta(days=days)
    reader.save()
    return reader


def test_the_fifth_new_account_with_the_same_words_waits_for_a_moderator(say):
    copies = [TEXT, TEXT + "！", TEXT.replace("腻", "咸"), TEXT.replace("月", "月\u200b"), TEXT, TEXT]
    states = [say(make_young(number), copy).state for number, copy in enumerate(copies)]
    assert states == ["visible"] * 4 + ["held"] * 2


def test_old_accounts_and_short_words_are_not_held(say):
    assert {say(make_young(number, days=8), TEXT).state for number in range(6)} == {"visible"}
    Comment.objects.all().update(created_at=timezone.now() - timedelta(hours=1))
    assert {say(make_reader(f"新来的{number}"), "祝大家中秋节快乐").state for number in range(6)} == {"visible"}


@pytest.mark.parametrize(("one", "other"), [("", ""), ("短", "短"), ("好" * 19, "好" * 19)])
def test_short_texts_are_never_near_copies(one, other):
    assert not is_near_copy(fold_for_repeats(one), fold_for_repeats(other))


def test_likeness_is_dices_coefficient_of_pairs_of_letters():
    assert likeness(shingles_of("甲乙丙丁"), shingles_of("甲乙丙戊")) == 2 * 2 / 6
    assert likeness(shingles_of("甲乙"), shingles_of("甲乙")) == 1 and likeness(shingles_of(""), shingles_of("")) == 0
