"""Around the stories: the look that is remembered, polls, new stories and rankings on open pages, lists that go on."""

import re

import pytest
from playwright.sync_api import expect

# Ten minutes pass in every half second, and somebody looks: a page may be answered as it was three seconds ago.
LATER = """() => setInterval(() => {
  const now = Date.now() + 600000;
  Date.now = () => now;
  document.dispatchEvent(new Event('visibilitychange'));
}, 500)"""
# What <html> said at the moment at which there was something to paint.
AT_FIRST = """new MutationObserver((_, watch) => {
  if (!document.body) return;
  window.first = { ...document.documentElement.dataset };
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });"""
PAGES = [
    "/",
    "/boards/heat/",
    "/boards/gems/",
    "/polls/",
    "/local/",
    "/local/canada/",
    "/community/",
    "/channels/tech/",
]
SOON, WORKED = 4000, 15000


@pytest.fixture
def poll(site):
    """poll(article="") makes a poll with two choices and returns its pk."""

    def poll(article="None"):
        made = f"poll = Poll.objects.create(question='要不要修桥？', article_id={article})\n"
        made += "for text in ('修', '不修'): Choice.objects.create(poll=poll, text=text)\nprint(poll.pk)"
        return int(site.run(made))

    return poll


def look(page, label):
    """Choose something in the menu 显示."""
    page.locator("[data-look] summary").click()
    page.get_by_label(label, exact=True).check()
    page.keyboard.press("Escape")


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


# -- 显示 ---------------------------------------------------------------------------------------------


def test_dark_large_and_quiet_stay_on_other_pages_and_are_there_before_anything_is_painted(person, article):
    page = person(None, "/")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    size = page.evaluate("getComputedStyle(document.body).fontSize")
    for label in ("深色", "特大", "安静模式：不自动更新，隐藏装饰"):
        look(page, label)
    html = page.locator("html")
    chosen = {"theme": "dark", "type": "larger", "quiet": "yes"}
    page.add_init_script(AT_FIRST)
    for path in (None, f"/news/{article}/", "/zh-hant/community/", "/accounts/login/"):
        page.goto(path) if path else page.reload()
        for name, value in chosen.items():
            expect(html).to_have_attribute(f"data-{name}", value)
        assert page.evaluate("window.first") == chosen, path
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.body).fontSize") != size
    page.locator("[data-look] summary").click()
    expect(page.get_by_label("深色", exact=True)).to_be_checked()
    page.get_by_label("跟随系统", exact=True).check()
    page.reload()
    expect(html).to_have_attribute("data-type", "larger")
    assert html.get_attribute("data-theme") is None and page.problems == []


def test_a_broken_memory_of_the_look_breaks_nothing(person):
    page = person(None, "/")
    page.evaluate("localStorage.setItem('huadan.look', '{')")
    page.reload()
    look(page, "深色")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.problems == []


@pytest.fixture(params=["标准", "大字", "特大"])
def telephone(request, person):
    """A reader's telephone, with letters of each size."""
    page = person("糖桔", "/", has_touch=True)
    look(page, request.param)
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def test_the_menu_fits_into_a_telephone(telephone):
    telephone.reload()
    telephone.locator("[data-look] summary").click()
    box = telephone.locator("[data-look] > div").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and overflow(telephone) == 0


def test_a_telephone_needs_no_scrolling_sideways(telephone, article, poll):
    wide = {}
    for path in [*PAGES, f"/news/{article}/", f"/polls/{poll()}/", "/submissions/new/", "/submissions/", "/offline/"]:
        telephone.goto(path)
        wide[path] = overflow(telephone)
    assert {path: more for path, more in wide.items() if more} == {}


# -- polls --------------------------------------------------------------------------------------------


def test_a_poll_on_its_own_page_moves_in_a_second_window(person, poll):
    path = f"/polls/{poll()}/"
    one, two = person("糖桔", path), person(None, path)
    expect(two.locator(".poll-results")).to_contain_text("还没有人参加")
    one.get_by_role("radio", name="不修", exact=True).check()
    one.get_by_role("button", name="投票").click()
    for page in (one, two):
        expect(page.locator(".poll-results")).to_contain_text("1 票 · 100%", timeout=WORKED)
    expect(one.locator(".voted")).to_contain_text("您已投：不修")
    expect(one.locator(".poll form")).to_have_count(0)
    one.reload()
    expect(one.locator(".voted")).to_contain_text("不修")
    assert one.problems == two.problems == []


