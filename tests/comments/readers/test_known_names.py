"""Renaming: how often, what becomes of the old name, and that nobody takes another's, however it is spelt."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.exceptions import Refused
from comments.models import KnownName, Mention, Reader, WordRule
from comments.readers import names as names_module
from comments.readers.names import lookalikes, skeleton
from news.models import Change
from news.variants.folding import fold
from tests.conftest import PASSWORD, make_reader
from tests.pages.flat_html import flat_html
from tests.working import run_jobs

pytestmark = pytest.mark.django_db
TAKEN = "这个用户名（或看起来一样的用户名）已被使用，请换一个。"
DAY = timedelta(days=1)


def rename(client, name):
    return client.post("/accounts/name/", {"name": name})


def register(client, name):
    return client.post("/accounts/signup/", {"username": name, "password1": PASSWORD})


def names(reader):
    """[(name, whether it is the present one)], the newest first."""
    return [(row.name, row.until is None) for row in reader.known_names.order_by("-pk")]


def test_a_new_name_shows_everywhere_and_the_old_one_is_kept(signed_in, say, article, tangju):
    say(tangju, "一句")
    assert rename(signed_in(tangju), "蜜桔")["Location"] == "/accounts/"
    assert names(tangju) == [("蜜桔", True), ("糖桔", False)]
    page = flat_html(signed_in().get(f"/news/{article.pk}/").content.decode())
    assert ">蜜桔</a></bdi>" in page and "糖桔" not in page
    run_jobs()
    told = Change.objects.filter(article=article, kind="author", target=tangju.pk)
    assert told.count() == 1
    html = signed_in().get(f"/news/{article.pk}/changes/?after={told.get().pk - 1}").content.decode()
    html = flat_html(html)
    assert ">蜜桔</a></bdi>" in html
    assert "为您保留到" in signed_in(tangju).get("/accounts/name/").content.decode()


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
@pytest.mark.parametrize("room", ["/readers/{}/", "/readers/{}/activity/", "/feeds/readers/{}/"])
def test_the_old_address_leads_to_the_new_one_for_a_year(at, client, tangju, prefix, room):
    KnownName.change(tangju, "蜜桔")
    answer = client.get(prefix + room.format("糖桔") + "?x=1")
    assert (answer.status_code, answer["Location"]) == (302, prefix + room.format("%E8%9C%9C%E6%A1%94") + "?x=1")
    at(timezone.now() + 366 * DAY)
    assert client.get(prefix + room.format("糖桔")).status_code == 404


def test_what_said_the_old_name_still_leads_to_its_reader(signed_in, say, tangju, fufeng):
    comment = say(fufeng, "@糖桔 您看")
    KnownName.change(tangju, "蜜桔")
    assert Mention.objects.get().reader == tangju
    page = signed_in().get(f"/comments/{comment.pk}/").content.decode()
    assert '<a class="mention" href="/readers/%E8%9C%9C%E6%A1%94/"' in page


def test_the_form_says_before_one_is_renamed_how_often_one_may_be(signed_in, tangju):
    page = signed_in(tangju).get("/accounts/name/").content.decode()
    again = timezone.localtime() + 90 * DAY
    assert "用户名每九十天只能修改一次" in page and f"{again.month}月{again.day}日" in page
    assert page.index("每九十天") < page.index('name="name"')


def test_one_is_renamed_once_in_ninety_days(at, signed_in, tangju):
    now = timezone.now()
    KnownName.change(tangju, "蜜桔")
    page = signed_in(tangju).get("/accounts/name/").content.decode()
    assert "九十天内只能改一次用户名" in page and 'name="name"' not in page
    at(now + 89 * DAY)
    assert rename(signed_in(tangju), "金桔").status_code == 400
    with pytest.raises(Refused, match="九十天"):
        KnownName.change(tangju, "金桔")
    at(now + 91 * DAY)
    assert rename(signed_in(tangju), "金桔").status_code == 303
    assert names(tangju) == [("金桔", True), ("蜜桔", False), ("糖桔", False)]


def test_one_may_go_back_to_a_name_of_ones_own(at, tangju):
    now = timezone.now()
    KnownName.change(tangju, "蜜桔")
    at(now + 91 * DAY)
    KnownName.change(tangju, "糖桔")
    assert names(tangju) == [("糖桔", True), ("蜜桔", False)]


@pytest.mark.parametrize("to", ["郑长仁", "鄭长仁"])
def test_one_may_write_ones_own_name_in_the_other_script(signed_in, to):
    reader = make_reader("鄭長仁")
    assert rename(signed_in(reader), to).status_code == 303
    assert names(reader) == [(to, True)]


ALIKE = [
    ("eric703", "eric7O3"),
    ("eric703", "ERlC7O3"),
    ("鄭長仁", "郑长仁"),
    ("山口一", "山ロー"),
    ("口口", "囗ロ"),
    ("小〇", "小O"),
    ("武士", "武土"),
    ("丿乀", "ノ乀"),
    ("門戶", "门戸"),
    ("黑土地", "黒土地"),
    ("ベル", "べル"),
    ("a-b_c", "a.b·c"),
    ("rnoon", "moon"),
    ("vvood", "wood"),
    ("２０２４", "2024"),
    ("戶口", "户ロ"),
]


@pytest.mark.parametrize(("name", "other"), ALIKE)
@pytest.mark.parametrize("former", [False, True], ids=["present", "former"])
def test_nobody_takes_a_name_that_somebody_has_or_had(at, signed_in, fufeng, name, other, former):
    reader, now = make_reader(name), timezone.now()
    if former:
        KnownName.change(reader, "改了名的人")
    refused = rename(signed_in(fufeng), other)
    assert refused.status_code == 400 and TAKEN in refused.content.decode() and other in refused.content.decode()
    assert TAKEN in register(signed_in(), other).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_reader(other)
    with pytest.raises(IntegrityError), transaction.atomic():
        KnownName.change(fufeng, other)
    assert not KnownName.is_free(other) and KnownName.is_free(other, reader)
    assert Reader.objects.filter(name=other).exclude(pk=reader.pk).count() == 0
    at(now + 366 * DAY)
    assert KnownName.is_free(other) is former


def test_a_former_name_is_anybodys_after_a_year(at, signed_in, client, tangju, fufeng):
    now = timezone.now()
    KnownName.change(tangju, "蜜桔")
    at(now + 364 * DAY)
    assert rename(signed_in(fufeng), "糖桔").status_code == 400
    at(now + 366 * DAY)
    assert rename(signed_in(fufeng), "糖桔").status_code == 303
    assert KnownName.holder("糖桔") == fufeng and names(tangju) == [("蜜桔", True)]


REFUSED = [
    *((name, "本站人员") for name in ("网编小李", "網編小李", "管-理ー员", "管理員", "客服", "Adm1n")),
    *((name, "禁用词") for name in ("坏词先生", "壞詞先生", "坏.词")),
    *((f"糖{hidden}桔", "只能用") for hidden in "\u200b\u202e\u2066\ufe0f\U000e0061\u3164\u00ad\u2060"),
    ("а糖", "只能用"),
    ("me", "只能用"),
    ("王", "2 到 20"),
    ("字" * 21, "2 到 20"),
    ("扶风", "当前的用户名"),
]


@pytest.mark.parametrize(("name", "why"), REFUSED, ids=ascii)
def test_what_is_no_name_is_refused_in_a_sentence_and_given_back(signed_in, fufeng, name, why):
    WordRule.objects.create(word="坏詞", scope="names", is_on=True)
    answer = rename(signed_in(fufeng), name)
    assert answer.status_code == 400 and why in answer.content.decode()
    assert names(fufeng) == [("扶风", True)] and Reader.objects.get(pk=fufeng.pk).renamed_at is None


@pytest.mark.parametrize("name", ["坏词先生", "壞詞", "坏·词"])
def test_nobody_registers_under_a_listed_word(client, name):
    WordRule.objects.create(word="壞词", scope="names", is_on=True)
    assert "禁用词" in register(client, name).content.decode() and not Reader.objects.exists()


def test_only_who_is_signed_in_is_renamed(signed_in):
    assert signed_in().post("/accounts/name/", {"name": "蜜桔"}).status_code == 303


def test_every_letter_of_a_class_makes_the_same_name():
    classes = {}
    for letter, first in lookalikes().items():
        if fold(chr(letter)) == chr(letter):  # what folding takes elsewhere is not looked up
            classes.setdefault(first, set()).add(skeleton(f"甲{chr(letter)}乙"))
    assert len(classes) > 3000 and all(len(skeletons) == 1 for skeletons in classes.values())


def test_the_table_of_look_alike_letters_names_its_sources_and_has_no_letter_twice():
    lines = (Path(names_module.__file__).parent / "data" / "alike.txt").read_text("utf-8").splitlines()
    head = " ".join(line for line in lines if line.startswith("#"))
    assert all(source in head for source in ("UTS #39", "Unihan", "15.0.0", "OpenCC", "LICENSE-unicode.txt"))
    letters = "".join(line for line in lines if not line.startswith("#"))
    assert len(letters) == len(set(letters))
