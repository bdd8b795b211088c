"""指正: from the story to the desk, what becomes of it, and what nobody but editors sees."""

import pytest

from comments.models import Ban, ErrorReport, Notice
from news.models import Change, Correction
from tests.admin_forms import open_form
from tests.conftest import make_staff

pytestmark = pytest.mark.django_db
WORDS = "第二段的年份写错了，应为 2024 年"
DESK = "/admin/comments/errorreport/"


@pytest.fixture
def client(signed_in, tangju):
    return signed_in(tangju)


@pytest.fixture
def desk(signed_in):
    return signed_in(make_staff("闻笛", "网编"))


@pytest.fixture
def report(article, tangju):
    return ErrorReport.make(article, tangju, WORDS)


def address(article):
    return f"/news/{article.pk}/errors/"


def press(desk, report, button, **fields):
    page = f"{DESK}{report.pk}/change/"
    answer = desk.post(page, open_form(desk, page) | {button: "是"} | fields, follow=True)
    report.refresh_from_db()
    return answer.content.decode()


def told(reader):
    return list(Notice.objects.filter(reader=reader, kind="error").values_list("text", flat=True))


def test_a_reader_says_what_is_wrong_and_nobody_else_reads_it(client, signed_in, article, fufeng):
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'href="{address(article)}"' in page and "只有网编看得到" in client.get(address(article)).content.decode()
    assert client.post(address(article), {"text": WORDS}).status_code == 303
    own = client.get(address(article)).content.decode()
    assert WORDS in own and "您的指正已提交" in own and WORDS in client.get("/accounts/errors/").content.decode()
    for other in (signed_in(fufeng), signed_in()):
        assert WORDS not in other.get(article.get_absolute_url()).content.decode()
        assert WORDS not in other.get(address(article), follow=True).content.decode()


def test_a_guest_is_led_to_sign_in_and_what_they_typed_waits_there(signed_in, article):
    guest = signed_in()
    assert f"?next={address(article)}" in guest.get(address(article)).content.decode()
    answer = guest.post(address(article), {"text": WORDS}, headers={"origin": "http://testserver"})
    assert answer.status_code == 303 and "/accounts/login/" in answer["Location"] and not ErrorReport.objects.exists()


def test_one_waits_at_a_time_for_each_reader_and_story(client, signed_in, article, fufeng, report):
    assert client.post(address(article), {"text": WORDS}).status_code == 303
    second = client.post(address(article), {"text": "还有一处"})
    page = second.content.decode()
    assert second.status_code == 409 and "还在等待处理" in page and "还有一处" in page
    assert signed_in(fufeng).post(address(article), {"text": "还有一处"}).status_code == 303
    report.settle(make_staff("睿文甲", "网编"), False, "查过，没有错。")
    assert client.post(address(article), {"text": "还有一处"}).status_code == 303
    assert ErrorReport.objects.count() == 3


@pytest.mark.parametrize(("text", "said"), [("", "请写明哪里有误"), ("长" * 301, "最长 300 字"), ("\x00", "无法识别")])
def test_a_bad_form_gets_a_sentence(client, article, text, said):
    answer = client.post(address(article), {"text": text})
    assert answer.status_code == 400 and said in answer.content.decode() and not ErrorReport.objects.exists()


def test_who_is_banned_or_too_fast_reports_nothing(client, article, tangju, qinghe, settings):
    settings.LIMIT_FACTOR = 0
    assert client.post(address(article), {"text": WORDS}).status_code == 429
    settings.LIMIT_FACTOR = 1
    Ban.impose(tangju, qinghe, 7, "spam")
    answer = client.post(address(article), {"text": WORDS})
    assert answer.status_code == 403 and WORDS in answer.content.decode() and not ErrorReport.objects.exists()


def test_an_editor_corrects_it_with_a_note_on_the_story(desk, signed_in, client, article, tangju, report):
    assert WORDS in desk.get(f"{DESK}?state__exact=open").content.decode()
    before = Change.objects.filter(kind="story").count()
    assert "已处理" in press(desk, report, "_corrected", answer="谢谢您。", note="年份原误作 2014 年。")
    assert (report.state, report.editor.name, report.correction.text) == ("corrected", "闻笛", "年份原误作 2014 年。")
    assert Change.objects.filter(kind="story").count() == before + 1
    assert "年份原误作 2014 年。" in signed_in().get(article.get_absolute_url()).content.decode()
    assert told(tangju) == [f"您对《{article.title}》的指正：已更正。谢谢您。"]
    assert "/accounts/errors/" in client.get("/notices/").content.decode()


def test_without_a_note_the_story_shows_none(desk, tangju, report):
    press(desk, report, "_corrected")
    assert report.state == "corrected" and not Correction.objects.exists() and "已更正。" in told(tangju)[0]


def test_an_answer_without_a_correction_says_why(desk, tangju, report):
    assert "不更正时请写明理由" in press(desk, report, "_answered") and report.state == "open"
    press(desk, report, "_answered", answer="原报道就是这一年。", note="不该出现的更正")
    assert report.state == "answered" and not Correction.objects.exists()
    assert told(tangju) == [f"您对《{report.article.title}》的指正：原报道就是这一年。"]


def test_the_second_of_two_editors_changes_nothing(desk, report, qinghe, tangju):
    page = f"{DESK}{report.pk}/change/"
    opened = open_form(desk, page)
    report.settle(qinghe, False, "查过，没有错。")
    data = {"answer": "改好了", "note": "多出来的更正", "_corrected": "是"}
    first = desk.post(page, opened | data, follow=True).content.decode()
    assert "青禾" in first and "改好了" in first
    again = press(desk, report, "_corrected", answer="改好了", note="多出来的更正")
    assert "青禾 已于" in again and "没有保存" in again
    assert report.state == "answered" and not Correction.objects.exists() and len(told(tangju)) == 1


def test_moderators_have_no_such_list(signed_in, report):
    assert signed_in(make_staff("秋白", "版主")).get(DESK).status_code == 403


def test_what_is_withdrawn_takes_no_more(client, article):
    type(article).objects.filter(pk=article.pk).update(published_at=None)
    answer = client.post(address(article), {"text": WORDS})
    assert answer.status_code == 404 and WORDS in answer.content.decode()
    assert client.get(address(article)).status_code == 404
