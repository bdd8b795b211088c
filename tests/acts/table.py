"""Every act of a reader: where and what is sent, how often the database shows it done, what may come between."""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.models import EmailAddress

from comments.models import (
    Appeal,
    ArticleVote,
    Ballot,
    Block,
    Claim,
    Comment,
    CommentVote,
    ErrorReport,
    Follow,
    MutedWord,
    Notice,
    Reader,
    Report,
    StoryFollow,
    Submission,
    TitleRequest,
)
from tests.acts.world import LONG_TEXT, World
from tests.conftest import PASSWORD


@dataclass(frozen=True)
class Act:
    """`count(world, reader)`: how often the database shows it done by that reader; None where it leaves no row.

    `typed`: what must never be lost of what was written. `again`: what `count` is after the act was sent twice.
    `other`: what it is for 扶风, who presses again on 糖桔's page. `meanwhile`: names of methods of the world after
    which the act is refused. `stands`: "public", where guests see its button too; "guests", where no one needs an
    account; else on a page of one's own. `sent_twice`: "refused" where the second is answered with a sentence.
    """

    name: str
    route: str
    address: Callable[[World], str]
    fields: Callable[[World], dict]
    count: Callable[[World, Reader], int] | None = None
    typed: str = ""
    stands: str = "own"
    again: int = 1
    other: int = 1
    sent_twice: str = ""
    meanwhile: tuple[str, ...] = ()
    before: str = ""
    asks_password: bool = False
    roads: tuple[str, ...] = ("page", "script")

    def __str__(self):
        return self.name


def rows(model, reader="reader", **fields):
    """Counts the rows of `model` that are the reader's; a field may name a thing of the world by a callable."""

    def count(world, who):
        wanted = {name: value(world) if callable(value) else value for name, value in fields.items()}
        return model.objects.filter(**{reader: who.pk}, **wanted).count()

    return count


def sends(**fields):
    return lambda world: {name: value(world) if callable(value) else value for name, value in fields.items()}


def at(path):
    """The address of `path`, in whose braces stand things of the world."""
    return lambda world: path.format(world=world)


def comment(world):
    return world.comment.pk


