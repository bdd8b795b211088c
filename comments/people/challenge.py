"""What a registration must solve while the door is stormed: a drawn picture, or a sum for the browser. Made here alone.

A token names the challenge and holds its answer only as a keyed hash; it is good once, for ten minutes.
"""

import math
import random
import time
from base64 import b64encode
from hashlib import sha256
from io import BytesIO

from django import forms
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from PIL import Image, ImageDraw, ImageFont

SALT = "huadan.challenge"
GOOD_FOR = 600  # seconds
CALM = 30  # registrations on the whole site within ten minutes
MINUTES = 10
LETTERS = "ACDEFHJKMNPRTVWXY34679"  # none looks like another
LENGTH = 5
BITS = 17  # of the sum: about a hundred thousand hashes, a second or two for a browser
WIDTH, HEIGHT = 240, 84
EXPIRED = "验证已过期，请再来一次。"
WRONG = "图里的字符没有认对，请看新图再试一次。"
WANTED = "现在注册的人很多，请多做一步验证。"


def minute_key(minute):
    return f"registrations:{minute}"


def count():
    """Note one more registration."""
    key = minute_key(int(time.time() // 60))
    if not cache.add(key, 1, MINUTES * 60 + 60):
        cache.incr(key)


def wanted():
    """Whether registrations must solve something now."""
    if settings.REGISTRATION_CHALLENGE != "auto":
        return settings.REGISTRATION_CHALLENGE == "always"
    now = int(time.time() // 60)
    return sum(cache.get_many(minute_key(now - ago) for ago in range(MINUTES)).values()) > CALM


def at_the_door(data):
    """The challenge of a form that is shown (`data` None) or sent; None while there is none to solve."""
    if not wanted():
        return None
    return fresh() if data is None else Challenge(data)


def fresh():
    return Challenge(None, answer="".join(random.SystemRandom().choices(LETTERS, k=LENGTH)))


def keyed(name, answer):
    return salted_hmac(SALT, f"{name}:{answer}", algorithm="sha256").hexdigest()


def solves(token, work):
    """Whether the hash of token and `work` begins with `BITS` zeros, as the page's script makes it."""
    digest = sha256(f"{token}:{work}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0


class Challenge(forms.Form):
    """Sent: `refusal()`. To be shown: the token's fields and `picture`."""

    token = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    work = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    answer = forms.CharField(
        label="图中的五个字符", required=False, max_length=20, help_text="不分大小写。看不清，可以刷新页面换一张。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, data, answer=""):
        name = get_random_string(16)
        token = signing.dumps([name, keyed(name, answer)], salt=SALT) if answer else ""
        super().__init__(data, initial={"token": token}, auto_id="challenge-%s")
        self.drawn, self.bits = answer, BITS

    def refusal(self):
        """Why the challenge is not passed, or ""; a token is used up by being looked at."""
        if not self.is_valid() or not self.cleaned_data["token"]:
            return WANTED
        token, work, answer = (self.cleaned_data[name] for name in ("token", "work", "answer"))
        try:
            name, right = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
        except signing.BadSignature:
            return EXPIRED
        if not cache.add(f"challenge:{name}", True, GOOD_FOR):
            return EXPIRED
        solved = solves(token, work) if work else constant_time_compare(keyed(name, answer.strip().upper()), right)
        return "" if solved else WRONG

    def picture(self):
        """The picture as an address that carries it along."""
        file = BytesIO()
        drawing(self.drawn).save(file, "PNG", optimize=True)
        return f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"


def drawing(text):
    """`text` as letters that dance on a wave, with lines across: easy for eyes, tedious for programs."""
    chance = random.SystemRandom()
    picture = Image.new("L", (WIDTH, HEIGHT), 250)
    for place, letter in enumerate(text):
        tile = letter_tile(letter, chance)
        left = 12 + place * 42 + chance.randint(-3, 3)
        picture.paste(chance.randint(20, 90), (left, chance.randint(0, HEIGHT - tile.height)), tile)
    picture = waved(picture, chance)
    pen = ImageDraw.Draw(picture)
    for _ in range(5):
        ends = [chance.randint(0, HEIGHT) for _ in range(2)]
        pen.line([(0, ends[0]), (WIDTH, ends[1])], fill=chance.randint(60, 160), width=chance.randint(1, 2))
    for _ in range(250):
        pen.point((chance.randrange(WIDTH), chance.randrange(HEIGHT)), fill=chance.randint(60, 200))
    return picture


def letter_tile(letter, chance):
    """One letter, turned, as a mask."""
    tile = Image.new("L", (50, 56), 0)
    font = ImageFont.load_default(chance.randint(38, 46))
    ImageDraw.Draw(tile).text((25, 28), letter, fill=255, font=font, anchor="mm", stroke_width=1)
    return tile.rotate(chance.uniform(-24, 24), Image.BICUBIC)


def waved(picture, chance):
    """The picture with its columns moved up and down along a wave."""
    out = Image.new("L", picture.size, 250)
    height, length, start = chance.uniform(3, 6), chance.uniform(50, 90), chance.uniform(0, math.tau)
    for x in range(WIDTH):
        shift = round(height * math.sin(start + math.tau * x / length))
        out.paste(picture.crop((x, 0, x + 1, HEIGHT)), (x, shift))
    return out
