"""What editors do on public pages and with 投稿: 编辑精选, 网编回复, 审稿."""

import pytest
from playwright.sync_api import expect

from tests.live.conftest import PASSWORD

EDITOR = f"make_reader({{!r}}, 6, is_staff=True, is_superuser=True, password={PASSWORD!r})"


@pytest.mark.parametrize("script", [True, False])
def test_a_comment_is_featured_where_it_stands_and_open_pages_see_it(person, site, article, script):
    name = f"精选的网编{script:d}"
    site.run(EDITOR.format(name))
    post = "Comment.post(Article.objects.get(pk={}), Reader.objects.get(name='糖桔'), '渡口的老船工{}').pk"
    models = "from comments.models import *\nfrom news.models import *"
    pk = int(site.run(f"{models}\nprint({post.format(article, script)})"))
    guest, page = person(None, f"/news/{article}/"), person(name, f"/news/{article}/", java_script_enabled=script)
    row = page.locator(f"#comment-{pk}")
    row.get_by_role("button", name="精选", exact=True).click()
    expect(guest.locator(f"#comment-{pk} .featured")).to_be_visible()
    expect(row.locator(".featured")).to_be_visible()
    row.get_by_role("button", name="取消精选").click()
    expect(guest.locator(f"#comment-{pk} .featured")).to_have_count(0)
    expect(row.get_by_role("button", name="精选", exact=True)).to_be_visible()
    assert guest.problems == page.problems == []


def test_an_editors_answer_is_ticked_once_for_each(person, site, article):
    site.run(EDITOR.format("答话的网编"))
    page = person("答话的网编", f"/news/{article}/")
    tick = page.locator("#composer [name=as_editor]")
    tick.check()
    page.fill("#composer-text", "稿子已经按原文改过")
    page.locator("#composer .primary").click()
    row = page.locator("#comments-latest li", has_text="稿子已经按原文改过")
    expect(row.locator(".verified.by-editor")).to_have_text("网编回复")
    expect(tick).not_to_be_checked()
    row.get_by_role("link", name="回复", exact=True).click()
    expect(page.locator(".answering [name=as_editor]")).not_to_be_checked()
    assert page.problems == []


def test_a_changed_story_is_previewed_beside_the_form_without_a_script(person, site):
    site.run(EDITOR.format("审稿的网编"))
    facts = "reader=Reader.objects.get(name='糖桔'), key='审', title='一篇来稿', text='来稿的正文，写得够长的一段话。'"
    pk = int(site.run(f"from comments.models import *\nprint(Submission.objects.create({facts}).send().pk)"))
    page = person("审稿的网编", f"/admin/comments/submission/queue/{pk}/", java_script_enabled=False)
    shown = page.frame_locator("iframe[name=review-preview]")
    expect(shown.locator("#story")).to_contain_text("来稿的正文")
    page.locator("details summary").click()
    page.locator("details [name=text]").fill("## 改过的小标题")
    page.get_by_role("button", name="预览").click()
    expect(shown.locator("h2", has_text="改过的小标题")).to_be_visible()
    page.locator("details [name=channel]").select_option(index=1)
    page.locator("details").get_by_role("button", name="修改后采用").click()
    expect(page.locator(".messagelist")).to_contain_text("已处理")
    assert "True" in site.run(f"from comments.models import *\nprint(Submission.objects.get(pk={pk}).adapted)")