GONE_COMMENT = ("hide", "delete", "withdraw")
THREAD = {"route": "news/<int:pk>/comments/", "address": at("/news/{world.article.pk}/comments/"), "stands": "public"}
VOTE = {
    "route": "comments/<int:pk>/votes/",
    "address": at("/comments/{world.comment.pk}/votes/"),
    "stands": "public",
    "meanwhile": GONE_COMMENT,
}
STORY_VOTE = {
    "route": "news/<int:pk>/votes/",
    "address": at("/news/{world.article.pk}/votes/"),
    "stands": "public",
    "meanwhile": ("withdraw",),
}
COMMENTS = [
    Act(
        "post",
        fields=sends(text="断桥早该重开", parent="", key="k1"),
        typed="断桥早该重开",
        count=rows(Comment, "author", text="断桥早该重开", parent=None),
        meanwhile=("close", "withdraw"),
        **THREAD,
    ),
    Act(
        "reply",
        fields=sends(text="青禾说得有理", parent=comment, key="k1"),
        typed="青禾说得有理",
        count=rows(Comment, "author", text="青禾说得有理", parent=comment),
        meanwhile=("close", "withdraw", "hide", "delete", "block_tangju"),
        **THREAD,
    ),
    Act(
        "edit",
        "comments/<int:pk>/edits/",
        at("/comments/{world.own.pk}/edits/"),
        sends(text="糖桔改过的话"),
        count=rows(Comment, "author", text="糖桔改过的话"),
        typed="糖桔改过的话",
        other=0,
        meanwhile=("hide_own", "delete_own", "age_own"),
    ),
    Act(
        "delete",
        "comments/<int:pk>/deletion/",
        at("/comments/{world.own.pk}/deletion/"),
        sends(),
        count=rows(Comment, "author", state="deleted"),
        other=0,
        meanwhile=("hide_own",),
    ),
]
VOTES = [
    Act("flower", fields=sends(want="flower"), count=rows(CommentVote, kind="flower", comment=comment), **VOTE),
    Act("egg", fields=sends(want="egg"), count=rows(CommentVote, kind="egg", comment=comment), **VOTE),
    Act(
        "take back",
        fields=sends(want="none"),
        before="flower_comment",
        **VOTE,
        count=lambda world, who: 1 - rows(CommentVote, comment=comment)(world, who),
    ),
    Act("flower by a press", fields=sends(kind="flower"), count=rows(CommentVote, kind="flower"), again=0, **VOTE),
    Act("reason", fields=sends(want="egg", reason="insult"), count=rows(CommentVote, reason="insult"), **VOTE),
    Act("story flower", fields=sends(want="flower"), count=rows(ArticleVote, kind="flower"), **STORY_VOTE),
    Act("story egg", fields=sends(want="egg"), count=rows(ArticleVote, kind="egg"), **STORY_VOTE),
    Act(
        "story vote back",
        fields=sends(want="none"),
        before="flower_story",
        **STORY_VOTE,
        count=lambda world, who: 1 - rows(ArticleVote)(world, who),
    ),
    Act(
        "poll vote",
        "polls/<int:pk>/votes/",
        at("/polls/{world.poll.pk}/votes/"),
        sends(choice=lambda world: world.choice.pk),
        count=rows(Ballot),
        stands="public",
        meanwhile=("close_poll", "withdraw"),
    ),
]
RELATIONS = [
    Act(
        "follow story",
        "news/<int:pk>/follows/",
        at("/news/{world.article.pk}/follows/"),
        sends(want="on"),
        count=rows(StoryFollow),
        stands="public",
        meanwhile=("withdraw",),
    ),
    Act(
        "follow reader",
        "readers/<str:name>/follows/",
        at("/readers/青禾/follows/"),
        sends(want="on"),
        count=rows(Follow, followed__name="青禾"),
        stands="public",
        meanwhile=("erase_qinghe",),
    ),
    Act(
        "leave reader",
        "readers/<str:name>/follows/",
        at("/readers/青禾/follows/"),
        sends(want="off"),
        count=lambda world, who: 1 - rows(Follow)(world, who),
        before="follow_qinghe",
        stands="public",
        meanwhile=("erase_qinghe",),
    ),
    Act(
        "block",
        "readers/<str:name>/blocks/",
        at("/readers/青禾/blocks/"),
        sends(want="on"),
        count=rows(Block),
        stands="public",
        meanwhile=("erase_qinghe",),
    ),
    Act(
        "mute word",
        "accounts/hidden/",
        at("/accounts/hidden/"),
        sends(word="吵闹的词"),
        count=rows(MutedWord, word="吵闹的词"),
        typed="吵闹的词",
    ),
    Act(
        "unmute word",
        "accounts/hidden/<int:pk>/deletion/",
        at("/accounts/hidden/{world.word.pk}/deletion/"),
        sends(),
        count=lambda world, who: who == world.tangju and not MutedWord.objects.filter(pk=world.word.pk).exists(),
        other=0,
    ),
    Act(
        "read notices",
        "notices/",
        at("/notices/"),
        sends(last=lambda world: world.notice.pk),
        count=lambda world, who: Notice.objects.filter(reader=who).exclude(seen_at=None).count(),
        other=0,
    ),
]

REPORT = {"fields": sends(reason="spam", text="同一段广告贴了三遍"), "typed": "同一段广告贴了三遍", "stands": "guests"}
REPORTS = [
    Act(
        "report comment",
        "comments/<int:pk>/reports/",
        at("/comments/{world.comment.pk}/reports/"),
        count=rows(Report, "reporter", comment=comment),
        meanwhile=GONE_COMMENT,
        **REPORT,
    ),
    Act(
        "report story",
        "news/<int:pk>/reports/",
        at("/news/{world.article.pk}/reports/"),
        count=rows(Report, "reporter", thing__startswith="article"),
        meanwhile=("withdraw",),
        **REPORT,
    ),
    Act(
        "report poll",
        "polls/<int:pk>/reports/",
        at("/polls/{world.poll.pk}/reports/"),
        count=rows(Report, "reporter", thing__startswith="poll"),
        meanwhile=("withdraw",),
        **REPORT,
    ),
    Act(
        "report reader",
        "readers/<str:name>/reports/",
        at("/readers/青禾/reports/"),
        count=rows(Report, "reporter", person__name="青禾"),
        meanwhile=("erase_qinghe",),
        **REPORT,
    ),
    Act(
        "appeal",
        "rulings/<int:pk>/appeals/",
        at("/rulings/{world.ruling.pk}/appeals/"),
        sends(text="我说的是桥，没有骂人"),
        count=rows(Appeal),
        typed="我说的是桥，没有骂人",
        other=0,
        meanwhile=("undo_ruling",),
    ),
]

