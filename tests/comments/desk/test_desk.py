"""今日概况: what stands there, for whom, and that it costs the same however much there is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.desk.figures import desk_figures
from comments.desk.hour_picture import HEIGHT, HOURS, HourPicture
from comments.models import Comment, ErrorReport, Submission
from news.models import PageViewCount
from tests.conftest import make_article, make_staff

pytestmark = pytest.mark.django_db
DESK = "/admin/desk/"
NOON = timezone.make_aware(timezone.datetime(2025, 6, 15, 12, 30))


@pytest.fixture
def editor(db):
    return make_staff("闻笛", "网编")


def fill(reader, number):
    """`number` stories of today with comments and page views, and as much in every queue."""
    now = timezone.now()
    for each in range(number):
        story = make_article(f"第{each}条新闻", published_at=now)
        make_article(f"第{each}篇草稿", published_at=None)
        make_article(f"第{each}条定时", published_at=now + timedelta(hours=1))
        PageViewCount.objects.create(article=story, at=now, readers=3)
        Comment.post(story, reader, f"第{each}条评论说的话")
        ErrorReport.make(story, reader, "写错了")
        facts = {"state": "sent", "sent_at": now, "title": "一篇", "text": "正文"}
        Submission.objects.create(reader=reader, key=f"{reader.pk}-{story.pk}", **facts)


def test_it_shows_the_day_with_the_way_to_each_queue(signed_in, editor, tangju):
    fill(tangju, 2)
    Comment.objects.update(state="held")
    page = signed_in(editor).get(DESK)
    html = page.content.decode()
    lines = {line.label: (line.number, line.address) for line in page.context["queues"]}
    assert {label: number for label, (number, _) in lines.items()} == dict.fromkeys(lines, "2")
    assert lines["投稿"][1] in html and lines["指正"][1] in html and not lines["待审评论"][1]
    stories = [(line.article.title, line.views) for line in page.context["stories"]]
    assert stories == [("第1条新闻", 3), ("第0条新闻", 3)]
    assert page.context["picture"].total == 6 and "10 分钟内 1 条评论" in html
    for _, address in lines.values():
        assert not address or signed_in(editor).get(address).status_code == 200


def test_it_costs_the_same_however_much_there_is(django_assert_num_queries, editor, tangju, fufeng):
    fill(tangju, 1)
    desk_figures(editor)  # what the editor may do is asked once
    with django_assert_num_queries(16):
        desk_figures(editor)
    fill(fufeng, 5)
    with django_assert_num_queries(16):
        desk_figures(editor)


@pytest.mark.parametrize("group", ["版主", "首席版主"])
def test_others_have_no_such_page(signed_in, group):
    client = signed_in(make_staff("秋白", group))
    assert client.get(DESK).status_code == 403 and DESK not in client.get("/admin/").content.decode()


def test_every_page_of_the_admin_leads_there(signed_in, editor):
    assert f'href="{DESK}"' in signed_in(editor).get("/admin/").content.decode()


def test_each_hour_has_a_bar_as_tall_as_its_share():
    minute = timedelta(minutes=1)
    counts = {NOON: 2, NOON - 20 * minute: 2, NOON - 65 * minute: 2, NOON - 60 * 30 * minute: 99}
    picture = HourPicture.draw(counts, NOON)
    assert len(picture.bars) == HOURS and picture.total == 6
    assert [(bar.height, bar.says) for bar in picture.bars[-2:]] == [
        (HEIGHT // 2, "11:00 起：2"),
        (HEIGHT, "12:00 起：4"),
    ]
    assert picture.bars[-1].label == "12" and picture.bars[-2].label == ""


def test_a_day_without_readers_is_flat():
    assert {bar.height for bar in HourPicture.draw({}, NOON).bars} == {0}
