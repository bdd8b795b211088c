"""Nothing on the page jumps: new rows wait while one reads, drafts and focus survive, lost lines heal."""

from playwright.sync_api import expect

from tests.browser.conftest import row, write


def fill(visitor, article, number):
    for n in range(number):
        text = f"旧话第{n}句\n（{article}）\n第三行"
        assert visitor("扶风").act(f"/news/{article}/comments/", text=text).status == 200


def top_of(page, text):
    return row(page, text).evaluate("row => row.getBoundingClientRect().top")


def test_new_comments_wait_while_the_reader_is_in_the_list(person, visitor, article):
    fill(visitor, article, 12)
    page = person(None, f"/news/{article}/")
    row(page, "旧话第5句").evaluate("row => row.scrollIntoView({behavior: 'instant'})")
    before = top_of(page, "旧话第5句")
    for n in range(3):
        visitor("糖桔").act(f"/news/{article}/comments/", text=f"新话第{n}句（{article}）")
    button = page.locator("#comments-waiting")
    expect(button).to_have_text("3 条新评论")
    expect(page.locator("#floor-status")).to_have_text("3 条新评论")
    assert top_of(page, "旧话第5句") == before
    assert page.locator("#comments-latest .comment").count() == 12
    button.click()
    expect(row(page, "新话第2句")).to_be_in_viewport()
    expect(button).to_be_hidden()


def test_a_waiting_comment_that_is_hidden_never_appears(person, visitor, article, site):
    fill(visitor, article, 12)
    page = person(None, f"/news/{article}/")
    row(page, "旧话第5句").evaluate("row => row.scrollIntoView({behavior: 'instant'})")
    visitor("糖桔").act(f"/news/{article}/comments/", text="这句要被收回")
    expect(page.locator("#comments-waiting")).to_be_visible()
    site.run("Comment.objects.get(text='这句要被收回').hide(Reader.objects.get(name='青禾'), 'spam')")
    expect(page.locator("#comments-waiting")).to_be_hidden()
    assert "这句要被收回" not in page.content()


def test_a_half_typed_reply_and_the_focus_survive_what_arrives(person, visitor, article):
    fill(visitor, article, 6)
    page = person("糖桔", f"/news/{article}/")
    row(page, "旧话第3句").get_by_text("回复", exact=True).click()
    page.keyboard.type("写到一半")
    pk = row(page, "旧话第3句").get_attribute("id").removeprefix("comment-")
    visitor("青禾").act(f"/comments/{pk}/votes/", want="flower")
    visitor("青禾").act(f"/news/{article}/comments/", text="又来一句", parent=pk)
    expect(row(page, "旧话第3句").locator(".counts")).to_have_attribute("data-flowers", "1")
    page.keyboard.type("接着写")
    expect(page.locator(".answering textarea")).to_have_value("写到一半接着写")


def test_a_reply_to_a_comment_that_vanishes_moves_to_the_composer(person, visitor, article, site):
    fill(visitor, article, 2)
    page = person("糖桔", f"/news/{article}/")
    row(page, "旧话第1句").get_by_text("回复", exact=True).click()
    page.fill(".answering textarea", "正要反驳")
    site.run(
        "Comment.objects.filter(text__startswith='旧话第1句').last().hide(Reader.objects.get(name='青禾'), 'insult')"
    )
    expect(page.locator("#composer-text")).to_have_value("正要反驳")


def test_keyboard_focus_stays_on_the_button_of_a_redrawn_row(person, visitor, article, site):
    fill(visitor, article, 2)
    page = person("糖桔", f"/news/{article}/")
    button = row(page, "旧话第0句").get_by_role("button", name="鲜花")
    button.focus()
    site.run("Comment.objects.filter(text__startswith='旧话第0句').last().edit('旧话第0句，改过')")
    expect(row(page, "旧话第0句，改过")).to_be_visible()
    assert page.evaluate("document.activeElement.dataset.vote || ''").endswith(":flower")


