"""What a registration must solve while many register: a drawn picture, or work for the browser. Made here alone.

The work is a proof of work in the format of ALTCHA (https://altcha.org), PBKDF2: a browser does it at nearly the speed
of a program. Its amount grows with the registrations of the last minutes. The answer is checked by two HMACs, whatever
was sent. The picture is for browsers without a script, and few are taken. Either is good once, for ten minutes.
"""

from __future__ import annotations

import json
import math
import random
import time
from base64 import b64encode
from io import BytesIO
from typing import Any

import altcha
from allauth.core import context
from django import forms
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import QueryDict
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from PIL import Image, ImageDraw, ImageFont

from comments.rate_limits.limits import LIMITS, address_of, consume, hash_key
from comments.rate_limits.models import RateCount

SALT = "huadan.challenge"
GOOD_FOR = 600  # seconds
CALM = 30  # registrations on the whole site within ten minutes
MINUTES = 10
LETTERS = "ACDEFHJKMNPRTVWXY34679"  # none looks like another
LENGTH = 5
ALGORITHM = "PBKDF2/SHA-256"
ROUNDS = 5000  # of PBKDF2 for each number that is tried; making a challenge costs the site as many, once
NUMBERS = 2000  # to be tried at most in calm; half of them on average
HARDEST = 6  # times as many in a storm
WIDTH, HEIGHT = 240, 84
EXPIRED = "验证已过期，请重试。"
WRONG = "验证码错误，请按新图重试。"
WANTED = "当前注册人数较多，请完成安全验证。"


def minute_key(minute: int) -> str:
    return f"registrations:{minute}"


