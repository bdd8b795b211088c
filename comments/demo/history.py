"""What the demo's readers lived through before today: their ledgers, relations, notices and requests."""

from datetime import timedelta

from django.utils import timezone

from comments.demo.ledgers import write_ledgers
from comments.notifications.models import Notice
from comments.profiles.models import TitleRequest
from comments.readers.models import Reader
from comments.relations.models import Follow, StoryFollow
from comments.reputation.models import LevelChange
from comments.thread.models import Comment
from news.articles.models import Article
from news.variants.models import RegionalTerm

TERMS = [("悉尼", "雪梨", "悉尼"), ("新西兰", "紐西蘭", "新西蘭"), ("意大利", "義大利", "意大利")]
UNSEEN = 9  # of the newest replies to the readers who sign in


def add_lives(people: list[Reader]) -> None:
    """Write what follows from the threads, once they are all there."""
    write_ledgers(people)
    receive(people)
    RegionalTerm.objects.bulk_create(RegionalTerm(zh_hans=one, zh_hant=two, zh_hk=three) for one, two, three in TERMS)
    notify()
    befriend()


def receive(people: list[Reader]) -> None:
    """Keep with each reader how many flowers their comments have."""
    for reader in people:
        reader.flowers_received = sum(reader.comments.values_list("flowers", flat=True))
    Reader.objects.bulk_update(people, ["flowers_received"])


def notify() -> None:
    """The replies that those who sign in received; the newest are still unread."""
    for reader in Reader.objects.filter(is_demo=True):
        replies = Comment.objects.shown().filter(answers=reader).exclude(author=reader).select_related("author")
        newest = list(enumerate(replies.order_by("-shown_at", "-pk")[:30]))
        for number, reply in reversed(newest):
            assert reply.shown_at is not None  # it is shown
            Notice.objects.create(
                reader=reader,
                kind=Notice.Kind.REPLY,
                subject=f"reply:{reply.parent_id}",
                cause=f"comment:{reply.pk}",
                actor=reply.author,
                comment=reply,
                made_at=reply.shown_at,
                seen_at=None if number < UNSEEN else reply.shown_at + timedelta(hours=1),
            )
        made_at = timezone.now() - timedelta(days=12)
        LevelChange.objects.create(reader=reader, before=reader.level - 1, after=reader.level, made_at=made_at)


def befriend() -> None:
    """A few relations, and a request that waits for the moderator."""
    people = {reader.name: reader for reader in Reader.objects.all()}
    for name, others in (("reader", ("老船长", "台北雨季", "数学课代表")), ("reader2", ("茶馆掌柜", "川西雪豹"))):
        Follow.objects.bulk_create(Follow(reader=people[name], followed=people[other]) for other in others)
    StoryFollow.objects.create(
        reader=people["reader"], article=Article.objects.published().order_by("-comment_count", "-pk")[0]
    )
    TitleRequest.objects.create(reader=people["青石板"], text="桥上人")
    TitleRequest.objects.create(reader=people["算盘珠子"], text="逐项核对")
