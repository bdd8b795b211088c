"""新闻: one page, with the floor's counters on it."""

from django.db import connection, models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from news.body import first_words, parts
from news.models.change import Change, Chrome, clocks

EDITORS = """
    WITH RECURSIVE pen (name) AS (
        SELECT min(editor) FROM news_article WHERE editor > ''
        UNION ALL
        SELECT (SELECT min(editor) FROM news_article WHERE editor > pen.name) FROM pen WHERE pen.name IS NOT NULL
    )
    SELECT name FROM pen LIMIT %s"""


class ArticleQuerySet(models.QuerySet):
    def published(self):
        """What readers may see now: the only place that knows."""
        return self.filter(published_at__lte=timezone.now())

    def from_desk(self):
        """The desk's own stories, without what readers write on their boards."""
        return self.filter(channel__kind="story")

    def newest(self):
        return self.order_by("-published_at", "-pk")

    def earlier_related(self, article):
        """The earlier stories on the same matter; never later ones, whatever an editor has chosen."""
        found = self.published().filter(followed_by__article=article, published_at__lt=article.published_at)
        return found.order_by("followed_by__position", "followed_by__pk")

    def for_lists(self):
        """With what a line in a list shows: channel, mark, the first picture."""
        return self.select_related("channel").prefetch_related("photos", "videos").defer("body")

    def newest_of_each(self, column, values, each):
        """The newest `each` stories for every one of `values` of a column with an index of its own, newest first."""
        # One walk along the index for each value; a window over all stories would read all stories.
        asked = [
            self.filter(**{column: one}).newest().values_list("pk")[:each].query.sql_with_params() for one in values
        ]
        if not asked:
            return self.none()
        sql = " UNION ALL ".join(f"SELECT * FROM ({one}) AS part{number}" for number, (one, _) in enumerate(asked))
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for _, values in asked for value in values])
            pks = [pk for (pk,) in cursor.fetchall()]
        return self.filter(pk__in=pks).newest()

    @staticmethod
    def editors(most: int = 2000) -> list[str]:
        """The pen names under which stories were ever saved, at most `most`: one step along their index for each."""
        with connection.cursor() as cursor:
            cursor.execute(EDITORS, [most])
            return [name for (name,) in cursor.fetchall() if name]

    def for_page(self):
        return self.select_related("channel").prefetch_related("sources", "photos", "videos", "corrections")


class Article(models.Model):
    channel = models.ForeignKey("news.Channel", models.PROTECT, verbose_name="频道", related_name="articles")
    title = models.CharField("标题", max_length=120)
    body = models.TextField("正文")
    region = models.ForeignKey(
        "news.Region",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="地区",
        related_name="articles",
        db_index=False,  # the index below begins with it, and SQLite would choose this one
    )
    editor = models.CharField("网编", max_length=20, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    revised_at = models.DateTimeField("修订时间", auto_now=True)
    closed = models.BooleanField("关闭评论", default=False)
    pre_moderated = models.BooleanField("先审后发", default=False)
    related_by_hand = models.BooleanField("前期相关由网编指定", default=False)

    missing_pictures = models.PositiveSmallIntegerField("原有而未能带入的图片数", default=0)
    missing_video = models.BooleanField("原有视频未能带入", default=False)
    stated_comments = models.PositiveIntegerField("原页所记评论数", null=True, blank=True)
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)

    # Written by the floor under this row's lock; read and ordered by here.
    cursor = models.BigIntegerField(default=0, editable=False)
    pruned_to = models.BigIntegerField(default=0, editable=False)
    comment_count = models.PositiveIntegerField("评论数", default=0, editable=False)
    last_floor = models.PositiveIntegerField(default=0, editable=False)
    flowers = models.PositiveIntegerField(default=0, editable=False)
    eggs = models.PositiveIntegerField(default=0, editable=False)
    flower_weight = models.DecimalField(max_digits=12, decimal_places=1, default=0, editable=False)
    egg_weight = models.DecimalField(max_digits=12, decimal_places=1, default=0, editable=False)
    opening_flowers = models.PositiveIntegerField(default=0, editable=False)
    opening_eggs = models.PositiveIntegerField(default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "新闻"
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="stories_newest"),
            models.Index(fields=["channel", "-published_at", "-id"], name="channel_newest"),
            models.Index(fields=["region", "-published_at", "-id"], name="region_newest"),
            models.Index(fields=["editor", "-published_at", "-id"], name="editor_newest"),
            models.Index(F("flower_weight") - F("egg_weight"), name="stories_by_surplus"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("article", args=[self.pk])

    @property
    def is_published(self):
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def noun(self):
        """What readers call it: an essay where it stands on a board that they write, else news."""
        return "文章" if self.channel.kind == "board" else "新闻"

    @property
    def called(self):
        return f"这篇{self.noun}" if self.noun == "文章" else f"这条{self.noun}"

    @property
    def mark(self):
        """The title's mark, from what is attached: 视频, 组图, 图, or nothing."""
        if self.missing_video or len(self.videos.all()):
            return "视频"
        pictures = len(self.photos.all()) + self.missing_pictures
        return "组图" if pictures > 1 else "图" if pictures else ""

    @property
    def first_photo(self):
        return next(iter(self.photos.all()), None)

    @property
    def summary(self):
        """The first words of the text, for descriptions; plain text."""
        return first_words(self.body)

    @property
    def parts(self):
        """The body with its photos in their places; see `news.body.parts`."""
        return parts(self.body, list(self.photos.all()))

    def announce(self):
        """Tell every open page, and every page with this story in a list, that the story itself changed.

        Call it inside a transaction, after the story was saved.
        """
        from news.models.entry import ArticleEntry  # an entry points at its story

        locked = Article.objects.select_for_update().get(pk=self.pk)
        ArticleEntry.keep(locked)
        Change.record(locked, (Change.Kind.STORY, self.pk))
        self.cursor = locked.cursor
        Chrome.bump()
        if locked.published_at:
            from news.jobs import publish_later, relate  # jobs know all models

            relate.enqueue(self.pk)
            if not locked.is_published:  # the clock alone will put it into the feeds
                publish_later(locked, "story", at=locked.published_at)


def next_publication(now):
    """When the next scheduled story appears; None if none is scheduled."""
    coming = Article.objects.filter(published_at__gt=now).order_by("published_at")
    return coming.values_list("published_at", flat=True).first()


clocks.append(next_publication)
