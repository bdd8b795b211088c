"""A form of the admin that is sent after its session has ended, or with an old token: the text comes back."""

import re

import pytest
from django.contrib.sessions.models import Session

from comments.models import Rank
from news.models import Article
from tests.admin_forms import open_form
from tests.comments.moderation.test_admin import story
from tests.conftest import PASSWORD
from tests.news.admin_forms.test_conflicts import change_path

pytestmark = pytest.mark.django_db
ADD = "/admin/news/article/add/"
BODY = "第一段\r\n\r\n“引文” <b>粗</b> & 第二段"


def typed():
    return story(title="写了很久的题目", body=BODY, published_at_0="2024-06-18") | {
        "sources-TOTAL_FORMS": 1,
        "sources-0-name": "海陆晚报",
        "sources-__prefix__-name": "甲",
        "_key": "k-1",
        "closed": "on",
    }


def texts(answer):
    """[(label, text)] of the page, as a browser shows them."""
    html = answer.content.decode()
    found = re.findall(
        r'<label for="(typed-\d+)">(.*?)</label>\s*<textarea id="\1"[^>]* readonly>\n(.*?)</textarea>', html, re.DOTALL
    )
    marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")]
    for mark, letter in marks:
        found = [(one, label, text.replace(mark, letter)) for one, label, text in found]
    return [(label, text) for _, label, text in found]


def test_a_form_sent_after_the_session_ended_gives_its_text_back(signed_in, cast):
    desk = signed_in(cast.ruiwen)
    Session.objects.all().delete()
    answer = desk.post(ADD, typed())
    assert answer.status_code == 403 and "no-store" in answer["Cache-Control"] and not Article.objects.exists()
    assert dict(texts(answer)) == {
        "标题": "写了很久的题目",
        "正文": BODY,
        "发布时间": "2024-06-18",
        "新闻来源 1 名称": "海陆晚报",
    }
    assert 'href="/accounts/login/?next=%2Fadmin%2Fnews%2Farticle%2Fadd%2F"' in answer.content.decode()
    assert "登录已失效" in answer.content.decode()


def test_the_way_back_leads_to_the_form(signed_in, cast):
    desk = signed_in()
    way = re.search(r'href="(/accounts/login/\?next=[^"]+)"', desk.post(ADD, typed()).content.decode())[1]
    answer = desk.post(way, {"login": "睿文", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == ADD and "_key" in open_form(desk, ADD)


def test_a_form_from_before_a_sign_in_in_another_tab_gives_its_text_back(signed_in, cast, article):
    desk = signed_in(cast.ruiwen, enforce_csrf_checks=True)
    form = open_form(desk, change_path(article)) | {"title": "写了很久的题目"}
    desk.force_login(cast.ruiwen)
    desk.cookies["csrftoken"] = "a" * 32  # what a new sign-in leaves
    answer = desk.post(change_path(article), form)
    assert answer.status_code == 403 and answer["X-Token"] == "stale"
    assert ("标题", "写了很久的题目") in texts(answer) and f'href="{change_path(article)}"' in answer.content.decode()
    again = open_form(desk, change_path(article))
    assert desk.post(change_path(article), again | {"title": "写了很久的题目"}).status_code == 302


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
@pytest.mark.parametrize("checks", [True, False])
def test_what_another_site_sends_is_not_shown(signed_in, cast, headers, checks):
    answer = signed_in(enforce_csrf_checks=checks).post(ADD, typed(), headers=headers)
    assert answer.status_code == 403 and texts(answer) == [] and "写了很久" not in answer.content.decode()


def test_nothing_of_it_is_kept_on_the_site(signed_in, cast):
    desk = signed_in()
    desk.post(ADD, typed())
    assert not Session.objects.exists() and "sessionid" not in desk.cookies


def test_a_page_gives_back_no_more_than_a_story_has(signed_in, cast):
    answer = signed_in().post(ADD, typed() | {"body": "长" * 900_000, "title": "题"})
    assert len(answer.content.decode()) < 400_000


def test_notes_of_a_list_come_back_and_nobodys_password_does(signed_in, cast, say, tangju):
    comment = say(tangju, "一句")
    data = {"action": "hide", "reason": "spam", "note": "写了很久的备注", "_selected_action": [comment.pk]}
    answer = signed_in().post("/admin/comments/comment/", data)
    assert ("note", "写了很久的备注") in texts(answer) and comment.rulings.count() == 0
    answer = signed_in().post(
        "/admin/password_change/", {"old_password": "very-private", "new_password1": "very-private"}
    )
    assert answer.status_code == 403 and "very-private" not in answer.content.decode()


def test_whoever_may_not_enter_is_refused_as_before(signed_in, cast, tangju):
    assert signed_in(tangju).post(ADD, typed()).status_code == 302
    assert signed_in().post("/admin/logout/").status_code == 302
    assert signed_in().get(ADD).status_code == 302
    assert signed_in().post("/admin/comments/rank/add/", {}).status_code == 403 and Rank.objects.count() == 10
