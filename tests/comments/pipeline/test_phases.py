"""Each phase by itself, without a database: what it refuses, holds or marks, and what it lets pass."""

from types import SimpleNamespace

import pytest

from comments.exceptions import Forbidden, Gone, Refused, TooFast
from comments.pipeline.facts import Post
from comments.pipeline.phases import PHASES, run_phases
from comments.word_rules.models import Hits

LONG = "这是一段足够长的文字，长到可以和别的文字比较是不是几乎一样的程度"


def facts(**known):
    """The facts of an ordinary post by an ordinary reader, but for `known` ("author.is_new" and so on)."""
    made = SimpleNamespace(
        author=SimpleNamespace(
            is_new=False, is_staff=False, is_active=True, level=4, rank=SimpleNamespace(holds_first=False)
        ),
        article=SimpleNamespace(
            pk=1,
            noun_phrase="这条新闻",
            is_published=True,
            closed=False,
            least_level=0,
            slow_seconds=0,
            heat_seconds=0,
            pre_moderated=False,
        ),
        thresholds={"length": 1, "links": 0, "first": 3, "copies": 3, "refusals": 3},
        recent_posts=[],
        seconds_since_last=None,
        seconds_since_last_here=None,
        recent_count=0,
        word_hits=lambda text: Hits(),
        silence=None,
        is_read_first=False,
        is_from_held_origin=False,
        has_been_shown=lambda times: False,
        texts_of_new_accounts=[],
        recent_refusals=0,
    )
    for path, value in known.items():
        *way, name = path.split("__")
        owner = made
        for step in way:
            owner = getattr(owner, step)
        setattr(owner, name, value)
    return made


def outcome(code, text="一句话", **known):
    return PHASES[code].check(Post(text), facts(**known))


@pytest.mark.parametrize("code", PHASES)
def test_an_ordinary_post_passes_every_phase(code):
    assert outcome(code) is None


@pytest.mark.parametrize(
    ("code", "known", "error", "said"),
    [
        ("rate", {"seconds_since_last": 2}, TooFast, "发得太快"),
        ("rate", {"seconds_since_last": 60, "recent_count": 20}, TooFast, "十分钟内"),
        ("closed", {"article__closed": True}, Forbidden, "已经关闭"),
        ("closed", {"article__is_published": False}, Gone, "已经撤下"),
        ("closed", {"author__is_active": False}, Forbidden, "已停用"),
        ("slow", {"article__least_level": 5}, Forbidden, "只限 R5"),
        ("slow", {"article__slow_seconds": 30, "seconds_since_last_here": 12.5}, TooFast, "请 18 秒后再发"),
        ("heat", {"article__heat_seconds": 30, "seconds_since_last_here": 10}, TooFast, "讨论升温，发言间隔 30 秒"),
        ("length", {"thresholds": {"length": 5}}, Refused, "至少写 5 个字"),
        ("words", {"word_hits": lambda text: Hits(refuse=["坏词"])}, Refused, "“坏词”不能"),
        ("ban", {"silence": SimpleNamespace(sentence="您已被禁言。")}, Forbidden, "已被禁言"),
    ],
)
def test_what_is_refused_says_why(settings, code, known, error, said):
    settings.COMMENT_INTERVAL_SECONDS, settings.COMMENT_BURST = 5, 20
    found = outcome(code, **known)
    assert found.action == "refuse" and type(found.error) is error and said in str(found.error)


@pytest.mark.parametrize(
    ("code", "text", "known", "said"),
    [
        ("links", "看 https://a.example/1", {"author__is_new": True}, "1 个链接"),
        ("words", "一句话", {"word_hits": lambda text: Hits(hold=["甲", "乙"])}, "敏感词：甲、乙"),
        ("ban", "一句话", {"is_read_first": True}, "先审后发"),
        ("origin", "一句话", {"is_from_held_origin": True, "author__rank__holds_first": True}, "网络或设备"),
        ("first", "一句话", {"author__rank__holds_first": True}, "前 3 条"),
        ("story", "一句话", {"article__pre_moderated": True}, "先审后发"),
        ("copies", LONG, {"texts_of_new_accounts": [(1, LONG), (2, LONG + "！")]}, "几乎一样"),
        ("refusals", "一句话", {"recent_refusals": 3}, "3 条"),
    ],
)
def test_what_is_held_says_why_to_moderators_and_to_the_author(code, text, known, said):
    found = outcome(code, text, **known)
    assert found.action == "hold" and said in found.why
    assert PHASES[code].note.endswith("。")


@pytest.mark.parametrize(
    ("code", "text", "known"),
    [
        ("links", "看 https://a.example/1", {}),
        ("links", "看 https://a.example/1", {"author__is_new": True, "thresholds": {"links": 1}}),
        ("first", "一句话", {"author__rank__holds_first": True, "has_been_shown": lambda times: True}),
        ("first", "一句话", {"author__rank__holds_first": True, "thresholds": {"first": 0}}),
        ("origin", "一句话", {"is_from_held_origin": True}),  # a reader known for long
        ("copies", LONG, {"texts_of_new_accounts": [(1, LONG), (1, LONG)]}),  # one other account is no crowd
        ("copies", "短", {"texts_of_new_accounts": [(1, "短"), (2, "短")]}),
        ("refusals", "一句话", {"recent_refusals": 2}),
        ("length", "😂", {}),
        ("slow", "一句话", {"article__slow_seconds": 30, "seconds_since_last_here": 30}),
    ],
)
def test_what_is_just_below_a_threshold_passes(code, text, known):
    assert outcome(code, text, **known) is None


def test_edits_skip_repeat_rate_slow_and_heat_and_staff_are_asked_little():
    skipped = {code for code, phase in PHASES.items() if not phase.edits}
    assert skipped == {"repeat", "rate", "slow", "heat"}
    assert {code for code, phase in PHASES.items() if phase.staff} == {"repeat", "rate", "closed", "ban"}
    held = facts(article__pre_moderated=True, author__is_staff=True)
    assert run_phases(Post("话"), held, PHASES.values()).outcomes == []


def test_a_refusal_after_a_hold_still_refuses_and_names_its_phase():
    found = facts(article__pre_moderated=True, word_hits=lambda text: Hits(refuse=["坏词"]))
    with pytest.raises(Refused) as refused:
        run_phases(Post("坏词"), found, [PHASES["story"], PHASES["words"]])
    assert refused.value.phase == "words"


def test_a_verdict_names_every_reason_the_holds_first():
    found = facts(article__pre_moderated=True, is_read_first=True, word_hits=lambda text: Hits(mark=["甲"]))
    verdict = run_phases(Post("甲"), found, [PHASES["words"], PHASES["story"], PHASES["ban"]])
    assert verdict.held_by == "story"
    assert verdict.why == "这条新闻先审后发；此人先审后发；敏感词：甲"
