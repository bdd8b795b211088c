"""敏感词规则: words that hold, refuse or mark what contains them, each tried on past comments before it goes live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Max, Q
from django.utils import timezone

from comments.exceptions import Refused
from comments.readers.names import find_resembling
from comments.word_rules.folding import fold_emoji, fold_text, mark_stretches
from comments.word_rules.matching import Hit, Matcher, Pattern
from news.changes.cached_tables import CachedTable

if TYPE_CHECKING:
    from news.articles.models import Article

WORD_LONGEST, EXCUSES_LONGEST = 50, 1000
RULES_MOST = 10_000
LOOKED_AT = 10_000  # comments of a dry run
WIDE = 0.05  # the share of them from which a rule asks for a second confirmation


class WordRule(CachedTable):
    class Action(models.TextChoices):
        HOLD = "hold", "待审"
        REFUSE = "refuse", "拒绝"
        MARK = "mark", "标记"

    class Scope(models.TextChoices):
        SITE = "site", "全站评论"
        CHANNEL = "channel", "一个频道的评论"
        NAMES = "names", "用户名与头衔"
        TITLES = "titles", "头衔"

    word = models.CharField(
        "词", max_length=WORD_LONGEST, help_text="简繁、大小写、全角半角、中间的空格和符号都不必另写。"
    )
    action = models.CharField("处理", max_length=6, choices=Action, default=Action.HOLD)
    scope = models.CharField("范围", max_length=7, choices=Scope, default=Scope.SITE)
    channel = models.ForeignKey("news.Channel", models.CASCADE, verbose_name="频道", null=True, blank=True)
    excuses = models.TextField(
        "例外",
        max_length=EXCUSES_LONGEST,
        blank=True,
        help_text="一行一个短语：词在这些短语里时不算，如“台独”在“平台独立”里。",
    )
    pinyin = models.BooleanField("同音和拼音也算", default=False)
    alike = models.BooleanField("形近字也算", default=False)
    note = models.CharField("备注", max_length=200, blank=True)
    is_on = models.BooleanField("启用", default=False, editable=False)
    hits = models.PositiveIntegerField("试运行命中", null=True, editable=False)
    looked_at = models.PositiveIntegerField("试运行条数", null=True, editable=False)
    tried_at = models.DateTimeField("试运行时间", null=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "敏感词规则"
        ordering = ["word", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["word", "scope"], condition=Q(channel=None), name="word_rule_once"),
            models.UniqueConstraint(
                fields=["word", "channel"], condition=Q(channel__isnull=False), name="word_rule_once_in_channel"
            ),
        ]

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        """A rule must leave something to look for, and belong to a channel only where its scope says so."""
        if not fold_text(self.word, fold_emoji).letters:
            raise ValidationError({"word": "这个词里没有可以匹配的文字。"})
        if (self.scope == self.Scope.CHANNEL) != (self.channel_id is not None):
            raise ValidationError({"channel": "选“一个频道的评论”时要选频道，其他范围不选。"})
        if self.pk is None and WordRule.objects.count() >= RULES_MOST:
            raise ValidationError(f"规则最多 {RULES_MOST} 条。")

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.excuses.splitlines() if line.strip())

    @property
    def pattern(self) -> Pattern:
        return Pattern(self.pk or 0, self.word, self.phrases, self.pinyin, self.alike)

    @property
    def rate(self) -> float | None:
        """The share of the dry run's comments that it hit, from 0 to 1; None before a dry run."""
        return None if not self.looked_at or self.hits is None else self.hits / self.looked_at

    @property
    def is_for_names(self) -> bool:
        return self.scope in (self.Scope.NAMES, self.Scope.TITLES)

    @property
    def tried_on(self) -> str:
        """What a dry run looks through, with its measure word."""
        words: dict[str, str] = {self.Scope.NAMES: "个用户名", self.Scope.TITLES: "个头衔"}
        return words.get(self.scope, "条评论")

    # -- from writing to going live ---------------------------------------------------------------

    def dry_run(self, texts: list[str]) -> list[list[tuple[str, bool]]]:
        """Look for the rule in `texts` and note how many it hits; return the first of these, with the hits marked."""
        find, hits = self.finder(), 0
        samples: list[list[tuple[str, bool]]] = []
        for text in texts:
            if found := find(text):
                hits += 1
                if len(samples) < 20:
                    samples.append(mark_stretches(text, found))
        now = timezone.now()
        WordRule.objects.filter(pk=self.pk).update(hits=hits, looked_at=len(texts), tried_at=now)
        self.hits, self.looked_at, self.tried_at = hits, len(texts), now
        return samples

    def finder(self) -> Callable[[str], list[tuple[int, int]]]:
        """What finds the stretches that the rule hits in a text; a name is hit whole."""
        if self.is_for_names:
            return lambda name: [(0, len(name))] if find_resembling(name, [self.word]) else []
        matcher = Matcher([self.pattern])
        return lambda text: [(hit.start, hit.end) for hit in matcher.find(text)]

    def turn_on(self, confirmed: bool = False) -> None:
        """Let it go live. Refused before a dry run, and without a confirmation where it hits more than 5 %."""
        if self.tried_at is None:
            raise Refused("请先试运行，再启用。")
        if (self.rate or 0) > WIDE and not confirmed:
            raise Refused(f"它会命中 {self.rate:.0%} 的{self.tried_on[1:]}，请确认后再启用。")
        self.switch(True)

    def switch(self, is_on: bool) -> None:
        WordRule.objects.filter(pk=self.pk).update(is_on=is_on, changed_at=timezone.now())
        self.is_on = is_on
        WordRule.changed()

    # -- in use -----------------------------------------------------------------------------------

    last_built: RuleTable | None = None

    @classmethod
    def read(cls) -> RuleTable:
        """The rules that are on, ready to look for; built anew only where one of them has changed."""
        rows = cls.objects.filter(is_on=True)
        mark = tuple(rows.aggregate(Count("pk"), Max("changed_at"), Max("pk")).values())
        if cls.last_built is None or cls.last_built.mark != mark:
            cls.last_built = RuleTable.build(mark, list(rows))
        return cls.last_built

    @classmethod
    def find_in(cls, text: str, article: Article) -> list[tuple[WordRule, Hit]]:
        """Every hit in a comment's text under `article`, with its rule."""
        table: RuleTable = cls.cached()
        return [(rule, hit) for rule, hit in table.find(text) if rule.channel_id in (None, article.channel_id)]

    @classmethod
    def words_for(cls, *scopes: str) -> list[str]:
        """The words of rules for names and titles."""
        return list(cls.objects.filter(is_on=True, scope__in=scopes).values_list("word", flat=True))

    @classmethod
    def within_name(cls, name: str) -> str | None:
        """The first listed word that `name` contains or looks like containing, or None."""
        return find_resembling(name, cls.words_for(cls.Scope.NAMES))