def count() -> None:
    """Note one more registration."""
    key = minute_key(int(time.time() // 60))
    if not cache.add(key, 1, MINUTES * 60 + 60):
        cache.incr(key)


def recent() -> int:
    """How many have registered in the last ten minutes."""
    now = int(time.time() // 60)
    return sum(cache.get_many(minute_key(now - ago) for ago in range(MINUTES)).values())


def is_required() -> bool:
    """Whether registrations must solve something now."""
    if settings.REGISTRATION_CHALLENGE != "auto":
        return settings.REGISTRATION_CHALLENGE == "always"
    return recent() > CALM


def numbers() -> int:
    """How many numbers a browser must try at most: more, the more have registered lately, within bounds."""
    return NUMBERS * max(1, min(HARDEST, recent() // CALM))


def challenge_for(data: QueryDict | None) -> Challenge | None:
    """The challenge of a form that is shown (`data` None) or sent; None while there is none to solve."""
    if not is_required():
        return None
    return fresh() if data is None else Challenge(data)


def fresh() -> Challenge:
    return Challenge(None, answer="".join(random.SystemRandom().choices(LETTERS, k=LENGTH)))


def sign_answer(name: str, answer: str) -> str:
    return salted_hmac(SALT, f"{name}:{answer}", algorithm="sha256").hexdigest()


def secrets() -> dict[str, Any]:
    """The keys by which the library signs challenges and answers."""
    names = ("hmac_secret", "hmac_key_secret")
    return {name: salted_hmac("huadan.altcha", name, algorithm="sha256").hexdigest() for name in names}


def work_to_do() -> dict[str, Any]:
    """A challenge as the library's workers take it."""
    number = random.SystemRandom().randrange(numbers())
    expires = int(time.time()) + GOOD_FOR
    return altcha.create_challenge(ALGORITHM, ROUNDS, counter=number, expires_at=expires, **secrets()).to_dict()


def use_up(name: str) -> bool:
    """Whether `name` was not used before; it is from now on."""
    return RateCount.add(hash_key(f"challenge|{name}"), time.time() + 2 * GOOD_FOR) == 1


def work_refusal(payload: str) -> str:
    """Why a solution is not taken, or "". It costs two HMACs, whatever it is; a right one is used up."""
    result = altcha.verify_solution(payload, **secrets())
    if result.expired or not result.verified:
        return EXPIRED
    return "" if use_up(altcha.Payload.from_base64(payload).challenge.parameters.nonce) else EXPIRED


def picture_refusal(token: str, answer: str) -> str:
    """Why what was read in a picture is not taken, or ""; a token is used up by being looked at."""
    try:
        name, right = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return EXPIRED
    if not use_up(name):
        return EXPIRED
    for action, who in (("picture_address", address_of(context.request)), ("picture_site", "site")):
        if seconds := consume(action, who):
            context.request.retry_after = seconds
            return LIMITS[action].sentence
    return "" if constant_time_compare(sign_answer(name, answer.strip().upper()), right) else WRONG


class Challenge(forms.Form):
    """Sent: `refusal()`. To be shown: the token's fields, `picture` and `work`."""

    token = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    altcha = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    answer = forms.CharField(
        label="图中的五个字符",
        required=False,
        max_length=20,
        help_text="不分大小写。看不清，可以刷新页面换一张。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, data: QueryDict | None, answer: str = "") -> None:
        name = get_random_string(16)
        token = signing.dumps([name, sign_answer(name, answer)], salt=SALT) if answer else ""
        super().__init__(data, initial={"token": token}, auto_id="challenge-%s")
        self.picture_text = answer

    def refusal(self) -> str:
        """Why the challenge is not passed, or ""."""
        if not self.is_valid():
            return WANTED
        token, payload, answer = (self.cleaned_data[name] for name in ("token", "altcha", "answer"))
        if payload:
            return work_refusal(payload)
        return picture_refusal(token, answer) if token else WANTED

    def work(self) -> str:
        """What the page's script has to do, as JSON."""
        return json.dumps(work_to_do())

    def picture(self) -> str:
        """The picture as an address that carries it along."""
        file = BytesIO()
        draw_text(self.picture_text).save(file, "PNG", optimize=True)
        return f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"


def draw_text(text: str) -> Image.Image:
    """`text` as letters that dance on a wave, with lines across: easy for eyes, tedious for programs."""
    chance = random.SystemRandom()
    picture = Image.new("L", (WIDTH, HEIGHT), 250)
    for place, letter in enumerate(text):
        tile = draw_letter(letter, chance)
        left = 12 + place * 42 + chance.randint(-3, 3)
        picture.paste(chance.randint(20, 90), (left, chance.randint(0, HEIGHT - tile.height)), tile)
    picture = apply_wave(picture, chance)
    pen = ImageDraw.Draw(picture)
    for _ in range(5):
        ends = [chance.randint(0, HEIGHT) for _ in range(2)]
        pen.line([(0, ends[0]), (WIDTH, ends[1])], fill=chance.randint(60, 160), width=chance.randint(1, 2))
    for _ in range(250):
        pen.point((chance.randrange(WIDTH), chance.randrange(HEIGHT)), fill=chance.randint(60, 200))
    return picture


def draw_letter(letter: str, chance: Any) -> Image.Image:
    """One letter, turned, as a mask."""
    tile = Image.new("L", (50, 56), 0)
    font = ImageFont.load_default(chance.randint(38, 46))
    ImageDraw.Draw(tile).text((25, 28), letter, fill=255, font=font, anchor="mm", stroke_width=1)
    return tile.rotate(chance.uniform(-24, 24), Image.Resampling.BICUBIC)


def apply_wave(picture: Image.Image, chance: Any) -> Image.Image:
    """The picture with its columns moved up and down along a wave."""
    out = Image.new("L", picture.size, 250)
    height, length, start = chance.uniform(3, 6), chance.uniform(50, 90), chance.uniform(0, math.tau)
    for x in range(WIDTH):
        shift = round(height * math.sin(start + math.tau * x / length))
        out.paste(picture.crop((x, 0, x + 1, HEIGHT)), (x, shift))
    return out
