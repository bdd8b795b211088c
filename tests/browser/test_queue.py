"""The moderators' queue by keyboard, reports from a phone, and a ban that reaches an open page."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import row, write
from tests.live.conftest import PASSWORD

QUEUE = "/admin/comments/comment/queue/?in=reported"
MIXED = """
from comments.models import Report, Reader
from news.models import Article
article = Article.objects.get(pk={article})
boss = Reader.objects.filter(name="第一位版主").first() or make_reader(
    "第一位版主", 6, is_staff=True, is_superuser=True, password={password!r})
other = Reader.objects.filter(name="第二位版主").first() or make_reader(
    "第二位版主", 6, is_staff=True, is_superuser=True, password={password!r})
people = [make_reader(f"队列{{article.pk}}评{{n}}", 3) for n in range(4)]
reporters = [make_reader(f"队列{{article.pk}}报{{n}}", 3) for n in range(4)]
Reader.objects.filter(pk__in=[one.pk for one in reporters]).update(date_joined="2020-01-01T00:00Z")
for number in range({count}):
    comment = Comment.post(article, people[number % 4], f"第{{number}}条，" + "东南西北中发白"[number % 7] * 3)
    for reporter in reporters[: 4 if number % 3 == 0 else 1]:
        Report.make("comment", comment, Reader.objects.get(pk=reporter.pk), "", "spam" if number % 2 else "insult")
