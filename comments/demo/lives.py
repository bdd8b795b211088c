"""What the demo's readers lived through before today: their ledgers, bonds, notices and requests."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.utils import timezone

from comments.models import (
    Comment,
    CommentVote,
    Follow,
    LedgerEntry,
    LevelChange,
    Notice,
    Reader,
    StoryFollow,
    TitleRequest,
)
from comments.models.ledger import FROM_ALL, FROM_ONE_GIVER
from news.models import Article, Term

TERMS = [("悉尼", "雪梨", "悉尼"), ("新西兰", "紐西蘭", "新西蘭"), ("意大利", "義大利", "意大利")]
UNSEEN = 9  # of the newest replies to the readers who sign in
REASON = LedgerEntry.Reason


def remember(people):
    """Write what follows from the floors, once they are all there."""
    rows = earned()
    for reader in people:
        open_ledger(reader, rows[reader.pk])
    receive(people)
    Term.objects.bulk_create(Term(zh_hans=one, zh_hant=two, zh_hk=three) for one, two, three in TERMS)
    notify()
    befriend()


def earned():
    """{reader pk: ledger rows that their comments' votes and rulings brought}, in order of time, under the caps."""
    rows, day = defaultdict(list), Counter()
    votes = CommentVote.objects.select_related("comment").order_by("made_at", "pk")
    for vote in votes:
        reason, author = LedgerEntry.earned(vote), vote.comment.author_id
        if reason:
            amount = 1 if reason == REASON.FLOWER else -1
            today = timezone.localdate(vote.made_at)
            all_day, one = (author, today), (author, today, vote.reader_id)
            if amount > 0 and (day[all_day] >= FROM_ALL or day[one] >= FROM_ONE_GIVER):
                amount = 0
            day.update({all_day: 1, one: 1} if amount > 0 else {})
            cause = {"giver_id": vote.reader_id, "comment": vote.comment, "made_at": vote.made_at, "day": today}
            rows[author].append(LedgerEntry(reader_id=author, amount=amount, reason=reason, **cause))
    return rows


def open_ledger(reader, rows):
    """The opening row and what was earned since; together they make the points that the reader has."""
    brought = sum(row.amount for row in rows)
    if brought >= reader.points:  # a newcomer whom the demo's voters liked too well
        for row in rows:
            row.amount = 0
        brought = 0
    when = reader.date_joined
    opening = {"made_at": when, "day": timezone.localdate(when), "reason": REASON.OPENING}
    LedgerEntry.objects.create(reader=reader, amount=reader.points - brought, **opening)
    LedgerEntry.objects.bulk_create(rows)


def receive(people):
    """Keep with each reader how many flowers their comments have."""
    for reader in people:
        reader.flowers_received = sum(reader.comments.values_list("flowers", flat=True))
    Reader.objects.bulk_update(people, ["flowers_received"])


def notify():
    """The replies that those who sign in received; the newest are still unread."""
    for reader in Reader.objects.filter(is_demo=True):
        replies = Comment.objects.shown().filter(answers=reader).exclude(author=reader).select_related("author")
        newest = list(enumerate(replies.order_by("-shown_at", "-pk")[:30]))
        for number, reply in reversed(newest):
            Notice.objects.create(
                reader=reader, kind=Notice.Kind.REPLY, subject=f"reply:{reply.parent_id}", cause=f"comment:{reply.pk}",
                actor=reply.author, comment=reply, made_at=reply.shown_at,
                seen_at=None if number < UNSEEN else reply.shown_at + timedelta(hours=1),
            )  # fmt: skip
        made_at = timezone.now() - timedelta(days=12)
        LevelChange.objects.create(reader=reader, before=reader.level - 1, after=reader.level, made_at=made_at)


def befriend():
    """A few bonds, and a request that waits for the moderator."""
    people = {reader.name: reader for reader in Reader.objects.all()}
    for name, others in (("reader", ("老船长", "台北雨季", "数学课代表")), ("reader2", ("茶馆掌柜", "川西雪豹"))):
        Follow.objects.bulk_create(Follow(reader=people[name], followed=people[other]) for other in others)
    StoryFollow.objects.create(
        reader=people["reader"], article=Article.objects.published().order_by("-comment_count", "-pk")[0]
    )
    TitleRequest.objects.create(reader=people["青石板"], text="桥上人")
    TitleRequest.objects.create(reader=people["算盘珠子"], text="逐项核对")