ERRORS = [
    Act(
        "error report",
        "news/<int:pk>/errors/",
        at("/news/{world.article.pk}/errors/"),
        sends(text="第二段的年份写错了"),
        count=rows(ErrorReport, text="第二段的年份写错了"),
        typed="第二段的年份写错了",
        meanwhile=("withdraw",),
    ),
]

PAGE = ("page",)  # the script only saves drafts
STORY = {"title": "江边的旧码头", "text": LONG_TEXT + "还有码头。", "link": ""}
WRITING = {"route": "submissions/new/", "address": at("/submissions/new/"), "typed": "江边的旧码头"}
DRAFT = {
    "route": "submissions/<int:pk>/",
    "address": at("/submissions/{world.draft.pk}/"),
    "typed": "江边的旧码头",
    "meanwhile": ("discard_draft", "send_draft"),
}


def board(world):
    return world.board.pk


def saved(state):
    return rows(Submission, title="江边的旧码头", state=state)


SUBMISSIONS = [
    Act("new draft", fields=sends(key="k1", act="draft", board="", **STORY), count=saved("draft"), **WRITING),
    Act("new preview", fields=sends(key="k1", act="preview", board="", **STORY), count=saved("draft"), **WRITING),
    Act(
        "new to desk",
        fields=sends(key="k1", act="send", board="", **STORY),
        count=saved("sent"),
        roads=PAGE,
        **WRITING,
    ),
    Act(
        "new to board",
        fields=sends(key="k1", act="send", board=board, **STORY),
        count=saved("accepted"),
        roads=PAGE,
        **WRITING,
    ),
    Act("save draft", fields=sends(key="draft", act="draft", board="", **STORY), count=saved("draft"), **DRAFT),
    Act(
        "send draft",
        fields=sends(key="draft", act="send", board="", **STORY),
        count=saved("sent"),
        roads=PAGE,
        **DRAFT,
    ),
    Act(
        "rewrite story",
        "submissions/<int:pk>/",
        at("/submissions/{world.story.pk}/"),
        sends(key="story", title=STORY["title"], text=STORY["text"]),
        count=saved("accepted"),
        typed="江边的旧码头",
        other=0,
        meanwhile=("withdraw_story",),
    ),
    Act(
        "discard draft",
        "submissions/<int:pk>/deletion/",
        at("/submissions/{world.draft.pk}/deletion/"),
        sends(),
        count=lambda world, who: who == world.tangju and not Submission.objects.filter(pk=world.draft.pk).exists(),
        other=0,
    ),
    Act(
        "withdraw story",
        "submissions/<int:pk>/deletion/",
        at("/submissions/{world.story.pk}/deletion/"),
        sends(),
        count=rows(Submission, state="withdrawn"),
        other=0,
    ),
]


def row_of(**fields):
    """Whether the reader's own row has these values."""
    return lambda world, who: Reader.objects.filter(pk=who.pk, **fields).count()


def own(name, field, value, route, **more):
    return Act(name, route, at(f"/{route}"), sends(**{field: value}), count=row_of(**{field: value}), **more)


