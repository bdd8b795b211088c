"""The story's form in a browser: a page pasted with its pictures, put into order, kept while written, merged."""

import base64
import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.live.conftest import PASSWORD

COLOURS = ["teal", "red", "blue", "green", "orange", "purple"]


def jpeg(colour, size=(1200, 900)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def paste(page, html):
    page.locator(".ProseMirror").click()
    page.evaluate(
        """(html) => {
            const clipboard = new DataTransfer();
            clipboard.setData("text/html", html);
            const paste = new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true });
            document.querySelector(".ProseMirror").dispatchEvent(paste);
        }""",
        html,
    )


def figure(colour):
    data = base64.b64encode(jpeg(colour)).decode()
    return f'<figure><img src="data:image/jpeg;base64,{data}"><figcaption>{colour} 的说明</figcaption></figure>'


@pytest.fixture
def desk(person, site):
    def open_form(name, path):
        site.run(f"make_reader({name!r}, 6, is_staff=True, is_superuser=True, password={PASSWORD!r})")
        page = person(name, path)
        page.set_viewport_size({"width": 1280, "height": 900})
        expect(page.locator(".ProseMirror")).to_be_visible()
        return page

    return open_form


def test_a_page_with_six_pictures_is_pasted_put_into_order_and_published(desk):
    page = desk("粘贴的网编", "/admin/news/article/add/")
    rows = "".join(f"<p>第{number}段写着些什么。</p>{figure(colour)}" for number, colour in enumerate(COLOURS, 1))
    paste(page, f"<h1>江边的消息</h1>{rows}<p><img data-src='https://elsewhere.example/a.png'></p><script>x()</script>")
    cards = page.locator(".desk-card")
    expect(cards).to_have_count(7)
    expect(page.locator(".desk-card img:visible")).to_have_count(6, timeout=60_000)
    expect(page.locator("[data-said]")).to_contain_text("有 1 张图片只有地址")
    expect(cards.nth(6)).to_contain_text("https://elsewhere.example/a.png")
    page.locator(".desk-card").nth(1).get_by_role("button", name="←").click()  # red before teal
    page.locator(".desk-card").nth(2).get_by_label("封面").check()
    page.fill("#id_title", "江边来的六张图")
    page.select_option("#id_channel", label="时政")
    expect(page.locator("[data-facts]")).to_contain_text("（组图）")
    page.check("#id_publish")
    page.click("[name=_continue] >> nth=0")
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".ProseMirror .picture-mark img:visible")).to_have_count(6)
    page.goto(page.url.split("/admin/")[0] + page.get_by_role("link", name="在站点上查看").get_attribute("href"))
    captions = page.locator("#story figcaption").all_inner_texts()
    assert [text.split()[0] for text in captions] == COLOURS  # each where it stood in the text, whatever its number
    text = page.locator("#story .body").inner_text()
    assert "[图" not in text and "[贴图" not in text and "第6段" in text and page.problems == []


def test_what_is_typed_comes_back_on_another_machine(desk, person, site, article):
    page = desk("换电脑的网编", f"/admin/news/article/{article}/change/")
    page.locator(".ProseMirror").click()
    page.keyboard.type("写到一半")
    kept = (
        "from news.models import EditingDraft\nprint(EditingDraft.objects.filter(fields__contains='写到一半').count())"
    )
    expect(page.locator("[data-autosaved]")).to_contain_text("已自动保存", timeout=20_000)
    assert site.run(kept).strip() == "1"
    page.evaluate("localStorage.clear()")
    page.close(run_before_unload=False)
    other = person("换电脑的网编", f"/admin/news/article/{article}/change/")
    other.get_by_role("button", name="恢复未保存的内容").click()
    expect(other.locator(".ProseMirror")).to_contain_text("写到一半")


def test_the_source_is_one_press_away_and_says_the_same(desk, site, article):
    page = desk("看源文的网编", f"/admin/news/article/{article}/change/")
    before = page.input_value("#id_body")
    page.get_by_role("button", name="源文").click()
    expect(page.locator("#article_form")).not_to_have_class(re.compile("is-rich"))
    page.fill("#id_body", f"{before}\n\n## 小标题写在源文里\n\n> 一句引文")
    page.get_by_role("button", name="源文").click()
    expect(page.locator(".ProseMirror h2")).to_have_text("小标题写在源文里")
    expect(page.locator(".ProseMirror blockquote")).to_have_text("一句引文")
    page.locator(".ProseMirror p").first.click()
    page.get_by_role("button", name="简繁标记").click()
    page.get_by_role("button", name="源文").click()
    expect(page.locator("#id_body")).to_have_value(re.compile(r"-\{\}-.*## 小标题写在源文里", re.DOTALL))
    assert page.problems == []


def test_presses_of_the_source_faster_than_the_server_lose_nothing(desk, article):
    page = desk("手快的网编", f"/admin/news/article/{article}/change/")
    page.route("**/body/", lambda route: (page.wait_for_timeout(300), route.continue_()))
    source = page.get_by_role("button", name="源文")
    source.click()
    page.locator(".ProseMirror").press_sequentially("问服务器的时候还在写")
    expect(page.locator("#article_form")).not_to_have_class(re.compile("is-rich"))
    expect(page.locator("#id_body")).to_have_value(re.compile("问服务器的时候还在写"))
    source.click()
    source.click()
    source.click()
    expect(page.locator(".ProseMirror")).to_be_visible()
    expect(page.locator(".ProseMirror")).to_contain_text("问服务器的时候还在写")
    page.wait_for_timeout(1000)
    expect(page.locator(".ProseMirror")).to_be_visible()
    assert page.problems == []


def test_a_story_on_the_same_matter_is_named_while_its_title_is_typed_and_the_two_become_one(desk, site):
    site.run("make_article(title='三峡大坝开闸泄洪下游紧急转移', body='<p>先来的一篇写了闸门。</p>')")
    page = desk("合并的网编", "/admin/news/article/add/")
    page.fill("#id_title", "三峡大坝开闸泄洪，下游紧急转移")
    expect(page.locator("[data-similar]")).to_contain_text("三峡大坝开闸泄洪下游紧急转移")
    page.locator(".ProseMirror").click()
    page.keyboard.type("后来的一篇写了水位。")
    page.select_option("#id_channel", label="时政")
    page.fill("#id_sources-0-name", "河报")
    page.get_by_role("button", name="合并到那一篇").click()
    page.get_by_role("button", name="合并").click()
    expect(page.locator(".messagelist .success")).to_contain_text("已合并到")
    expect(page.locator(".ProseMirror")).to_contain_text("先来的一篇写了闸门。")
    expect(page.locator(".ProseMirror")).to_contain_text("新闻来源：河报")
    expect(page.locator(".ProseMirror")).to_contain_text("后来的一篇写了水位。")
