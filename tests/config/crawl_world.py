"""One of everything that an address of the site can name, and a sample for every parameter of an address."""

from datetime import timedelta
from time import time

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from PIL import Image

from comments.accounts.adapter import ResetTokens
from comments.models import (
    Appeal,
    ArticleVote,
    Ban,
    Choice,
    Claim,
    Comment,
    CommentVote,
    ErrorReport,
    Follow,
    Gem,
    ImportRun,
    MutedWord,
    Notice,
    OutgoingMail,
    PipelineEvent,
    Poll,
    PostOrigin,
    Report,
    SectionModerator,
    Submission,
    SubmissionPhoto,
    TitleRequest,
    VoteDiscount,
    VoteFinding,
    WordRule,
)
from comments.notifications.mails import signer
from news.editing.preview_links import signer as preview_signer
from news.editing.versions import keep_first_version
from news.media.pictures import render_picture, store_picture
from news.models import (
    Channel,
    ConversionOverride,
    Correction,
    FeedSource,
    OldAddress,
    Region,
    RegionalTerm,
    Related,
    ScheduledChange,
    Source,
    Video,
)
from news.related.tasks import relate
from news.seo.share_picture_views import card_texts, hash_card
from tests.comments.moderation.admin_roles import make_role
from tests.conftest import make_article, make_photo, make_reader

NOBODY, FAR = "没有这个人", 10**12


