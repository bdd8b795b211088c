"""Two readers and a moderator: a level risen live, a title asked and granted, somebody blocked, an unread count."""

import json
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import row, write
from tests.live.conftest import PASSWORD

SOON = 1000  # milliseconds: the promise of the live thread
WORKED = 4000  # with a job of the worker in between


@pytest.fixture
def newcomer(site):
    """newcomer(name, level, points) makes a reader at a level whose ledger says so."""

    def newcomer(name, points, **fields):
        made = f"reader = make_reader({name!r}, password={PASSWORD!r}, **{fields!r})\nreader.earn({points}, 'opening')"
        site.run(made)
        return name

    return newcomer


def badge(page, text):
    return row(page, text).locator(".badge [aria-hidden]")


def test_a_level_rises_live_by_flowers(person, article, newcomer):
    author = newcomer("海盐柠檬", 18)
    pages = [person(name, f"/news/{article}/") for name in (author, "糖桔", "扶风", None)]
    write(pages[0], "差两朵花就升级了")
    for page in pages:
        expect(badge(page, "差两朵花")).to_have_text("[品衔R1]", timeout=2 * SOON)
    for page in pages[1:3]:
        row(page, "差两朵花").get_by_role("button", name="鲜花").click()
    for page in pages:
        expect(badge(page, "差两朵花")).to_have_text("[品衔R2]", timeout=WORKED)
        assert page.problems == []
    pages[0].goto("/notices/")
    expect(pages[0].locator(".notices")).to_contain_text("升到 品衔R2")
    pages[0].goto("/accounts/points/")
    expect(pages[0].locator(".ledger tbody tr").first).to_contain_text("评论得到鲜花")


def test_a_title_is_asked_for_and_granted(person, article, newcomer):
    author = newcomer("青石板", 9000)
    floor = person(None, f"/news/{article}/")
    page = person(author, f"/news/{article}/")
    write(page, "桥要慢慢修")
    page.goto("/accounts/title/")
    page.fill("[name=text]", "★桥上人★")
    page.click("main .primary")
    expect(page.locator(".problem")).to_contain_text("不能带")
    page.fill("[name=text]", "桥上人")
    page.click("main .primary")
    expect(page.locator(".note")).to_contain_text("申请已交给版主")
    moderator = person("青禾", "/admin/comments/titlerequest/?q=桥上人")
    moderator.check("input[name=_selected_action]")
    moderator.select_option("select[name=action]", "grant")
    moderator.fill("[name=answer]", "好名字")
    moderator.click("button[name=index]")
    expect(badge(floor, "桥要慢慢修")).to_have_text("[☆★桥上人★☆]", timeout=WORKED)
    page.goto("/notices/")
    expect(page.locator(".notices")).to_contain_text("桥上人")


def test_a_blocked_reader_vanishes_live_and_notices_nothing(person, article, site):
    one, two = person("糖桔", f"/news/{article}/"), person("扶风", f"/news/{article}/")
    write(one, "我先说一句")
    write(two, "我偏要抬杠")
    expect(row(one, "我偏要抬杠")).to_be_visible(timeout=2 * SOON)
    other = one.context.new_page()
    other.goto("/readers/扶风/")
    other.get_by_role("button", name="拉黑").click()
    expect(other.get_by_role("button", name="取消拉黑")).to_be_visible(timeout=2 * SOON)
    write(two, "再抬一句")  # whatever happens here makes the other page ask whom it shall not show
    expect(row(two, "再抬一句")).to_be_visible()
    expect(one.locator(".comment:visible", has_text="抬")).to_have_count(0, timeout=10 * SOON)
    write(two, "第三句抬杠")
    expect(row(two, "第三句抬杠")).to_be_visible()
    guest = person(None, f"/news/{article}/")
    expect(row(guest, "第三句抬杠")).to_be_visible()
    expect(one.locator(".comment:visible", has_text="抬")).to_have_count(0)
    one.reload()
    expect(one.locator(".comment:visible", has_text="抬")).to_have_count(0)
    row(two, "我先说一句").get_by_text("回复").click()
    two.fill(".answering textarea", "这话不对")
    two.click(".answering .primary")
    expect(two.locator(".answering .problem")).to_have_text("这条评论暂不接受您的回复。")
    expect(two.locator(".answering textarea")).to_have_value("这话不对")
    other.get_by_role("button", name="取消拉黑").click()
    expect(other.get_by_role("button", name="拉黑", exact=True)).to_be_visible(timeout=2 * SOON)