"""


@pytest.fixture
def mixed(site, article):
    """mixed(count) makes so many reported comments under a fresh story: a third of them weigh enough to be hidden."""

    def mixed(count):
        site.run(MIXED.format(article=article, password=PASSWORD, count=count))
        return f"{QUEUE}&article={article}"

    return mixed


def states(site, article):
    said = site.run(f"print(*Comment.objects.filter(article={article}).values_list('state', flat=True))")
    return sorted(said.split())


def test_two_moderators_clear_a_queue_of_a_hundred_by_keyboard(person, site, article, mixed):
    address = mixed(100)
    reader = person(None, f"/news/{article}/")
    expect(reader.locator("#comment-count")).to_have_text("100")
    first, second = person("第一位版主", address), person("第二位版主", address)
    loads = []
    for page in (first, second):
        page.on("framenavigated", lambda frame: loads.append(frame.url))
    second.keyboard.press("s")  # each takes another case first; from then on the pages keep out of each other's way
    presses = 0
    poster = person("糖桔", f"/news/{article}/")
    write(poster, "队列清空时发的一句话")  # readers go on meanwhile
    while presses < 200 and (first.locator(".case.current").count() or second.locator(".case.current").count()):
        for page in (first, second):
            if page.locator(".case.current").count():
                page.keyboard.press("Enter")
                presses += 1
                page.wait_for_timeout(100)
    expect(first.locator("#queue-empty")).to_be_visible()
    assert loads == [] and first.problems == second.problems == []
    # Two keys for one case are one decision: the second moderator was told.
    assert states(site, article) == ["hidden"] * 34 + ["visible"] * 67
    assert (
        site.run(
            f"from comments.models import Ruling\nprint(Ruling.objects.filter(comment__article={article}).count())"
        ).strip()
        == "100"
    )
    expect(reader.locator("#comment-count")).to_have_text("67")
    expect(row(reader, "队列清空时发的一句话")).to_be_visible()
    assert reader.problems == poster.problems == []


def test_keys_hide_with_a_reason_undo_and_skip(person, site, article, mixed):
    page = person("第一位版主", mixed(4))
    expect(page.locator(".case.current")).to_have_count(1)
    name = page.locator(".case.current .who bdi").inner_text()
    expect(page.locator("#case-details h2")).to_have_text(name)
    pk = page.locator(".case.current").get_attribute("data-case")
    page.keyboard.press("3")
    page.keyboard.press("w")
    expect(page.locator("#queue-sentence")).to_contain_text("已禁言 7 天")
    ruled = (
        f"from comments.models import Ban, Ruling\nr = Ruling.objects.get(comment={pk}, act='hide')\nprint(r.reason)"
    )
    assert site.run(ruled).strip() == "rumour"
    page.keyboard.press("z")
    expect(page.locator("#queue-sentence")).to_contain_text("已撤销")
    expect(page.locator(f"#case-{pk} form.decide")).to_be_visible()
    assert "hidden" not in states(site, article)
    before = page.locator(".case.current").get_attribute("data-case")
    page.keyboard.press("s")
    assert page.locator(".case.current").get_attribute("data-case") != before
    assert page.problems == []


def test_at_least_six_cases_stand_on_a_laptop_and_two_on_a_phone(person, mixed):
    page = person("第一位版主", mixed(12))
    for width, height, least in ((1280, 900, 6), (390, 844, 2)):
        page.set_viewport_size({"width": width, "height": height})
        page.reload()
        whole = page.locator(".case").evaluate_all(
            "(rows, height) => rows.filter((row) => row.getBoundingClientRect().bottom <= height).length", height
        )
        assert whole >= least
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_the_buttons_decide(person, site, article, mixed):
    page = person("第一位版主", mixed(2), java_script_enabled=False)
    page.locator(".case button[value=hide]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("1 条评论已处理")
    page.get_by_role("button", name="撤销刚才的处理").click()
    expect(page.locator(".messagelist")).to_contain_text("已撤销 1 次")
    assert states(site, article) == ["visible", "visible"]


def test_a_guest_reports_from_a_phone_and_the_reporter_hears_the_outcome(person, site, article):
    writer = person("糖桔", f"/news/{article}/")
    write(writer, "一句要被举报的话")
    expect(row(writer, "一句要被举报的话")).to_be_visible()
    for name in (None, "扶风"):
        page = person(name, f"/news/{article}/")
        page.set_viewport_size({"width": 390, "height": 844})
        row(page, "一句要被举报的话").locator(".report").click()
        dialog = page.locator("dialog.report-dialog")
        dialog.get_by_label("造谣").check()
        dialog.get_by_label("补充说明").fill("没有这回事")
        dialog.get_by_role("button", name="提交举报").click()
        expect(page.locator(".flash")).to_contain_text("举报已提交")
        expect(dialog).to_have_count(0)
        assert page.problems == []
    site.run(
        f"from comments.models import Reader\nc = Comment.objects.get(article={article})\n"
        "assert c.open_reports == 2\nc.hide(Reader.objects.get(name='青禾'), 'rumour')"
    )
    page.goto("/notices/")
    expect(page.locator(".notices")).to_contain_text("您举报的评论（造谣）：版主已处理，谢谢您")
    expect(row(writer, "一句要被举报的话")).to_have_count(0)


def test_a_banned_persons_open_page_says_so_and_keeps_the_text(person, site, article):
    site.run(f"make_reader('将被禁言的人', 3, password={PASSWORD!r})")
    page = person("将被禁言的人", f"/news/{article}/")
    page.fill("#composer-text", "正在写的一句话")
    site.run(
        "from comments.models import Ban, Reader\n"
        "Ban.impose(Reader.objects.get(name='将被禁言的人'), Reader.objects.get(name='青禾'), 1, 'spam')"
    )
    expect(page.locator("[data-ban]").first).to_contain_text("您已被禁言至", timeout=25000)
    page.click("#composer .primary")
    expect(page.locator("#composer .problem")).to_contain_text("您已被禁言至")
    assert page.input_value("#composer-text") == "正在写的一句话"
    page.locator("[data-ban] a").first.click()
    expect(page.locator("main")).to_contain_text("禁言：广告")
    page.get_by_role("link", name="申诉", exact=True).click()
    page.fill("[name=text]", "我没有发广告")
    page.get_by_role("button", name="提交申诉").click()
    expect(page.locator("main")).to_contain_text("待裁决")


def test_a_moderator_decides_under_the_row_on_the_public_page(person, site, article):
    writer = person("糖桔", f"/news/{article}/")
    write(writer, "一句要折叠的话")
    page = person("青禾", f"/news/{article}/")
    row(page, "一句要折叠的话").locator(".moderate").click()
    dialog = page.locator("dialog.report-dialog")
    dialog.get_by_label("处理").select_option("collapse")
    dialog.get_by_label("理由").select_option("offtopic")
    dialog.get_by_role("button", name="处理").click()
    expect(page.locator(".flash")).to_contain_text("已处理")
    expect(row(page, "一句要折叠的话").locator("details.collapsed")).to_have_count(1)
    expect(row(page, "一句要折叠的话").locator(".moderate")).to_have_count(1)
    assert page.problems == []


def test_an_appeal_from_end_to_end_while_a_reader_watches(person, site, article):
    site.run(f"make_reader('裁决的人', 6, is_staff=True, is_superuser=True, password={PASSWORD!r})")
    writer, watcher = person("糖桔", f"/news/{article}/"), person(None, f"/news/{article}/")
    write(writer, "一句被错隐藏的话")
    expect(row(watcher, "一句被错隐藏的话")).to_be_visible()
    site.run(
        f"from comments.models import Reader\nc = Comment.objects.get(article={article})\n"
        "c.hide(Reader.objects.get(name='青禾'), 'spam')"
    )
    expect(row(watcher, "一句被错隐藏的话")).to_have_count(0)
    writer.goto("/accounts/rulings/")
    writer.get_by_role("link", name="申诉", exact=True).first.click()
    writer.fill("[name=text]", "这不是广告")
    writer.get_by_role("button", name="提交申诉").click()
    expect(writer.locator("main")).to_contain_text("待裁决")
    chief = person("裁决的人", "/admin/comments/appeal/?state__exact=waiting")
    chief.locator("tr", has_text="这不是广告").locator("input[name=_selected_action]").check()
    chief.select_option("[name=action]", "grant")
    chief.locator("button[name=index]").click()
    expect(chief.locator(".messagelist")).to_contain_text("已裁决 1 条")
    expect(row(watcher, "一句被错隐藏的话")).to_be_visible()
    writer.goto("/notices/")
    expect(writer.locator(".notices")).to_contain_text("申诉成立")
    assert writer.problems == watcher.problems == []