def test_a_poll_under_a_story_moves_through_the_stream(person, article, poll):
    poll(article)
    path = f"/news/{article}/"
    one, two, three = person("糖桔", path), person(None, path), person(None, f"/zh-hant{path}")
    asked = []
    two.on("request", lambda request: "/results/" in request.url and asked.append(request.url))
    one.get_by_role("radio", name="修", exact=True).check()
    one.get_by_role("button", name="投票").click()
    for page, said in ((one, "1 人参加"), (two, "1 人参加"), (three, "1 人參加")):
        expect(page.locator(".poll-results")).to_contain_text(said, timeout=SOON)
    expect(two.locator(".poll form")).to_be_visible()
    assert asked == [] and one.problems == two.problems == three.problems == []


# -- what comes to open pages --------------------------------------------------------------------------


def test_a_reading_is_told_once_and_counted(person, article, site):
    told = []
    page = person(None, "/")
    page.on("request", lambda request: request.url.endswith("/reads/") and told.append(request.method))
    with page.expect_response(re.compile("/reads/$")) as answer:
        page.goto(f"/news/{article}/")
    assert answer.value.status == 204
    page.evaluate(LATER)
    with page.expect_response(re.compile("/reads/$")):
        page.reload()
    count = f"print(sum(PageViewCount.objects.filter(article={article}).values_list('readers', flat=True)))"
    site.wait_until(lambda: site.run(count) == "1", 30)  # one person's half-hour
    assert told == ["POST", "POST"] and page.problems == []


def test_new_stories_announce_themselves_on_the_home_page(person, site):
    page = person(None, "/")
    with page.expect_response(re.compile("/latest/$")):
        page.reload()
    site.run("for n in range(5): make_article(f'刚刚发生的第{n}件事', published_at=timezone.now())")
    button = page.locator(".news-waiting")
    expect(button).to_be_hidden()
    page.evaluate(LATER)
    expect(button).to_have_text("有 5 条新报道")
    with page.expect_navigation():
        button.click()
    fresh = page.get_by_role("link", name="刚刚发生的第4件事")
    site.wait_until(lambda: page.reload() and fresh.count(), 15)  # the page may have been three seconds old
    expect(page.locator(".news-waiting")).to_be_hidden()
    assert page.problems == []


def test_a_board_moves_on_an_open_page_and_keeps_what_is_open(person, article, visitor, site):
    build = "board = Ranking.current('heat')\nboard.build()"
    visitor("扶风").act(f"/news/{article}/votes/", want="flower")
    site.run(build)
    page = person(None, "/boards/heat/")
    first = page.locator(f"#at-{article}")
    first.get_by_text("为什么在这里").click()
    other = int(site.run("print(make_article('后来居上的新闻').pk)"))
    for name in ("扶风", "糖桔"):
        visitor(name).act(f"/news/{other}/comments/", text="这条更热")
    site.run(build)
    expect(page.locator(f"#at-{other}")).to_have_count(0)
    page.evaluate(LATER)
    expect(page.locator("#board li").first).to_contain_text("后来居上的新闻")
    expect(first.locator("details")).to_have_attribute("open", "")
    assert page.problems == []


def test_a_list_goes_on_by_itself_where_it_ends(person, site):
    site.run("for n in range(90): make_article(f'第{n}号奇闻', 'oddities')")
    page = person(None, "/channels/oddities/")
    rows = page.locator("[data-onward] > li")
    expect(rows).to_have_count(40)
    for number in (80, 90):
        page.mouse.wheel(0, 50000)
        expect(rows).to_have_count(number)
    shown = rows.evaluate_all("rows => rows.map(row => row.dataset.story)")
    assert len(set(shown)) == 90 and page.problems == []
    still = person(None, "/channels/oddities/", java_script_enabled=False)
    still.get_by_role("link", name="下一页").click()
    expect(still.locator("[data-onward] > li")).to_have_count(40)
