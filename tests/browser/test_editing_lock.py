"""Two editors at one story: the second sees who has it open, takes it over, and what the first has typed stays."""

from playwright.sync_api import expect

from tests.live.conftest import PASSWORD


def test_the_form_goes_from_one_editor_to_the_other_and_nothing_typed_is_lost(person, site, article):
    for name in ("先来的网编", "后来的网编"):
        site.run(f"make_reader({name!r}, 6, is_staff=True, is_superuser=True, password={PASSWORD!r})")
    path = f"/admin/news/article/{article}/change/"
    one = person("先来的网编", "/admin/")
    with one.expect_response("**/lock/"):
        one.goto(path)
    one.fill("#id_title", "先来的人写的题目")
    other = person("后来的网编", path)
    bar = other.locator("[data-editing-lock]")
    expect(bar).to_contain_text("先来的网编 正在编辑这条新闻")
    expect(other.locator("#article_form [name=_save]").first).to_be_disabled()
    with other.expect_response(lambda answer: answer.url.endswith("/lock/") and answer.ok):
        bar.get_by_role("button", name="接手编辑").click()
    expect(bar).to_be_hidden()
    expect(other.locator("#article_form [name=_save]").first).to_be_enabled()
    lost = one.locator("[data-editing-lock]")
    expect(lost).to_contain_text("后来的网编 接手了编辑，您的改动还在这里", timeout=15_000)
    expect(one.locator("#id_title")).to_have_value("先来的人写的题目")
    expect(one.locator("#article_form [name=_save]").first).to_be_disabled()
    lost.get_by_role("button", name="接手编辑").click()
    expect(lost).to_be_hidden()
    expect(one.locator("#id_title")).to_have_value("先来的人写的题目")
    other.goto(path)
    expect(bar).to_contain_text("先来的网编 正在编辑这条新闻")
    one.goto("/admin/")  # gives it back; a message lost on the way costs the minute after which a lock ends
    expect(bar).to_be_hidden(timeout=75_000)
    assert one.problems == other.problems == []
