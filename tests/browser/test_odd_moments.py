"""Moments between page and server: another tab signs in, the browser refuses storage, an input method is at work."""

from playwright.sync_api import expect

from tests.browser.conftest import row, sign_in, write

NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });
}
"""


def sign_in_again(page, name):
    """In another tab of the same browser: out, and in as `name`."""
    tab = page.context.new_page()
    tab.goto("/accounts/logout/")
    tab.click("main .primary")
    tab.goto("/accounts/login/")
    sign_in(tab, name)
    tab.wait_for_selector(".account .who")
    tab.close()


def test_after_a_new_sign_in_in_another_tab_the_same_reader_simply_goes_on(person, article):
    page = person("糖桔", f"/news/{article}/")
    sign_in_again(page, "糖桔")
    write(page, "另一个标签页登录过也照样发出去")
    expect(row(page, "另一个标签页登录过也照样发出去")).to_be_visible()
    page.locator("#article-votes").get_by_role("button", name="鲜花").click()
    expect(page.locator("#article-counts")).to_have_attribute("data-flowers", "1")
    assert page.problems == []


def test_another_reader_in_the_other_tab_is_named_and_the_text_stays(person, article):
    page = person("糖桔", f"/news/{article}/")
    sign_in_again(page, "扶风")
    write(page, "这句话是糖桔写的")
    expect(page.locator("#composer .problem")).to_contain_text("现在登录的账号是“扶风”")
    expect(page.locator("#composer-text")).to_have_value("这句话是糖桔写的")
    expect(page.locator(".comment")).to_have_count(0)


def test_without_storage_the_thread_is_alive_for_guests_and_readers(person, article, new_context, site):
    writer = person("糖桔", "/")
    writer.add_init_script(NO_STORAGE)
    writer.goto(f"/news/{article}/")
    guest = new_context(base_url=site.url).new_page()
    guest.problems = []
    guest.on("pageerror", lambda error: guest.problems.append(str(error)))
    guest.add_init_script(NO_STORAGE)
    guest.goto(f"/news/{article}/")
    write(writer, "没有存储也能说话")
    for page in (writer, guest):
        expect(row(page, "没有存储也能说话")).to_be_visible()
        assert page.problems == []


def test_enter_belongs_to_the_input_method_while_it_composes(person, article):
    page = person("糖桔", f"/news/{article}/")
    page.fill("#composer-text", "pinyin 还没有选好的字")
    options = "{ key: 'Enter', ctrlKey: true, bubbles: true, isComposing: %s }"
    press = "field => field.dispatchEvent(new KeyboardEvent('keydown', " + options + "))"
    page.locator("#composer-text").evaluate(press % "true")
    expect(page.locator("#composer-text")).to_have_value("pinyin 还没有选好的字")
    expect(page.locator(".comment")).to_have_count(0)
    page.locator("#composer-text").evaluate(press % "false")
    expect(row(page, "pinyin 还没有选好的字")).to_be_visible()


def test_a_draft_belongs_to_its_writer_and_not_to_the_next_reader_of_the_tab(person, article):
    page = person("糖桔", f"/news/{article}/")
    page.fill("#composer-text", "糖桔还没写完的话")
    sign_in_again(page, "扶风")
    page.reload()
    expect(page.locator("#composer-text")).to_have_value("")
    sign_in_again(page, "糖桔")
    page.reload()
    expect(page.locator("#composer-text")).to_have_value("糖桔还没写完的话")
