"""Names of readers: what may be one, which two are the same to the eye, and which nobody may bear."""

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.models import Reader
from comments.readers.names import RAW_LONGEST, BadName, normalize_name, skeleton, validate_name
from tests.conftest import PASSWORD, make_reader

GOOD = [
    "糖桔",
    "扶风",
    "eric703",
    "鄭長仁",
    "a_b",
    "王·小明",
    "𠀀𪚥",
    "佐々木",
    "さくら",
    "カエデ",
    "字" * 20,
    "A1",
    "吃斋念佛大灰狼",
]


@pytest.mark.parametrize("name", GOOD)
def test_chinese_kana_and_latin_are_names(name):
    assert validate_name(name) == name
    assert validate_name(f" {name} ") == name


BAD = [
    "",
    "王",
    "字" * 21,
    "a" * 21,
    "a b",
    "糖\u3000桔",
    "a\nb",
    "<b>",
    "a/b",
    "a?b",
    "a#b",
    "%2e",
    "@糖桔",
    "糖桔！",
    "__",
    "..",
    "·-·",
    "糖\u200b桔",
    "糖\u202e桔",
    "\u3164\u3164",
    "糖\x00桔",
    "糖\ud800桔",
    "糖\ufffd桔",
    "👍👍",
    "z\u0301\u0302a",
    "аdа",
    "αβ",
    "한글",
    "عربي",
    "①",
    "me",
    "new",
    "ME",
    "Feeds",
    "activity",
    "糖\ue000桔",
    "糖桔\ufe0f",
    "\U000e0041糖桔",
    "a\u00adb",
    "☆★",
    "♂糖桔",
]


@pytest.mark.parametrize("name", BAD, ids=ascii)
def test_everything_else_is_refused_in_a_sentence(name):
    with pytest.raises(BadName, match="。$|\\.$"):
        validate_name(name)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=24))
def test_any_text_is_a_name_or_is_refused_and_nothing_else(text):
    try:
        name = validate_name(text)
    except BadName:
        return
    assert 2 <= len(name) <= 20
    assert validate_name(name) == name == normalize_name(name)
    assert skeleton(name) == skeleton(text)


