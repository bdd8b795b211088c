"""What an editor typed outlives the session, a reload and a closed tab, for this editor alone, until it is saved."""

import pytest

from tests.browser.conftest import sign_in
from tests.live.conftest import PASSWORD

ADD = "/admin/news/article/add/"
BODY = "第一段\n\n“引文” & 第二段"
OFFER = "恢复未保存的内容"
SIGN_OUT_ALL = "from django.contrib.sessions.models import Session; Session.objects.all().delete()"


@pytest.fixture(scope="module")
def desk(site):
    site.run(f"make_reader('秋白', 6, is_staff=True, is_superuser=True, password={PASSWORD!r})")


def type_story(page):
    page.fill("[name=title]", "写了很久的题目")
    page.fill("[name=body]", BODY)
    page.select_option("[name=channel]", index=1)
    page.check("[name=closed]")
    page.click("#corrections-group .add-row a")
    page.fill("[name=corrections-0-text]", "更正一处")
    page.fill("[name=sources-0-name]", "海陆晚报")


def story_of(page):
    fields = ("title", "body", "corrections-0-text", "sources-0-name")
    values = [page.input_value(f"[name={name}]") for name in fields]
    return [*values, page.is_checked("[name=closed]")]


STORY = ["写了很久的题目", BODY, "更正一处", "海陆晚报", True]


def offers(page):
    page.wait_for_load_state("load")
    return page.locator(".unsaved:has([data-offer])").count()


def test_a_text_outlives_the_session_until_it_is_saved(person, desk, site):
    page = person("秋白", ADD)
    type_story(page)
    site.run(SIGN_OUT_ALL)
    page.click("[name=_save] >> nth=0")
    assert page.locator(".errornote").inner_text().startswith("登录已失效")
    assert [page.input_value(f"#typed-{n}") for n in (1, 2)] == ["写了很久的题目", BODY]
    page.click("#content-main a.button")
    sign_in(page, "秋白")
    page.wait_for_url(f"**{ADD}")
    page.click(f"text={OFFER}")
    assert story_of(page) == STORY
    page.click("[name=_save] >> nth=0")
    page.wait_for_selector(".messagelist .success")
    assert site.run("print(Article.objects.filter(title='写了很久的题目', closed=True).count())") == "1"
    page.goto(ADD)
    assert offers(page) == 0 and page.input_value("[name=title]") == "" and page.problems == []


def test_a_reload_and_a_new_tab_offer_the_text_and_a_press_removes_it(person, desk):
    page = person("秋白", ADD)
    type_story(page)
    page.reload()
    assert offers(page) == 1 and page.input_value("[name=title]") == ""
    other = page.context.new_page()
    other.goto(ADD)
    other.click(f"text={OFFER}")
    assert story_of(other) == STORY
    page.click(".unsaved >> text=删除")
    page.reload()
    assert offers(page) == 0


def test_a_text_is_never_shown_to_whoever_signs_in_next(person, desk, site):
    page = person("秋白", ADD)
    type_story(page)
    site.run(SIGN_OUT_ALL)
    page.goto(ADD)
    sign_in(page, "青禾")
    page.wait_for_url(f"**{ADD}")
    assert offers(page) == 0
    assert page.evaluate("JSON.stringify(Object.entries(localStorage)).includes('写了很久')") is False


def test_a_text_that_was_typed_over_an_older_version_asks_before_it_is_saved(person, desk, site, article):
    page = person("秋白", f"/admin/news/article/{article}/change/")
    page.fill("[name=title]", "本人改的题目")
    page.goto("/admin/")
    site.run(f"Article.objects.filter(pk={article}).update(title='他人改的题目')")
    page.goto(f"/admin/news/article/{article}/change/")
    page.click(f"text={OFFER}")
    page.click("[name=_save] >> nth=0")
    assert "改动已被他人保存" in page.locator(".errorlist.nonfield").first.inner_text()
    assert "现在的内容：他人改的题目" in page.locator(".field-title .errorlist").inner_text()
    assert page.input_value("[name=title]") == "本人改的题目" and offers(page) == 0
    page.click("[name=_save] >> nth=0")
    page.wait_for_selector(".messagelist .success")
    assert site.run(f"print(Article.objects.get(pk={article}).title)") == "本人改的题目"


def test_signing_out_leaves_nothing_behind(person, desk):
    page = person("秋白", ADD)
    type_story(page)
    page.reload()
    assert offers(page) == 1
    page.click("#logout-form button")
    page.wait_for_load_state("load")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('admin-draft:')).length") == 0


def test_the_choices_of_two_boxes_come_back(person, desk, site):
    pk = site.run("from django.contrib.auth.models import Group; print(Group.objects.create(name='校对').pk)")
    page = person("秋白", f"/admin/auth/group/{pk}/change/")
    page.wait_for_selector("#id_permissions_from option")
    wanted = page.locator("#id_permissions_from option").nth(3).get_attribute("value")
    page.select_option("#id_permissions_from", wanted)
    page.click("#id_permissions_add")
    page.fill("[name=name]", "校对组")
    page.wait_for_function("localStorage.length > 0")
    page.reload()
    page.click(f"text={OFFER}")
    chosen = page.eval_on_selector_all("#id_permissions_to option", "options => options.map(one => one.value)")
    assert chosen == [wanted] and page.input_value("[name=name]") == "校对组" and page.problems == []