def test_after_a_killed_server_the_page_catches_up(person, visitor, article, site):
    page = person(None, f"/news/{article}/")
    fill(visitor, article, 2)
    expect(page.locator("#comments-latest .comment")).to_have_count(2)
    site.kill()
    site.run(
        f"a, r = Article.objects.get(pk={article}), Reader.objects.get(name='糖桔')\n"
        "for n in range(3): Comment.post(a, r, f'停机时写的{n}')"
    )
    site.start()
    expect(row(page, "停机时写的2")).to_be_visible(timeout=15000)
    expect(page.locator("#comments-latest .comment")).to_have_count(5)
    ids = page.locator(".comment").evaluate_all("rows => rows.map(row => row.id)")
    assert len(ids) == len(set(ids))


def test_a_cut_line_heals_and_nothing_is_missing(person, visitor, article):
    page = person(None, f"/news/{article}/")
    page.context.set_offline(True)
    fill(visitor, article, 3)
    page.context.set_offline(False)
    expect(page.locator("#comments-latest .comment")).to_have_count(3, timeout=15000)


def test_a_post_without_a_line_keeps_the_text_and_is_posted_once(person, article):
    page = person("糖桔", f"/news/{article}/")
    page.fill("#composer-text", "信号不好")
    page.context.set_offline(True)
    page.click("#composer .primary")
    expect(page.locator("#composer .problem")).to_contain_text("网络不通")
    page.context.set_offline(False)
    page.click("#composer .primary")
    expect(row(page, "信号不好")).to_be_visible()
    expect(page.locator("#composer-text")).to_have_value("")
    page.reload()
    expect(page.locator(".comment")).to_have_count(1)


def test_a_hidden_tab_closes_its_stream_and_catches_up_when_seen(person, visitor, article):
    page = person(None, f"/news/{article}/")
    hide = (
        "Object.defineProperty(document, 'hidden', {value: %s, configurable: true}); "
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.wait_for_timeout(300)
    page.evaluate(hide % "true")
    fill(visitor, article, 2)
    page.wait_for_timeout(600)
    assert page.locator("#comments-latest .comment").count() == 0
    page.evaluate(hide % "false")
    expect(page.locator("#comments-latest .comment")).to_have_count(2)


def test_after_a_resync_the_page_is_the_truth(person, visitor, article, site):
    fill(visitor, article, 2)
    page = person(None, f"/news/{article}/")
    page.context.set_offline(True)
    site.run(
        f"Comment.objects.filter(article={article}).first().hide(Reader.objects.get(name='青禾'), 'insult')\n"
        "from datetime import timedelta\nfrom django.utils import timezone\n"
        "Change.objects.prune(timezone.now() + timedelta(days=2))"
    )
    visitor("糖桔").act(f"/news/{article}/comments/", text="之后的话")
    page.context.set_offline(False)
    expect(row(page, "之后的话")).to_be_visible(timeout=15000)
    expect(page.locator("#comments-latest .comment")).to_have_count(2)


def test_a_lifted_row_moves_only_when_nobody_looks_at_it(person, visitor, article, site):
    fill(visitor, article, 3)
    page = person(None, f"/news/{article}/")
    row(page, "旧话第1句").evaluate("row => row.scrollIntoView({block: 'center', behavior: 'instant'})")
    site.run(
        "c = Comment.objects.filter(text__startswith='旧话第1句').last()\n"
        "for n in range(6): CommentVote.cast(make_reader(f'投票人{c.pk}号{n}'), c, 'flower')"
    )
    expect(row(page, "旧话第1句")).to_have_attribute("data-into", "lifted")
    assert page.locator("#comments-lifted .comment").count() == 0
    page.mouse.wheel(0, -3000)
    expect(page.locator("#comments-lifted .comment")).to_have_count(1)
    expect(page.locator("#comments-latest .comment")).to_have_count(2)


def test_writing_offers_no_jump_at_the_top(person, visitor, article):
    page = person("糖桔", f"/news/{article}/")
    page.locator("#composer-text").scroll_into_view_if_needed()
    before = page.locator("#composer").evaluate("form => form.getBoundingClientRect().top")
    fill(visitor, article, 3)
    expect(page.locator("#comments-latest .comment")).to_have_count(3)
    assert page.locator("#composer").evaluate("form => form.getBoundingClientRect().top") == before
    write(page, "我也来一句")
    expect(row(page, "我也来一句")).to_be_visible()
