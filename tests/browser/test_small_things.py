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


def test_a_held_comment_that_is_approved_takes_its_place_where_it_was_written(person, article, site):
    page = person("糖桔", f"/news/{article}/comments/")
    site.run(f"Article.objects.filter(pk={article}).update(pre_moderated=True)")
    write(page, "请先审我")
    expect(row(page, "请先审我")).to_have_attribute("data-state", "held")
    site.run("Comment.objects.get(text='请先审我').restore(Reader.objects.get(name='青禾'), 'fine')")
    expect(row(page, "请先审我")).to_have_attribute("data-state", "visible")
    expect(page.locator("#comment-count")).to_have_attribute("data-count", "1")
    assert page.problems == []


def test_a_closed_story_says_so_on_open_pages(person, article, site):
    page = person("糖桔", f"/news/{article}/")
    page.fill("#composer-text", "写到一半")
    site.run(
        f"Article.objects.filter(pk={article}).update(closed=True)\n"
        f"with __import__('django').db.transaction.atomic(): Article.objects.get(pk={article}).announce()"
    )
    expect(page.locator("#composer .note")).to_contain_text("已经关闭")
    expect(page.locator("#composer-text")).to_have_value("写到一半")


PRESSED = "button, input, textarea, select, nav, form, aside, footer, .plain, .composer, .more, .pager"


def test_on_paper_there_is_nothing_to_press_and_counts_say_what_they_count(person, visitor, article):
    visitor("扶风").act(f"/news/{article}/comments/", text=f"印得出来（{article}）")
    page = person("糖桔", f"/news/{article}/")
    row(page, "印得出来").get_by_text("鲜花", exact=True).click()
    expect(row(page, "印得出来").locator(".n.flowers")).to_contain_text("1")
    page.emulate_media(media="print")
    expect(page.locator("#story h1")).to_be_visible()
    expect(row(page, "印得出来")).to_contain_text("1 朵鲜花")
    assert row(page, "印得出来").locator(".n .visually-hidden").bounding_box()["width"] > 10
    for path in (f"/news/{article}/", f"/news/{article}/comments/", "/", "/boards/read/", "/readers/扶风/", "/polls/"):
        page.goto(path)
        shown = [
            one.evaluate("one => one.outerHTML.slice(0, 80)") for one in page.locator(PRESSED).all() if one.is_visible()
        ]
        assert shown == [], path
