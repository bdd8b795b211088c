"""预览 beside the story's form: follows what is typed, in a variant and as wide as a phone; saves and sends nothing."""

from playwright.sync_api import expect

from tests.live.conftest import PASSWORD


def test_what_is_typed_stands_in_the_preview_a_moment_later(person, site, article):
    site.run(f"make_reader('排版的网编', 6, is_staff=True, is_superuser=True, password={PASSWORD!r})")
    page = person("排版的网编", f"/admin/news/article/{article}/change/")
    page.set_viewport_size({"width": 1280, "height": 900})
    body = f"from news.models import Article\nprint(Article.objects.get(pk={article}).body)"
    before = site.run(body)
    page.locator("[data-preview] summary").click()
    shown = page.frame_locator("iframe[name=story-preview]")
    expect(shown.locator("#story")).to_be_visible()
    page.fill("#id_body", "预览里的第一段\n\n## 国家里面")
    expect(shown.locator("h2", has_text="国家里面")).to_be_visible()
    page.locator("[data-preview] [name=variant]").select_option("zh-hant")
    expect(shown.locator("h2", has_text="國家裡面")).to_be_visible()
    page.locator("[data-preview] [name=width]").select_option("390px")
    assert page.locator("[data-preview] iframe").bounding_box()["width"] <= 392
    assert page.url.endswith("/change/") and page.problems == []
    assert site.run(body) == before


def test_without_a_script_the_saved_story_opens_in_a_page_of_its_own(person, site, article):
    site.run(f"make_reader('不用脚本的网编', 6, is_staff=True, is_superuser=True, password={PASSWORD!r})")
    page = person("不用脚本的网编", f"/admin/news/article/{article}/change/", java_script_enabled=False)
    page.locator("[data-preview] summary").click()
    page.goto(page.get_by_role("link", name="在新页面打开已保存的").get_attribute("href"))
    expect(page.locator("#story")).to_be_visible()
