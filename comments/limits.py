"""Every limit on how often somebody may do something that writes, by name. Kept in the database, for all processes.

What only reads has its limits in memory, ahead of Django: see `config/addresses.py`. The speed of posts is a setting
and is counted from the posts themselves: see `comments/guards.py`.
"""

import time
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest

from comments.models.rate_count import RateCount
from comments.refusals import TooFast
from news.reads import client_address, network

MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True)
class Limit:
    """At most `amount` in each stretch of `seconds`; `sentence` is what is said beyond it."""

    amount: int
    seconds: int
    sentence: str


LIMITS: dict[str, Limit] = {
    "claim": Limit(5, HOUR, "认领过于频繁，请一小时后再试。您写的文字还在。"),
    "portrait": Limit(10, 10 * MINUTE, "更换头像过于频繁，请过几分钟再试。"),
    # Texts of guests wait in sessions of an hour; beyond these the text comes back in the page instead.
    "guest_text": Limit(
        20, 10 * MINUTE, "登录后才能发表，但您的网络保存的草稿已满。请先复制下面的文字，登录后再贴上。"
    ),
    "pictures": Limit(20, 10 * MINUTE, "上传图片过于频繁，请几分钟后再试。文字已存为草稿。"),
    "guest_texts": Limit(2000, HOUR, "登录后才能发表，但现在草稿已满。请先复制下面的文字，登录后再贴上。"),
    "vote": Limit(60, MINUTE, "投票过于频繁，请稍等一分钟再试。"),
    "relation": Limit(60, MINUTE, "操作过于频繁，请稍等一分钟再试。"),
    "submission": Limit(120, 10 * MINUTE, "保存过于频繁，请稍等几分钟再试。您写的文字还在。"),
}


def consume(action: str, who: str) -> int:
    """Count one `action` by `who`; return 0 if it is allowed, else the seconds until it is allowed again.

    `who`: an address's network or an account's pk, in a form that cannot be mistaken for another kind of `who`.
    """
    limit, now = LIMITS[action], time.time()
    start = int(now // limit.seconds) * limit.seconds
    count = RateCount.add(hash_key(f"{action}|{who}|{start}"), start + limit.seconds)
    return 0 if count <= limit.amount else max(1, int(start + limit.seconds - now) + 1)


def enforce(action: str, who: str) -> None:
    """Count one `action` by `who`; raise TooFast, with its sentence and when to try again, beyond the limit."""
    if seconds := consume(action, who):
        raise TooFast(LIMITS[action].sentence, retry_after=seconds)


def hash_key(text: str) -> str:
    return blake2b(text.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest()


def address_of(request: HttpRequest) -> str:
    """Who asks, as limits know a guest: the network of the address that the trusted proxies name."""
    peer, forwarded = request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", "")
    return f"address:{network(client_address(peer, forwarded, settings.TRUSTED_HOPS))}"


def account_of(request: HttpRequest) -> str:
    return f"reader:{request.user.pk}"