TWINS = [
    ("鄭長仁", "郑长仁"),
    ("eric703", "eric7O3"),
    ("eric703", "ERIC703"),
    ("eric", "ｅｒｉｃ"),
    ("lili", "1i1i"),
    ("lili", "LlIl"),
    ("modern", "modem"),
    ("vvvv", "ww"),
    ("a_b", "a-b"),
    ("a·b", "a.b"),
    ("小一", "小ー"),
    ("口口", "ロロ"),
    ("s5", "5s"),
    ("zoe2", "2oe2"),
    ("衞生", "卫生"),
    ("看著辦", "看着办"),
    ("裡面人", "裏面人"),
    ("臺灣人", "台湾人"),
    ("甲力", "甲カ"),
    ("甲工", "甲エ"),
    ("甲二", "甲ニ"),
    ("甲卜", "甲ト"),
    ("甲夕", "甲タ"),
    ("甲八", "甲ハ"),
    ("甲三", "甲ミ"),
    ("へへ", "ヘヘ"),
    ("りり", "リリ"),
    ("张三丰", "张·三丰"),
    ("abcd", "ab-cd"),
    ("a.b.c", "abc"),
    ("吉野家", "𠮷野家"),
    ("高桥", "髙橋"),
    ("吴青", "呉靑"),
    ("清河", "淸河"),
    ("日出", "曰出"),
    ("张三丰", "張三豐"),
    ("张三丰", "张三豊"),
    ("一一", "ーー"),
    ("樱井", "桜井"),
    ("黑泽", "黒沢"),
    ("王着", "王著"),
    ("阿卜杜·热合曼", "阿卜杜•热合曼"),
    ("阿卜杜热合曼", "阿卜杜・热合曼"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_two_names_that_look_alike_are_one(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("糖桔", "糖橘"),
        ("扶风", "扶枫"),
        ("eric", "erik"),
        ("a1", "a2"),
        ("王明", "明王"),
        ("丘山", "邱山"),
        ("于谦", "干谦"),
        ("彷徨", "仿徨"),
    ],
)
def test_two_names_that_look_different_are_two(one, other):
    assert skeleton(one) != skeleton(other)


STAFF = [
    "网编",
    "網編",
    "网编小王",
    "管理员",
    "管理員",
    "我是管理员",
    "版主",
    "站长",
    "站長",
    "官方",
    "客服",
    "系统通知",
    "系統",
    "花蛋",
    "花蛋新闻",
    "审核员",
    "審核員",
    "admin",
    "Admin1",
    "ADM1N",
    "adm1n",
    "ａｄｍｉｎ",
    "moderator",
    "rnoderator",
    "M0derat0r",
    "system",
    "5y5tem",
    "花蛋管理员",
    "责编小王",
    "管·理·员",
    "小编",
    "小编01",
    "小編2024",
    "总编",
    "本站",
    "主编",
    "editor",
    "Editor1",
    "the_editor",
    "TheEditor",
    "editor小王",
    "official",
    "support",
    "staff",
    "ad-min",
    "admin_zhang",
    "花城晚报",
    "花城晚報01",
]


@pytest.mark.parametrize("name", STAFF)
def test_nobody_takes_a_name_of_the_house(name):
    with pytest.raises(BadName, match="本站人员"):
        validate_name(name, "花城晚报")


FREE = ["李小编", "ecosystem", "staffan", "badminton", "Editorial", "supporter", "总编译器", "通知书", "小明-2008"]


@pytest.mark.parametrize("name", FREE)
def test_a_word_of_the_house_inside_an_innocent_one_is_free(name):
    assert validate_name(name, "花城晚报") == name


@pytest.mark.parametrize("name", ["张三丰.", "_糖桔", "糖桔-", "·糖桔", "糖桔·", "a.", "-a"])
def test_separators_at_the_ends_are_refused_in_a_sentence(name):
    with pytest.raises(BadName, match="开头或结尾"):
        validate_name(name)


def test_a_dash_between_han_characters_is_refused_for_it_looks_like_a_one():
    with pytest.raises(BadName, match="字母或数字旁边"):
        validate_name("王-明")


@pytest.mark.parametrize("dot", "・•‧∙･")
def test_dots_inside_names_are_kept_as_one_kind(dot):
    assert validate_name(f"阿卜杜{dot}热合曼") == "阿卜杜·热合曼"


def test_a_text_longer_than_names_are_is_refused_before_it_is_normalised(monkeypatch, client, db):
    marks = "a" + "\u0301\u0327" * 200
    seen, normalize = [], unicodedata.normalize
    monkeypatch.setattr("unicodedata.normalize", lambda form, text: seen.append(len(text)) or normalize(form, text))
    with pytest.raises(BadName):
        validate_name(marks)
    assert Reader.objects.named(marks).first() is None and len(skeleton(marks)) <= RAW_LONGEST
    assert client.get(f"/readers/{quote(marks)}/").status_code == 404
    assert client.get("/accounts/claims/" + quote(marks) + "/").status_code == 404
    assert max(seen) <= RAW_LONGEST


@pytest.mark.django_db
@pytest.mark.parametrize(("one", "other"), TWINS)
def test_nobody_registers_beside_their_twin(client, one, other):
    make_reader(one)
    answer = client.post("/accounts/signup/", {"username": other, "password1": PASSWORD})
    assert answer.status_code == 200
    assert "已被使用" in answer.content.decode()
    assert Reader.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["管理員", "a b", "王", "<script>", "糖\u200b桔"])
def test_a_refused_name_registers_nobody_and_is_said_in_chinese(client, name):
    answer = client.post("/accounts/signup/", {"username": name, "password1": PASSWORD})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert Reader.objects.count() == 0


@pytest.mark.django_db
def test_a_reader_is_found_in_either_script():
    reader = make_reader("鄭長仁")
    assert Reader.objects.named("郑长仁").get() == reader
    assert reader.name == "鄭長仁"


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="鄭长仁O0l1abRNvw_·カ力", min_size=2, max_size=20))
def test_a_skeleton_fits_its_column_and_knows_no_case(name):
    assert len(skeleton(name)) <= 120
    assert skeleton(name) == skeleton(name.upper()) == skeleton(name.lower())
