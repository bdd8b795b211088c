"""Where posts come from: kept as hashes for 30 days, shown to moderators as accounts, held after a ban."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Ban, Comment, HeldOrigin, PostOrigin
from comments.origins.models import recorded
from tests.conftest import make_reader, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_recorded():
    recorded.clear()


def post(client, article, text="一句话", address="198.51.100.7"):
    return client.post(f"/news/{article.pk}/comments/", {"text": text}, REMOTE_ADDR=address)


def sign_in(client, name, password="huadan-demo-1"):
    return client.post("/accounts/login/", {"login": name, "password": password})


def case_page(desk, comment):
    return desk.get(f"/admin/comments/comment/queue/{comment.pk}/details/").content.decode()


def test_a_post_leaves_a_hash_and_a_page_view_none(signed_in, article, tangju):
    client = signed_in(tangju)
    client.get(article.get_absolute_url(), REMOTE_ADDR="198.51.100.7")
    assert not PostOrigin.objects.exists()
    post(client, article)
    post(client, article, "又一句")
    row = PostOrigin.objects.get()
    assert row.reader == tangju and "198" not in row.hash and len(row.hash) == 32


def test_moderators_see_the_accounts_of_one_network_never_the_hashes(signed_in, article, tangju, fufeng, qinghe):
    for reader in (tangju, fufeng):
        post(signed_in(reader), article, f"{reader.name} 的话")
    page = case_page(signed_in(make_staff("秋白", "版主")), Comment.objects.get(author=tangju))
    assert "同一网络或设备的账号" in page and fufeng.name in page
    assert PostOrigin.objects.first().hash not in page
    PostOrigin.objects.update(seen_at=timezone.now() - timedelta(days=31))
    assert fufeng.name not in case_page(signed_in(make_staff("秋白二", "版主")), Comment.objects.get(author=tangju))


def test_two_accounts_on_one_device_are_found_though_the_network_changed(article):
    device = Client()
    for name, address in (("甲乙丙", "198.51.100.7"), ("丁戊己", "203.0.113.9")):
        make_reader(name, password="huadan-demo-1")
        sign_in(device, name)
        post(device, article, f"{name}的话", address)
        device.post("/accounts/logout/")
    first = Comment.objects.get(text="甲乙丙的话").author
    assert [reader.name for reader in PostOrigin.accounts_beside(first)] == ["丁戊己"]


def test_names_that_look_alike_are_beside_the_case(signed_in, say, qinghe):
    person = make_reader("长风万里88")
    for name in ("长风万里", "长风万里7", "长风万理88", "长风破浪"):
        make_reader(name)
    page = case_page(signed_in(make_staff("秋白", "版主")), say(person, "一句话"))
    alike = page.partition("名字相近的账号")[2].partition("<h3>")[0]
    assert [name in alike for name in ("长风万里<", "长风万里7<", "长风万理88<", "长风破浪<")] == [
        True,
        True,
        True,
        False,
    ]


def test_the_origins_of_a_banned_person_are_read_first_for_a_time(signed_in, article, tangju, fufeng, qinghe):
    post(signed_in(tangju), article)
    desk = signed_in(make_staff("秋白", "版主"))
    fields = {"days": "7", "reason": "spam", "kind": "silence", "origins": "7"}
    answer = desk.post(f"/admin/comments/reader/{tangju.pk}/bans/", fields, follow=True)
    assert "来自此人 1 个网络和设备的新网友发言，7 天内先审后发。" in answer.content.decode()
    newcomer = make_reader("新来的人", 1)
    post(signed_in(newcomer), article, "同一处的新人")
    post(signed_in(fufeng), article, "同一处的老网友")  # known for long
    post(signed_in(make_reader("别处的人", 1)), article, "别处的新人", "203.0.113.9")
    states = dict(Comment.objects.exclude(author=tangju).values_list("text", "state"))
    assert states == {"同一处的新人": "held", "同一处的老网友": "visible", "别处的新人": "visible"}
    assert Comment.objects.get(author=newcomer).held_by == "origin"
    Ban.objects.get().lift(qinghe)
    HeldOrigin.changed()
    post(signed_in(newcomer), article, "取消之后的话")
    assert Comment.objects.get(text="取消之后的话").state == "visible"


def test_they_are_forgotten_after_thirty_days(tangju):
    PostOrigin.objects.create(reader=tangju, hash="a" * 32, seen_at=timezone.now() - timedelta(days=31))
    PostOrigin.prune(timezone.now())
    assert not PostOrigin.objects.exists()
