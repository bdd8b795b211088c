"""定时 in a browser: a story that appears, changes and ends at the times that its form was given."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.live.conftest import PASSWORD


@pytest.fixture
def desk(person, site):
    site.run(f"make_reader('定时的网编', 6, is_staff=True, is_superuser=True, password={PASSWORD!r})")
    page = person("定时的网编", "/admin/news/article/add/")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(".ProseMirror")).to_be_visible()
    return page


def set_time(page, name, seconds):
    at = timezone.localtime(timezone.now() + timedelta(seconds=seconds))
    page.fill(f"#id_{name}_0", f"{at:%Y-%m-%d}")
    page.fill(f"#id_{name}_1", f"{at:%H:%M:%S}")


def type_body(page, text):
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def save(page):
    page.click("[name=_continue] >> nth=0")
    expect(page.locator(".messagelist .success").first).to_be_visible()


def test_a_story_appears_changes_and_ends_at_its_times(desk, person):
    front = person(None, "/")
    desk.fill("#id_title", "定在几秒后的消息")
    type_body(desk, "先写的一段。")
    desk.select_option("#id_channel", label="时政")
    set_time(desk, "published_at", 8)
    save(desk)
    front.reload()
    expect(front.get_by_text("定在几秒后的消息")).to_have_count(0)
    front.wait_for_timeout(8500)
    front.reload()
    front.get_by_role("link", name="定在几秒后的消息").first.click()
    expect(front.locator("#story .body")).to_contain_text("先写的一段。")

    desk.reload()
    type_body(desk, "到时换上的一段。")
    set_time(desk, "change_at", 6)
    desk.fill("#id_change_note", "数字已经核对。")
    save(desk)
    expect(desk.get_by_text("换上新的标题和正文。")).to_be_visible()
    expect(desk.locator(".ProseMirror")).to_contain_text("先写的一段。")
    expect(front.locator("#story .body")).to_contain_text("到时换上的一段。", timeout=20_000)  # on the open page
    expect(front.locator("#story")).to_contain_text("数字已经核对。")

    desk.reload()
    set_time(desk, "ends_at", 4)
    save(desk)
    front.wait_for_timeout(6000)
    front.reload()
    expect(front.get_by_text("原定的展示时间已到")).to_be_visible()
    assert front.problems == [] and desk.problems == []
