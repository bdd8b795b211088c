"""A small site on which every state of every thing is to be seen; its clock stands still."""

from datetime import UTC, datetime, timedelta

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from comments.models import (
    Authorship,
    Ballot,
    Block,
    Choice,
    Claim,
    Comment,
    CommentVote,
    ErrorReport,
    Follow,
    LevelChange,
    Mention,
    MutedWord,
    Notice,
    Poll,
    Reader,
    Submission,
    TitleRequest,
)
from news.models import Article, Channel, PageViewCount, Ranking, Source
from tests.config.crawl_world import World
from tests.conftest import PASSWORD, make_article, make_photo, make_reader
from tests.working import post

NOON = datetime(2025, 6, 15, 4, tzinfo=UTC)  # in Asia/Shanghai
TRADITIONAL = "這座斷橋早該重開了，兩岸的人都盼着這一天。"
PLAIN = "春夏秋冬东南西北金木水火土山川草虫鱼鸟兽日月星辰风云雷雨江河湖海泉石"
HOUR = timedelta(hours=1)


class FullSite(World):
    """`author` is 糖桔, whose pages show most; `erased` has left; `stories` stand in the rankings."""

    def __init__(self):
        super().__init__()
        self.erased = make_reader("已经离开的人", 3)
        Reader.objects.filter(pk=self.other.pk).update(title="断桥过客", verified=True, sign="♂", bio="桥头\n人家")
        self.other.refresh_from_db()
        self.without = make_reader("没有密码的人", password=None)
        self.make_many_comments()
        self.make_all_states()
        self.make_gone_author()
        self.make_polls()
        self.make_more_submissions()
        self.make_happenings()
        self.make_notices()
        self.make_rankings()
        self.make_factors()

    def client(self, role, strict=False):
        """A browser of somebody who has just given their password once more, or of a guest.

        `strict`: from now on its forms are refused for their token.
        """
        client = Client(headers={"origin": "http://testserver"})
        people = {"reader": self.author, "other": self.other, "boss": self.boss, "without_password": self.without}
        if reader := people.get(role):
            client.force_login(reader)
            client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        client.handler.enforce_csrf_checks = strict
        return client

    def samples(self):
        unconfirmed = EmailConfirmationHMAC(EmailAddress.objects.get(verified=False)).key
        return [*super().samples(), ("accounts/^confirm-email/", {"key": [unconfirmed, "x"]})]

    def make_many_comments(self):
        """More than a page of 更多评论, on a story of their own; one among them in 热门评论."""
        self.busy = make_article("人人都要说一句的新闻", "entertainment")
        rows = [Comment.post(self.busy, self.author, f"{letter}" * 4 + "的楼层") for letter in PLAIN[:34]]
        self.lifted = rows[3]
        for number in range(6):
            CommentVote.cast(make_reader(f"读者{number}号", 6), self.lifted, "flower")
        self.lifted.set_featured(self.boss, True)
        self.lifted.refresh_from_db()

    def make_all_states(self):
        say, story = Comment.post, self.article
        self.collapsed = say(story, self.author, "折叠起来的一句评论")
        self.collapsed.collapse(self.boss, "offtopic")
        self.held = say(story, self.author, "等着审核的一句评论")
        self.held.hold(self.boss, "spam")
        self.held_by_other = say(story, self.other, "另一个人等着审核")
        self.held_by_other.hold(self.boss, "spam")
        self.deleted = say(story, self.other, "作者自己删除的评论")
        say(story, self.author, "回复了后来删除的评论", self.deleted)
        self.deleted.delete_by_author()
        self.removed = say(story, self.author, "被版主隐藏的评论有回复")
        say(story, self.other, "回复了后来隐藏的评论", self.removed)
        self.removed.hide(self.boss, "insult")
        self.traditional = say(story, self.other, TRADITIONAL + "\n\n第二段。\n第二行。")
        CommentVote.cast(self.author, self.traditional, "egg", "insult")
        self.edited = say(story, self.author, "改之前的评论").edit("改之后的评论，看 https://example.org/页面 吧")
        say(story, self.author, "答繁体的那一句", self.traditional)
        self.other.refresh_from_db()

    def make_gone_author(self):
        self.of_gone = Comment.post(self.article, self.erased, "离开的人留下的话", self.comment)
        Reader.objects.filter(pk=self.erased.pk).update(name="已注销用户", erased_at=timezone.now())

    def make_polls(self):
        now = timezone.now()
        kinds = {
            "many": {"question": "可以选几项的问卷", "text": "说明。", "multiple": True, "closes_at": now + 5 * HOUR},
            "secret": {"question": "截止后公布的问卷", "results": "closed", "closes_at": now + 300 * HOUR},
            "over": {"question": "已经截止的问卷", "article": self.article, "closes_at": now - HOUR},
        }
        self.polls = {name: Poll.objects.create(**facts) for name, facts in kinds.items()}
        for poll in self.polls.values():
            first, second = (Choice.objects.create(poll=poll, text=text) for text in ("第一项", "第二项"))
            Choice.objects.filter(pk=first.pk).update(votes=2)
            Choice.objects.filter(pk=second.pk).update(votes=1)
            Ballot.objects.create(poll=poll, reader=self.author).choices.set([first, second])
        Poll.objects.exclude(pk=self.poll.pk).update(voters=2)

    def make_more_submissions(self):
        chat = Channel.objects.get(slug="chat")

        def piece(key, **more):
            facts = {"key": key, "reader": self.author, "title": f"第{key}篇稿件", "text": f"第{key}篇的正文。\n\n" * 3}
            return Submission.objects.create(**facts | more)

        self.standing = piece("十一", board=chat, link="https://example.org/来源").send()
        self.accepted, self.refused, self.withdrawn = piece("十二").send(), piece("十三").send(), None
        self.accepted.accept(self.boss, Channel.objects.get(slug="entertainment"), "写得好。")
        self.refused.refuse(self.boss, "没有来源。")
        self.withdrawn = piece("十四", board=chat).send()
        self.withdrawn.withdraw(self.boss, "不合版块的题目")

    def make_happenings(self):
        now = timezone.now()
        for before, after in ((1, 2), (3, 2)):
            LevelChange.objects.create(reader=self.author, before=before, after=after, made_at=now)
        Authorship.objects.create(reader=self.author, article=make_article("网友自己写的文章", "chat"), kind="written")
        mention = Comment.post(self.article, self.other, "@糖桔 您怎么看这座桥？")
        Mention.objects.get_or_create(comment=mention, reader=self.author, typed="糖桔")
        report = ErrorReport.make(self.busy, self.author, "地名写错了一个字")
        report.settle(self.boss, True, "已按您说的改过，谢谢您。", "地名原误作“界江”。")
        Block.objects.create(reader=self.author, blocked=make_reader("拉黑的人", 2))

    def make_notices(self):
        """Each kind once by one and once by several, unseen, and some that were seen."""
        Notice.objects.filter(reader=self.author).delete()
        actors = [self.other, self.boss]
        for kind in ("reply", "mention", "followed", "story"):
            for many in (1, 2):
                for actor in actors[:many]:
                    self.notice(kind, f"{kind}:{many}", actor=actor, comment=self.reply)
        self.notice("featured", "featured", comment=self.comment)
        for kind, text in (
            ("ruling", "隐藏：离题"),
            ("level", "升到 R8"),
            ("title", "水果大王：同意"),
            ("piece", "《一篇》已采用。"),
            ("report", "您举报的评论（广告）：版主已处理，谢谢您"),
            ("error", "您对《一篇》的指正：已更正。谢谢您"),
        ):
            self.notice(kind, kind, text=text, comment=self.comment if kind == "ruling" else None)
        self.notice("reply", "seen", actor=self.other, comment=self.reply, seen_at=timezone.now())
        self.notice("ruling", "hidden", text="隐藏：人身攻击", comment=self.removed)

    def notice(self, kind, subject, **fields):
        cause = f"{subject}:{Notice.objects.count()}"
        return Notice.objects.create(reader=self.author, kind=kind, subject=subject, cause=cause, **fields)

    def make_rankings(self):
        """Three stories that change places between two builds of each ranking, and one that comes new."""
        now = timezone.now()
        self.stories = [make_article(f"{letter}字头的新闻", "oddities") for letter in "甲乙丙丁"]
        make_photo(self.stories[0], "题图", (64, 48))
        Article.objects.filter(pk=self.stories[1].pk).update(flower_weight=7, egg_weight=2, flowers=4, eggs=1)
        for number, story in enumerate(self.stories[:3]):
            PageViewCount.objects.create(article=story, at=now - HOUR / 4, readers=30 - number)
        Ranking.build_due()
        for number, story in enumerate(self.stories):
            PageViewCount.objects.create(article=story, at=now - HOUR / 3, readers=10 * number)
        Comment.objects.filter(pk=self.comment.pk).update(flowers=9, flower_weight=9)
        for board in Ranking.objects.all():
            board.build()

    def make_factors(self):
        TitleRequest.objects.filter(reader=self.author).update(state="refused", answer="换一个。")
        Claim.objects.create(imported=make_reader("旧站另一人", imported=True), email="b@example.org", proof="也是我")
        codes = {"migrated_codes": [f"{number:08}" for number in range(10)], "used_mask": 0}
        Authenticator.objects.create(user=self.author, type="recovery_codes", data=codes)
        self.key = Authenticator.objects.create(
            user=self.author,
            type="webauthn",
            data={"name": "我的钥匙", "credential": passkey()},
            last_used_at=timezone.now(),
        )
        EmailAddress.objects.create(user=self.author, email="new@example.org", verified=False)
        Follow.objects.get_or_create(reader=self.author, followed=self.other)

    def first_pks(self):
        """{how an address begins: the lowest number in it}: tests before this one may have counted already."""
        rows = {
            "comments": Comment,
            "comment": Comment,
            "news": Article,
            "polls": Poll,
            "submissions": Submission,
            "sources": Source,
        }
        rows |= {"keys": Authenticator, "hidden": MutedWord}
        return {name: model.objects.order_by("pk").values_list("pk", flat=True)[0] for name, model in rows.items()}

    def mails(self):
        """What goes out by mail: about notices, one of each kind and all together, and to claimants."""
        Reader.objects.filter(pk=self.author.pk).update(email=self.address.email)
        Notice.objects.filter(reader=self.author, subject="title").update(mail="now")
        letters = post(timezone.now() + HOUR)
        Notice.objects.filter(reader=self.author).update(mail="now", mailed_at=None)
        letters += post(timezone.now() + 3 * HOUR)
        for claim, granted, answer in zip(Claim.objects.all(), (True, False), ("", "凭据不足"), strict=True):
            claim.settle(self.boss, granted, answer)
        return letters + post(timezone.now() + 5 * HOUR)


def passkey():
    """What a browser says of a passkey that it has just made."""
    coordinates = {-2: b"\1" * 32, -3: b"\2" * 32}
    owned = AttestedCredentialData.create(Aaguid(bytes(16)), b"k" * 16, ES256({1: 2, 3: -7, -1: 1} | coordinates))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(bytes(32), flags, 0, bytes(owned))
    made = {"clientDataJSON": CollectedClientData.create("webauthn.create", b"c", "http://testserver")}
    made["attestationObject"] = AttestationObject.create("none", data, {})
    response = {name: websafe_encode(value) for name, value in made.items()}
    name = websafe_encode(b"k" * 16)
    extensions = {"credProps": {"rk": False}}
    return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": extensions}