class World:
    def __init__(self):
        self.author, self.other = make_reader("糖桔", 8), make_reader("扶风", 5)
        self.boss = make_reader("值班", 5, is_staff=True, is_superuser=True)
        self.region = Region.objects.first()
        self.article = make_article(region=self.region)
        self.make_story()
        self.make_thread()
        self.make_requests()
        self.make_submissions()
        relate.enqueue(self.article.pk)  # a job of the worker has a page in the admin too

    def make_story(self):
        earlier = make_article("更早的新闻", published_at=timezone.now() - timedelta(days=2))
        self.unpublished = make_article("没有发布的稿", published_at=None)
        self.photo = make_photo(self.article, "一角", (64, 48))
        self.source = Source.objects.create(article=self.article, name="晚报", url="https://example.org/1")
        Video.objects.create(article=self.article, file="v.mp4")
        Correction.objects.create(article=self.article, text="改正")
        Related.objects.create(article=self.article, earlier=earlier)
        OldAddress.objects.create(article=self.article, path="/old/1.html")
        self.version = keep_first_version(self.article)
        soon = timezone.now() + timedelta(days=1)
        ScheduledChange.plan(self.article, "明天的标题", "<p>明天的话。</p>", soon, "改了年份", self.boss)
        ConversionOverride.objects.create(article=self.article, written="里面的国", zh_hant="裡面")
        facts = {"channel": self.article.channel, "error": "对方回答 404（没有这个地址）。", "report": "新增 1 条。"}
        off = FeedSource(name="一家报纸", url="https://example.org/feed.xml", is_on=False, **facts)
        off.save()  # nobody outside is asked by a test
        RegionalTerm.objects.create(zh_hans="里皮", zh_hant="利比")

    def make_thread(self):
        self.comment = Comment.post(self.article, self.author, "国家里面的话")
        self.reply = Comment.post(self.article, self.other, "@糖桔 答您的话", self.comment)
        self.alone = Comment.post(self.article, self.author, "没有人回复的话")
        self.hidden = Comment.post(self.article, self.other, "要隐藏的话")
        self.ruling = self.hidden.hide(self.boss, "insult")
        Appeal.make(self.ruling, self.other, "没有违规")
        Report.make("comment", self.comment, self.other, "", "spam")
        ErrorReport.make(self.article, self.other, "第二段的年份写错了")
        spammer = make_reader("乱发广告的人")
        Ban.impose(spammer, self.boss, 7, "spam")
        CommentVote.cast(self.other, self.comment, "flower")
        CommentVote.cast(self.boss, self.reply, "egg", "insult")
        ArticleVote.cast(self.author, self.article, "flower")
        Gem.objects.create(comment=self.comment, author=self.author, day=timezone.localdate(), made_at=timezone.now())
        Follow.objects.create(reader=self.other, followed=self.author)
        self.poll = Poll.objects.create(question="去还是留？", article=self.article)
        self.choices = [Choice.objects.create(poll=self.poll, text=text) for text in ("去", "留")]

    def make_requests(self):
        TitleRequest.objects.create(reader=self.author, text="水果大王")
        self.imported = make_reader("旧站的人", imported=True)
        Claim.objects.create(imported=self.imported, email="claim@example.org", proof="是我")
        WordRule.objects.create(word="坏词", scope="names", is_on=True)
        OutgoingMail.objects.create(to="a@example.org", subject="主题", body="正文", message_id="<1@example.org>")
        fields = {"author": self.author, "article": self.article, "phase": "words", "why": "“坏词”不能在本站发表。"}
        PipelineEvent.objects.create(action="refuse", text="坏词", **fields)
        self.finding = VoteFinding.objects.create(kind="serial", key=f"flower:{self.author.pk}", votes=1, weight=1)
        self.finding.voters.add(self.other)
        vote = CommentVote.objects.get(reader=self.other)
        VoteDiscount.objects.create(finding=self.finding, comment_vote=vote, weight=vote.weight)
        for reader in (self.author, self.other):
            PostOrigin.objects.create(reader=reader, hash="0123456789abcdef" * 2)
        found = {"counts": {"comment": {"new": 3, "bad": 1}}, "lines": ["有误：第 9 行，评论没有文字"], "unlisted": 2}
        self.report = ImportRun.objects.create(kind="disqus", file="old.xml", reader=self.boss, state="done", **found)
        self.word = MutedWord.objects.create(reader=self.author, word="噪音")
        Notice.objects.create(reader=self.author, kind="title", subject="title", cause="title", text="一句")
        self.address = EmailAddress.objects.create(
            user=self.author, email="tangju@example.org", verified=True, primary=True
        )
        self.factor = Authenticator.objects.create(user=self.author, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})

    def make_submissions(self):
        facts = {"reader": self.author, "title": "一篇", "text": "正文" * 9}
        self.draft = Submission.objects.create(key="1", **facts)
        self.sent = Submission.objects.create(key="2", state="sent", sent_at=timezone.now(), **facts)
        board = Channel.objects.get(slug="chat")
        SectionModerator.objects.create(board=board, reader=self.boss)
        self.make_section(board)
        self.on_board = Submission.objects.create(key="3", state="sent", sent_at=timezone.now(), board=board, **facts)
        photo = SubmissionPhoto(submission=self.sent, caption="图")
        photo.take(store_picture(render_picture(Image.new("RGB", (64, 48), "teal"))))
        photo.save()

    def make_section(self, board):
        """What a moderator of one section alone has before them: each kind of row once."""
        essay = make_article("版块里的文章", channel=board.slug)
        self.in_section = Comment.post(essay, self.author, "版块里的话")
        fields = {"author": self.author, "article": essay, "phase": "words", "why": "“坏词”不能在本站发表。"}
        PipelineEvent.objects.create(action="refuse", text="坏词", **fields)
        Appeal.make(Comment.post(essay, self.other, "版块里要隐藏的话").hide(self.boss, "insult"), self.other, "没有")
        Report.make("article", essay, None, "5f" * 16, "spam")
        Ban.impose(make_reader("版块里乱发的人"), self.boss, 7, "spam", channel=board)

    def client(self, role):
        """A browser of somebody in this role, who has just given their password; `reader` is the author of things."""
        reader, client = self.author if role == "reader" else make_role(role), Client(raise_request_exception=True)
        if reader:
            client.force_login(reader)
            session = client.session
            session["account_authentication_methods"] = [{"method": "password", "at": time(), "username": reader.name}]
            session.save()
        client.reader = reader
        return client

    def samples(self):
        """[(how a route begins, {parameter: values})]; of several that fit a route, the last."""
        names = [self.author.name, self.other.name, self.imported.name, NOBODY, "a\x00b"]
        comments = [self.comment.pk, self.reply.pk, self.alone.pk, self.hidden.pk, FAR]
        token = ResetTokens().make_token(self.author)
        return [
            ("news/<int:pk>/", {"pk": [self.article.pk, FAR]}),
            ("sentences-", {"mark": ["0123abcd"]}),
            (
                "news/<int:pk>/card-",
                {"pk": [self.article.pk], "mark": [hash_card(card_texts(self.article, "")), "other"]},
            ),
            ("comments/<int:pk>/", {"pk": comments}),
            ("rulings/<int:pk>/", {"pk": [self.ruling.pk, FAR]}),
            ("readers/<str:name>/", {"name": names}),
            ("accounts/claims/<str:name>/", {"name": names}),
            ("feeds/readers/<str:name>/", {"name": names}),
            ("feeds/news/<int:pk>/", {"pk": [self.article.pk, FAR]}),
            ("feeds/boards/<slug:name>/", {"name": ["read", "discussed", "heat", "gems", "nothing"]}),
            ("boards/<slug:name>/", {"name": ["read", "discussed", "heat", "gems", "nothing"]}),
            ("boards/gems/<str:day>/", {"day": [f"{timezone.localdate()}", "2024-02-31", "0001-01-01", "x"]}),
            ("polls/<int:pk>/", {"pk": [self.poll.pk, FAR]}),
            ("submissions/<int:pk>/", {"pk": [self.draft.pk, self.sent.pk, FAR]}),
            ("channels/<slug:slug>/", {"slug": [self.article.channel.slug, "chat", "nothing"]}),
            ("feeds/channels/<slug:slug>/", {"slug": [self.article.channel.slug, "nothing"]}),
            ("editors/<path:name>/", {"name": [self.article.editor, NOBODY]}),
            ("feeds/editors/<path:name>/", {"name": [self.article.editor, NOBODY]}),
            ("sources/<int:pk>/", {"pk": [self.source.pk, FAR]}),
            ("days/<str:day>/", {"day": [f"{timezone.localdate()}", "0001-01-01", "9999-12-31", "x"]}),
            ("local/<slug:slug>/", {"slug": [self.region.slug, "nothing"]}),
            ("sitemaps/stories-<int:part>", {"part": [0, FAR]}),
            ("api/v1/articles/<int:pk>/", {"pk": [self.article.pk, FAR]}),
            ("api/v1/channels/<slug:slug>/", {"slug": [self.article.channel.slug, "nothing"]}),
            ("api/v1/comments/<int:pk>/", {"pk": comments}),
            ("api/v1/readers/<name>/", {"name": names}),
            ("api/v1/rankings/<name>/", {"name": ["read", "discussed", "heat", "gems", "nothing"]}),
            ("^media/", {"path": [self.photo.url().removeprefix("/media/"), "nothing.jpg", "../settings.py"]}),
            ("accounts/hidden/<int:pk>/", {"pk": [self.word.pk, FAR]}),
            ("preview/<str:token>/", {"token": [preview_signer.sign(str(self.unpublished.pk)), "x"]}),
            ("accounts/unsubscribe/<str:token>/", {"token": [signer.sign(self.author.pk), "x"]}),
            ("accounts/2fa/webauthn/keys/<int:pk>/", {"pk": [self.factor.pk, FAR]}),
            ("accounts/^confirm-email/", {"key": [EmailConfirmationHMAC(self.address).key, "x"]}),
            (
                "accounts/^password/reset/key/",
                {"uidb36": [user_pk_to_url_str(self.author), "zzzzzz"], "key": [token, "set-password", "x-y"]},
            ),
        ]
