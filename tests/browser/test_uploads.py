"""Files that are too large are refused in the browser, in a sentence, and never sent."""

import pytest
from playwright.sync_api import expect

MB = 1024 * 1024


@pytest.fixture
def file(tmp_path):
    """file(megabytes) is a file a little larger than that."""

    def file(megabytes, name="图.png"):
        path = tmp_path / name
        path.write_bytes(b"\0" * (megabytes * MB + 1))
        return str(path)

    return file


def refused(page, selector, files, button):
    """The sentence that the browser shows at the field; asserts that pressing `button` sends nothing."""
    sent = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    page.set_input_files(selector, files)
    said = page.eval_on_selector(selector, "field => field.validationMessage")
    page.click(button)
    assert page.eval_on_selector(selector, "field => field.matches(':invalid')") and sent == []
    return said


def test_a_portrait_of_nine_megabytes_is_not_sent(person, file):
    page = person("糖桔", "/accounts/profile/")
    assert refused(page, "[name=picture]", file(8), "main .primary") == "上传的文件过大（最多 8 MB）。"
    page.set_input_files("[name=picture]", [])  # another choice lifts it
    page.click("main .primary")
    page.wait_for_url("**/readers/**")
    assert page.problems == []


def test_pictures_are_measured_one_by_one_and_together(person, file):
    page = person("糖桔", "/zh-hant/submissions/new/")
    assert refused(page, "#id_pictures", file(20), "[value=preview]") == "上傳的檔案過大（最多 20 MB）。"
    both = [file(15, "一.png"), file(15, "二.png")]
    assert refused(page, "#id_pictures", both, "[value=preview]") == "上傳的檔案過大（最多 30 MB）。"
    page.set_input_files("#id_pictures", file(1))
    assert page.eval_on_selector("#id_pictures", "field => field.validity.valid") and page.problems == []


def test_the_desk_measures_what_is_chosen_before_it_is_sent(person, file):
    page = person("青禾", "/admin/news/article/add/")
    page.set_input_files(".desk-chooser", file(20))
    expect(page.locator(".desk-card .note")).to_have_text("上传的文件过大（最多 20 MB）。")
