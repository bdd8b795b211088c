"""网友: whoever is signed in is the person on the floor."""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from comments.ladder import replayed
from comments.models.rank import LedgerEntry, Rank
from comments.names import normal, skeleton


class ReaderManager(BaseUserManager):
    def create_user(self, name, email="", password=None, **fields):
        reader = self.model(email=self.normalize_email(email), **fields)
        reader.set_name(name)
        reader.set_password(password)
        reader.save(using=self._db)
        return reader

    def create_superuser(self, name, email="", password=None, **fields):
        return self.create_user(name, email, password, is_staff=True, is_superuser=True, **fields)

    def named(self, name):
        """The reader who stands behind a name, in whatever script or look-alike letters it is written."""
        return self.filter(skeleton=skeleton(name))


class Reader(AbstractUser):
    class Sign(models.TextChoices):
        NONE = "", "不显示"
        MALE = "♂", "♂"
        FEMALE = "♀", "♀"

    username = first_name = last_name = None
    name = models.CharField("名字", max_length=50, unique=True)
    skeleton = models.CharField(max_length=120, unique=True, editable=False)
    sign = models.CharField("♂ / ♀", max_length=1, choices=Sign, blank=True, default=Sign.NONE)
    title = models.CharField("头衔", max_length=20, blank=True)
    verified = models.BooleanField("本站认证", default=False)
    points = models.IntegerField("声望", default=0)
    level = models.PositiveSmallIntegerField("级", default=1)
    imported = models.BooleanField("由旧站带入、尚未认领", default=False)
    import_name = models.CharField("旧站名字", max_length=100, null=True, blank=True, unique=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS = []
    objects = ReaderManager()

    class Meta:
        verbose_name = verbose_name_plural = "网友"

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    get_short_name = get_full_name

    def get_absolute_url(self):
        return reverse("reader", args=[self.name])

    def set_name(self, name):
        self.name = normal(name)
        self.skeleton = skeleton(name)

    @property
    def rank(self):
        return Rank.of(self.level)

    @property
    def shown_title(self):
        return self.title if self.title and self.rank.may_title else ""

    @property
    def badge(self):
        """The badge as it is written, ornaments and all: `☆★声望品衔7★☆`."""
        if self.shown_title:
            rung = Rank.for_titles()
            return f"{rung.left}{self.shown_title}{rung.right}"
        sign = self.sign if self.rank.gendered else ""
        return f"{sign}{self.rank}{sign}"

    @property
    def spoken_badge(self):
        """The badge as a screen reader says it."""
        return f"头衔 {self.shown_title}，声望品衔 {self.level} 级" if self.shown_title else f"声望品衔 {self.level} 级"

    @property
    def vote_weight(self):
        """What a vote given now will weigh; nothing while the account is new."""
        if timezone.now() - self.date_joined < timedelta(hours=settings.NEW_ACCOUNT_HOURS):
            return Decimal("0.0")
        return self.rank.vote_weight

    @transaction.atomic
    def earn(self, amount, reason):
        """Write one ledger row and let points and level follow from it."""
        reader = Reader.objects.select_for_update().get(pk=self.pk)
        LedgerEntry.objects.create(reader=reader, amount=amount, reason=reason)
        self.points, self.level = reader.points, reader.level = reader.replayed()
        reader.save(update_fields=["points", "level"])

    def replayed(self):
        """(points, level) as the ledger has them; what is stored must equal it."""
        amounts = self.ledger.order_by("pk").values_list("amount", flat=True)
        return replayed(amounts, Rank.thresholds())
