"""Every limit on how often somebody may do something that writes, by name. Kept in the database, for all processes.

What django-allauth limits itself (codes of a second factor, links that set a password, changes of the address,
passkeys) has its numbers in ACCOUNT_RATE_LIMITS and MFA_RATE_LIMITS of the settings. What only reads has its limits in
memory, ahead of Django: see `config/serving/address_limits.py`. The speed of posts is a setting and is counted from the
posts themselves: see `comments/pipeline/checks.py`.
"""

import time
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest

from comments.exceptions import TooFast
from comments.rate_limits.models import RateCount
from news.http.clients import client_address, network_of

MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True)
class Limit:
    """At most `amount` in each stretch of `seconds`; `sentence` is what is said beyond it."""

    amount: int
    seconds: int
    sentence: str


SIGN_IN = "尝试次数过多，请几分钟后再试。忘记密码，可以通过邮箱重设；通行密钥和邮件里的链接不受此限制。"
LIMITS: dict[str, Limit] = {
    # Failed sign-ins. By what was typed, known or not: `guess_login` and `guess_hour`. By the account that is meant,
    # whatever it is called by: `guess_account`, which is never told. By network: many share one.
    "guess_login": Limit(5, 5 * MINUTE, SIGN_IN),
    "guess_hour": Limit(20, HOUR, SIGN_IN),
    "guess_account": Limit(20, HOUR, ""),
    "guess_device": Limit(10, 5 * MINUTE, SIGN_IN),
    "guess_device_hour": Limit(20, HOUR, SIGN_IN),
    "guess_address": Limit(100, 10 * MINUTE, SIGN_IN),
    "register": Limit(30, HOUR, "您所在的网络注册过于频繁，请稍后再试。您填写的内容还在。"),
    "picture_address": Limit(10, HOUR, "图片验证次数过多，请稍后再试，或在浏览器中启用 JavaScript。"),
    "picture_site": Limit(120, HOUR, "图片验证次数过多，请稍后再试，或在浏览器中启用 JavaScript。"),
    "reset_mail": Limit(5, HOUR, "尝试次数过多，请稍后再试。"),
    "reset_address": Limit(60, HOUR, "尝试次数过多，请稍后再试。"),
    "claim": Limit(5, HOUR, "认领过于频繁，请一小时后再试。您写的文字还在。"),
    "portrait": Limit(10, 10 * MINUTE, "更换头像过于频繁，请过几分钟再试。"),
    # Texts of guests wait in sessions of an hour; beyond these the text comes back in the page instead.
    "guest_text": Limit(60, 10 * MINUTE, "登录后才能发表，但此处的草稿已满。请先复制下面的文字，登录后再贴上。"),
    "pictures": Limit(20, 10 * MINUTE, "上传图片过于频繁，请几分钟后再试。文字已存为草稿。"),
    "guest_texts": Limit(2000, HOUR, "登录后才能发表，但现在草稿已满。请先复制下面的文字，登录后再贴上。"),
    "vote": Limit(60, MINUTE, "投票过于频繁，请稍等一分钟再试。"),
    "relation": Limit(60, MINUTE, "操作过于频繁，请稍等一分钟再试。"),
    "report": Limit(20, 10 * MINUTE, "举报过于频繁，请几分钟后再试。您写的文字还在。"),
    "report_address": Limit(10, 10 * MINUTE, "您所在的网络举报过于频繁，请几分钟后再试。您写的文字还在。"),
    "error": Limit(10, HOUR, "指正过于频繁，请一小时后再试。您写的文字还在。"),
    "appeal": Limit(10, HOUR, "申诉过于频繁，请一小时后再试。您写的文字还在。"),
    "submission": Limit(120, 10 * MINUTE, "保存过于频繁，请稍等几分钟再试。您写的文字还在。"),
}


def consume(action: str, who: str) -> int:
    """Count one `action` by `who`; return 0 if it is allowed, else the seconds until it is allowed again.

    `who`: an address's network or an account's pk, in a form that cannot be mistaken for another kind of `who`.
    """
    now = time.time()
    key, ends_at = find_counter(action, who, now)
    count = RateCount.add(key, ends_at)
    return 0 if count <= LIMITS[action].amount * settings.LIMIT_FACTOR else max(1, int(ends_at - now) + 1)


def give_back(action: str, who: str) -> None:
    """Take one `action` by `who` out of the count again: it came to nothing, or was none of those that are limited."""
    key, _ = find_counter(action, who, time.time())
    RateCount.take_back(key)


def find_counter(action: str, who: str, now: float) -> tuple[str, int]:
    """(key, end as a timestamp) of the counter in whose stretch the moment `now` lies."""
    seconds = LIMITS[action].seconds
    start = int(now // seconds) * seconds
    return hash_key(f"{action}|{who}|{start}"), start + seconds


def enforce(action: str, who: str) -> None:
    """Count one `action` by `who`; raise TooFast, with its sentence and when to try again, beyond the limit."""
    if seconds := consume(action, who):
        raise TooFast(LIMITS[action].sentence, retry_after=seconds)


def hash_key(text: str) -> str:
    return blake2b(text.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest()


def address_of(request: HttpRequest) -> str:
    """Who asks, as limits know a guest: the network of the address that the trusted proxies name."""
    peer, forwarded = request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", "")
    return f"address:{network_of(client_address(peer, forwarded, settings.TRUSTED_HOPS))}"


def account_of(request: HttpRequest) -> str:
    return f"reader:{request.user.pk}"
