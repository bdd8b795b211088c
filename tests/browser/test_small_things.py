"""Small things that a careful reader notices."""

from playwright.sync_api import expect

from tests.browser.conftest import row, write


def test_a_half_typed_reply_is_open_again_after_switching_the_script(person, visitor, article):
    visitor("扶风").act(f"/news/{article}/comments/", text=f"请接话（{article}）")
    page = person("糖桔", f"/news/{article}/")
    row(page, "请接话").get_by_text("回复", exact=True).click()
    page.keyboard.type("写到一半的回复")
    page.get_by_role("link", name="繁體（台）").click()
    expect(page.locator(".answering textarea")).to_have_value("写到一半的回复")


def test_a_refusal_puts_the_keyboard_back_into_the_field(person, article):
    page = person("糖桔", f"/news/{article}/")
    page.fill("#composer-text", "   ")
    page.click("#composer .primary")
    expect(page.locator("#composer .problem")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "composer-text"
    assert page.get_attribute("#composer-text", "aria-describedby")


def test_the_count_of_what_is_left_comes_and_goes(person, article):
    page = person("糖桔", f"/news/{article}/")
    hint = page.locator("#composer .hint")
    written = hint.inner_text()
    page.fill("#composer-text", "字" * 2005)
    expect(hint).to_have_text("超出 5 字")
    page.fill("#composer-text", "短了")
    expect(hint).to_have_text(written)


def test_votes_and_replies_are_large_enough_for_a_thumb(person, visitor, article):
    visitor("扶风").act(f"/news/{article}/comments/", text=f"点得到吗（{article}）")
    page = person("糖桔", f"/news/{article}/", has_touch=True)
    page.set_viewport_size({"width": 390, "height": 844})
    for control in (".comment .vote.flower", ".comment .reply", "#article-votes .vote.egg", "#composer .primary"):
        assert page.locator(control).first.bounding_box()["height"] >= 40, control


def test_a_posted_comment_leaves_the_form_ready(person, article):
    page = person("糖桔", f"/news/{article}/")
    write(page, "写完了")
    expect(row(page, "写完了")).to_be_visible()
    expect(page.locator("#composer .primary")).to_have_attribute("aria-disabled", "false")