ACCOUNT = [
    Act(
        "profile",
        "accounts/profile/",
        at("/accounts/profile/"),
        sends(bio="住在江边的人", sign=""),
        count=row_of(bio="住在江边的人"),
        typed="住在江边的人",
    ),
    own("rename", "name", "糖桔树下", "accounts/name/", typed="糖桔树下", sent_twice="refused"),
    Act(
        "title",
        "accounts/title/",
        at("/accounts/title/"),
        sends(text="水果大王"),
        count=rows(TitleRequest, text="水果大王"),
        typed="水果大王",
        sent_twice="refused",
    ),
    own("script", "variant", "zh-hant", "accounts/script/"),
    own("mail", "mail", "never", "accounts/mail/"),
    Act("archive", "accounts/data/", at("/accounts/data/"), sends()),
    Act(
        "leave",
        "accounts/leaving/",
        at("/accounts/leaving/"),
        sends(comments="keep"),
        count=lambda world, who: Reader.objects.filter(pk=who.pk).exclude(leaving_at=None).count(),
        asks_password=True,
    ),
    Act(
        "stay",
        "accounts/staying/",
        at("/accounts/staying/"),
        sends(),
        count=row_of(leaving_at=None),
        before="turn_to_leave",
    ),
    Act(
        "sign out everywhere",
        "accounts/everywhere/",
        at("/accounts/everywhere/"),
        sends(),
        count=row_of(session_epoch=1),
    ),
    Act("sign out", "accounts/logout/", at("/accounts/logout/"), sends()),
    Act(
        "add address",
        "accounts/email/",
        at("/accounts/email/"),
        sends(email="new@example.org", action_add=""),
        count=rows(EmailAddress, "user", email="new@example.org"),
        asks_password=True,
        sent_twice="refused",
    ),
    Act(
        "password",
        "accounts/password/change/",
        at("/accounts/password/change/"),
        sends(oldpassword=PASSWORD, password1="江水东流-2025", password2="江水东流-2025"),
        count=lambda world, who: Reader.objects.get(pk=who.pk).check_password("江水东流-2025"),
        other=0,
        sent_twice="refused",
    ),
    Act("first password", "accounts/password/set/", at("/accounts/password/set/"), sends(password1="x", password2="x")),
    Act(
        "confirm who one is",
        "accounts/reauthenticate/",
        at("/accounts/reauthenticate/"),
        sends(password=PASSWORD),
    ),
]
GUESTS = [
    Act("sign in", "accounts/login/", at("/accounts/login/"), sends(login="糖桔", password=PASSWORD), stands="guests"),
    Act(
        "register",
        "accounts/signup/",
        at("/accounts/signup/"),
        sends(username="新来的读者", email="", password1="江水东流-2025"),
        stands="guests",
    ),
    Act(
        "forgotten password",
        "accounts/password/reset/",
        at("/accounts/password/reset/"),
        sends(email="tangju@example.org"),
        stands="guests",
    ),
    Act(
        "password by letter",
        "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[-\\w]+)/$",
        World.reset_address,
        sends(password1="江水东流-2025", password2="江水东流-2025"),
        stands="guests",
    ),
    Act(
        "confirm address",
        "accounts/^confirm-email/(?P<key>[-:\\w]+)/$",
        at("/accounts/confirm-email/{world.confirmation}/"),
        sends(),
        stands="guests",
        count=lambda world, who: EmailAddress.objects.filter(user=who, verified=True).count(),
        other=0,
        sent_twice="refused",
    ),
    Act(
        "claim",
        "accounts/claims/<str:name>/",
        at("/accounts/claims/旧站的人/"),
        sends(email="old@example.org", proof="登记过的邮箱就是这个"),
        typed="登记过的邮箱就是这个",
        stands="guests",
        count=lambda world, who: Claim.objects.count(),
    ),
]
LIBRARY = [
    Act(f"two factors: {path}", f"accounts/2fa/{path}", at(f"/accounts/2fa/{path}".replace("<int:pk>", "1")), sends())
    for path in (
        "authenticate/",
        "reauthenticate/",
        "totp/activate/",
        "totp/deactivate/",
        "recovery-codes/generate/",
        "webauthn/add/",
        "webauthn/reauthenticate/",
        "webauthn/keys/<int:pk>/remove/",
        "webauthn/keys/<int:pk>/edit/",
        "webauthn/login/",
    )
]
# Without a token on purpose: a mail program presses the one, a page that anybody keeps sends the other.
NO_TOKEN = {
    "accounts/unsubscribe/<str:token>/": "its address is signed; tests/comments/notifications/test_mails.py",
    "news/<int:pk>/reads/": "counts a page view, of one's own origin alone; tests/news/page_views/test_counting.py",
    "accounts/2fa/recovery-codes/download/": "answers any method with the codes, or that there are none",
}
ACTS = [*COMMENTS, *VOTES, *RELATIONS, *REPORTS, *ERRORS, *SUBMISSIONS, *ACCOUNT, *GUESTS, *LIBRARY]