@dataclass
class RuleTable:
    """The rules for comments that are on: {pk: rule}, what looks for them, and a mark of what they were made from."""

    mark: tuple[Any, ...]
    rules: dict[int, WordRule]
    matcher: Matcher

    @classmethod
    def build(cls, mark: tuple[Any, ...], rows: list[WordRule]) -> RuleTable:
        rules = {rule.pk: rule for rule in rows if not rule.is_for_names}
        return cls(mark, rules, Matcher(rule.pattern for rule in rules.values()))

    def find(self, text: str) -> list[tuple[WordRule, Hit]]:
        """Every hit in a text, of rules of every channel."""
        return [(self.rules[hit.key], hit) for hit in self.matcher.find(text)]


@dataclass
class Hits:
    """What the rules find in a text, as it is written there, by what they do with it."""

    refuse: list[str] = field(default_factory=list)
    hold: list[str] = field(default_factory=list)
    mark: list[str] = field(default_factory=list)


def find_hits(text: str, article: Article) -> Hits:
    hits = Hits()
    for rule, hit in WordRule.find_in(text, article):
        words, found = getattr(hits, rule.action), text[hit.start : hit.end]
        if found not in words:
            words.append(found)
    return hits


def mark_hits(text: str, article: Article) -> list[tuple[str, bool]]:
    """[(a piece of a comment's text, whether a rule hits it)], for moderators."""
    return mark_stretches(text, ((hit.start, hit.end) for _, hit in WordRule.find_in(text, article)))