def test_the_bell_counts_an_answer_without_a_reload(person, article):
    one, two = person("糖桔", f"/news/{article}/"), person("扶风", f"/news/{article}/")
    write(one, "谁来答我一句")
    row(two, "谁来答我一句").get_by_text("回复").click()
    two.fill(".answering textarea", "我来答")
    two.click(".answering .primary")
    expect(one.locator("[data-unseen]")).to_have_text("1", timeout=10 * SOON)
    one.click(".bell")
    expect(one.locator(".notices .fresh")).to_contain_text("扶风回复了您的评论")
    expect(one.locator("[data-unseen]")).to_have_text("", timeout=10 * SOON)
    assert one.problems == []


def test_an_egg_says_why_in_one_more_tap(person, article, site):
    one, two = person("糖桔", f"/news/{article}/"), person("扶风", f"/news/{article}/")
    write(one, "买药请加我")
    said = row(two, "买药请加我")
    said.get_by_role("button", name="鸡蛋").click()
    said.get_by_role("button", name="广告").click()
    expect(said.get_by_role("button", name="广告")).to_have_attribute("aria-pressed", "true")
    expect(said.locator(".counts")).to_have_attribute("data-eggs", "1", timeout=2 * SOON)
    two.reload()
    expect(row(two, "买药请加我").get_by_role("button", name="广告")).to_have_attribute("aria-pressed", "true")
    row(two, "买药请加我").get_by_role("button", name="鸡蛋").click()
    expect(row(two, "买药请加我").locator(".reasons")).to_have_count(0)


def test_without_a_script_the_same_works(person, article, newcomer):
    write(person("糖桔", f"/news/{article}/"), "没有脚本也行")
    page = person(newcomer("纸飞机", 30), f"/news/{article}/", java_script_enabled=False)
    row(page, "没有脚本也行").get_by_role("button", name="鸡蛋").click()
    row(page, "没有脚本也行").get_by_role("button", name="离题").click()
    expect(row(page, "没有脚本也行").get_by_role("button", name="离题")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="关注这条新闻").click()
    expect(page.get_by_role("button", name="已关注这条新闻")).to_be_visible()
    page.goto("/readers/糖桔/")
    page.get_by_role("button", name="关注", exact=True).click()
    expect(page.get_by_role("button", name="已关注")).to_be_visible()
    page.get_by_role("button", name="拉黑").click()
    expect(page.locator("#bonds .note")).to_contain_text("您已拉黑")
    page.goto(f"/news/{article}/")
    expect(page.locator(".comment:visible")).to_have_count(0)
    page.goto("/accounts/hidden/")
    page.fill("[name=word]", "脚本")
    page.click("main .primary")
    page.get_by_role("listitem").filter(has_text="糖桔").get_by_role("button", name="移除").click()
    page.goto(f"/news/{article}/")
    expect(page.locator(".comment:visible")).to_have_count(0)  # now for the word


def test_a_reader_takes_everything_along_and_leaves(person, article, newcomer, tmp_path):
    name = newcomer("雪落无声", 30)
    guest = person(None, f"/news/{article}/")
    page = person(name, f"/news/{article}/")
    write(page, "这是我最后一条评论")
    page.goto("/accounts/data/")
    with page.expect_download() as parcel:
        page.click("main .primary")
    parcel.value.save_as(tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as files:
        mine = json.loads(files.read("huadan.json"))
    assert [one["text"] for one in mine["comments"]] == ["这是我最后一条评论"]
    page.goto("/accounts/leaving/")
    if page.locator("[name=password]").count():  # who is leaving must be the owner
        page.fill("[name=password]", PASSWORD)
        page.click("main .primary")
    page.get_by_role("button", name="注销我的账号").click()
    page.get_by_role("button", name="取消注销").click()
    page.goto("/accounts/leaving/")
    page.get_by_role("button", name="注销我的账号").click()
    expect(page.locator(".note")).to_contain_text("都可以取消注销")
    expect(row(guest, "最后一条评论")).to_be_visible()


def test_a_day_later_the_name_is_gone_and_the_words_stay(person, article, newcomer, site):
    name = newcomer("夜半钟声", 30)
    guest = person(None, f"/news/{article}/")
    page = person(name, f"/news/{article}/")
    write(page, "这句话留下")
    expect(row(guest, "这句话留下").locator(".name")).to_have_text(name)
    site.run(f"""
from django.utils import timezone
from comments.profiles.leaving import erase_due
Reader.objects.filter(name={name!r}).update(leaving_at=timezone.now())
erase_due()
""")
    expect(row(guest, "这句话留下").locator(".name")).to_have_text("已注销用户", timeout=WORKED)
    page.goto("/accounts/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
