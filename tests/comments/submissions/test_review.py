"""审稿: one 投稿 with its preview, what an editor decides on it, and what two editors at once are told."""

import pytest

from comments.models import Notice, Submission
from news.models import Article, Channel
from tests.comments.profiles.test_profile import picture
from tests.comments.submissions.test_submissions import NEW, TEXT, TITLE, file, typed
from tests.conftest import make_staff
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/submission/queue/"


@pytest.fixture
def editor(db):
    return make_staff("闻笛", "网编", pen_name="竹青")


@pytest.fixture
def desk(signed_in, editor):
    return signed_in(editor)


@pytest.fixture
def row(signed_in, tangju):
    link = {"link": "https://example.com/1"}
    signed_in(tangju).post(NEW, typed(act="send", pictures=file(picture("PNG")), **link))
    return Submission.objects.get()


def page_of(row):
    return f"{QUEUE}{row.pk}/"


def answer(act="", **fields):
    channel = Channel.objects.get(slug="life").pk
    return {"act": act, "channel": channel, "pen_name": "竹青", "answer": "", "title": TITLE, "text": TEXT} | fields


def told(row):
    return list(Notice.objects.filter(reader=row.reader, kind="piece").values_list("text", flat=True))


def test_what_waits_is_listed_and_opens_with_the_page_as_it_would_stand(desk, row):
    assert TITLE in desk.get(QUEUE).content.decode()
    assert f'href="{QUEUE}"' in desk.get("/admin/comments/submission/").content.decode()
    page = desk.get(page_of(row)).content.decode()
    assert f'src="{page_of(row)}preview/"' in page and 'value="竹青"' in page and "修改后采用" in page
    framed = desk.get(f"{page_of(row)}preview/")
    shown = flat_html(framed.content.decode())
    assert "<h2>摊主的话</h2>" in shown and row.photos.get().name in shown and ">糖桔</a>" in shown
    assert "example.com" in shown and ">竹青</a>" in shown and not Article.objects.exists()
    assert "frame-ancestors 'self'" in framed.headers["Content-Security-Policy"]


def test_what_is_typed_is_previewed_before_it_is_saved(desk, row):
    shown = desk.post(
        f"{page_of(row)}preview/", answer("", title="改过的题目", text="## 改过的<小标题>")
    ).content.decode()
    assert "改过的题目" in shown and "<h2>改过的&lt;小标题&gt;</h2>" in shown and not Article.objects.exists()


def test_it_is_accepted_as_it_was_sent(desk, row):
    assert desk.post(page_of(row), answer("accept", answer="写得好。")).status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.article.title, row.article.editor) == ("已采用", TITLE, "竹青")
    assert told(row) == [f"《{TITLE}》已采用。写得好。"] and page_of(row) not in desk.get(QUEUE).content.decode()


def test_it_is_accepted_as_an_editor_wrote_it_and_its_author_keeps_what_was_sent(desk, signed_in, row, tangju, editor):
    fields = {"title": "旧书摊收摊", "text": "改过的正文。\n\n[图1]", "pen_name": "兰舟", "keep_pen_name": "on"}
    desk.post(page_of(row), answer("adapt", **fields))
    row.refresh_from_db()
    editor.refresh_from_db()
    story = row.article
    assert (story.title, story.editor, editor.pen_name, story.photos.count()) == ("旧书摊收摊", "兰舟", "兰舟", 1)
    assert (row.title, row.text) == (TITLE, TEXT) and told(row) == [
        f"《{TITLE}》经编辑修改后采用，题为《旧书摊收摊》。"
    ]
    own = signed_in(tangju).get(row.get_absolute_url()).content.decode()
    assert "已采用（经编辑修改）" in own and "发表的文章经编辑修改" in own and "书还在" in own
    assert 'value="兰舟"' in desk.get("/admin/news/article/add/").content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"act": "refuse"}, "请写明理由。"),
        ({"act": "accept", "channel": ""}, "请选一个频道。"),
        ({"act": "accept", "channel": "9" * 40}, "没有这个频道。"),
        ({"act": "accept", "pen_name": "长" * 21}, "最长 20 字"),
        ({"act": "adapt", "title": "-{里皮}-"}, "标题里不能用"),
        ({"act": "adapt", "text": " \n "}, "正文还是空的。"),
        ({"act": "burn"}, "采用"),
    ],
)
def test_a_form_that_lacks_something_says_what_and_decides_nothing(desk, row, fields, sentence):
    page = desk.post(page_of(row), answer(**fields)).content.decode()
    row.refresh_from_db()
    assert sentence in page and row.state == "sent"


def test_it_is_refused_with_a_reason(desk, row):
    desk.post(page_of(row), {"act": "refuse", "answer": "请补上出处。"})
    row.refresh_from_db()
    assert (row.state, row.answer) == ("refused", "请补上出处。") and "请补上出处。" in told(row)[0]


def test_the_second_of_two_editors_is_told_who_was_first_and_keeps_what_was_typed(desk, signed_in, row):
    signed_in(make_staff("秋白", "网编")).post(page_of(row), {"act": "refuse", "answer": "重复的稿。"})
    late = desk.post(page_of(row), answer("adapt", text="还没存下的改动"))
    page = late.content.decode()
    assert late.status_code == 409 and "秋白 已于" in page and "未采用" in page and "还没存下的改动" in page
    assert not Article.objects.exists() and len(told(row)) == 1


def test_nobody_answers_their_own(signed_in, qinghe):
    signed_in(qinghe).post(NEW, typed(act="send"))
    row, desk = Submission.objects.get(), signed_in(qinghe)
    assert "请由其他网编处理" in desk.get(page_of(row)).content.decode()
    for act in ("accept", "refuse"):
        assert desk.post(page_of(row), answer(act, answer="自己来")).status_code == 409
    row.refresh_from_db()
    assert row.state == "sent"


def test_a_moderator_answers_none_of_the_news_area(signed_in, row):
    keeper = signed_in(make_staff("版主甲", "版主"))
    assert TITLE not in keeper.get(QUEUE).content.decode()
    for path in (page_of(row), f"{page_of(row)}preview/"):
        assert keeper.get(path).status_code == keeper.post(path, answer("accept")).status_code == 404
