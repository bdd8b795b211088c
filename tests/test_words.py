"""The words of the interface: one word for one thing, and none of those that were given up."""

import ast
import re
from pathlib import Path

import pytest

from comments.models import Authorship
from news.variants.script import detect_script
from tests.conftest import make_article

ROOT = Path(__file__).resolve().parents[1]
# Given up, and what is said instead.
GIVEN_UP = {
    r"已有名字|没有名字|注册一个|@名字|您的名字": "用户名（昵称）；已有账号；还没有账号？立即注册",
    r"可不填|对不上": "选填；用户名（或邮箱）或密码错误",
    r"试得太|试错的次数|歇几秒|太大了|我们这边|已经记下": "尝试次数过多；请稍等几秒；过大；服务器出错了，已记录",
    r"还没有送出|送出去": "提交；尚未提交",
    r"信已经|寄往|寄给|再寄|一封信|这封信": "邮件；发送；重新发送",
    r"留着|不改了|算了|再想想|不登录了|不注销了|反悔": "取消",
    r"不要这个": "移除",
    r"删去|去掉|解除": "删除；移除",
    r"往下看|较早": "上一页；下一页",
    r"分量": "权重",
    r"怎么选的": "入选规则",
    r"从哪来|每一笔的来历|声望账": "声望明细；声望记录",
    r"随系统(?<!跟随系统)|不显示饰物": "跟随系统；安静模式：不自动更新，隐藏装饰",
    r"在楼层里": "在全部评论中查看",
    r"条新消息": "条新报道",
    r"社区各版|网友版块": "社区；版块",
    r"别处的账号|那边登录|关联的账号": "第三方账号登录；已绑定账号",
    r"骗不走|也还是您的|靠它们进来": "可防钓鱼；账号仍然安全",
    r"用名字画|性别标签": "使用文字头像；性别符号",
    r"所有设备上退出|全部退出": "退出所有设备",
    r"你(?!们)": "您",
    r"搜新闻评论": "搜索新闻、评论、网友",
    r"知道了|收下了|已收到": "已提交；已记录",
}
MODULES = sorted((ROOT / "static/js").glob("*.js"))
TEXTS = [
    *(ROOT / "templates").rglob("*.*"),
    *MODULES,
    *(ROOT / "locale").rglob("*.po"),
]
PYTHON = [
    path
    for room in ("comments", "news", "config")
    for path in (ROOT / room).rglob("*.py")
    if not {"migrations", "demo"} & set(path.parts)
]


def name(path):
    return str(path.relative_to(ROOT))


def sentences(path):
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return "\n".join(node.value for node in strings if id(node) not in docstrings)


@pytest.mark.parametrize("word", GIVEN_UP)
def test_words_that_were_given_up_stand_nowhere(word):
    texts = {name(path): path.read_text("utf-8") for path in TEXTS} | {name(path): sentences(path) for path in PYTHON}
    assert texts and [path for path, text in texts.items() if re.search(word, text)] == [], GIVEN_UP[word]


def unsaid(source):
    """The Chinese letters of a module outside its comments and outside what it gives to `say`; a date has three."""
    code = re.sub(r"/\*.*?\*/|(?m:(?:^|\s)//.*$)", "", source, flags=re.DOTALL)
    return set(re.findall("[\u3400-\u9fff]", re.sub(r'\bsay\("[^"\\]+"', "", code))) - set("年月日")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_say_all_in_the_readers_variant_and_write_none_but_simplified(path):
    source = path.read_text("utf-8")
    assert unsaid(source) == set() and detect_script(source) in ("simplified", "")


def test_what_a_module_does_not_say_is_found():
    assert unsaid('flash("好"); // 注\n/* 注\n */ say("不"); `${month}月`') == {"好"}


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_what_readers_write_is_no_news(signed_in, say, tangju, fufeng, prefix):
    essay = make_article("读者的文章", channel="chat", closed=False)
    Authorship.objects.create(article=essay, reader=fufeng, kind="written")
    comment = say(tangju, "看过了", on=essay)
    for reader in (None, tangju):
        for path in (f"/news/{essay.pk}/", f"/comments/{comment.pk}/", f"/news/{essay.pk}/comments/"):
            page = signed_in(reader).get(prefix + path).content.decode()
            assert not re.search("这条新闻|這[條則]新聞|返回新[闻聞]", page.replace("返回新闻速递", "")), path
    assert ("追蹤這篇文章" if prefix else "关注这篇文章") in signed_in().get(
        f"{prefix}/news/{essay.pk}/"
    ).content.decode()


@pytest.mark.django_db
def test_the_closed_thread_of_an_essay_is_called_one(signed_in, tangju):
    essay = make_article("读者的文章", channel="chat", closed=True)
    assert "这篇文章的评论已经关闭" in signed_in().get(f"/news/{essay.pk}/").content.decode()
    answer = signed_in(tangju).post(f"/news/{essay.pk}/comments/", {"text": "还能说吗"})
    assert answer.status_code == 403 and "这篇文章的评论已经关闭" in answer.content.decode()
    news = make_article("新闻", closed=True)
    assert "这条新闻的评论已经关闭" in signed_in().get(f"/news/{news.pk}/").content.decode()


@pytest.mark.django_db
def test_the_desk_is_left_by_the_same_word(signed_in, qinghe):
    page = signed_in(qinghe).get("/admin/").content.decode()
    form = page.partition('id="logout-form"')[2].partition("</form>")[0]
    assert "退出" in form and "注销" not in form  # which here means to close an account
