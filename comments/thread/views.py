"""更多评论 of an article, and posting a comment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.exceptions import Gone, Refused
from comments.origins.models import Origin, PostOrigin, origin_of
from comments.responses.answers import redirect
from comments.responses.guest_texts import give_back
from comments.responses.tokens import check_token
from comments.thread.composing import forget_draft, render_refused_post, sign_in_first
from comments.thread.edit_views import answer_with_new_row
from comments.thread.forms import CommentForm
from comments.thread.models import Comment
from comments.thread.sorting import SORTS, floor_query, thread_page
from news.articles.models import Article
from news.caching.pages import render_public
from news.compiled_queries import NOW, CompiledQuery, Given
from news.http.origins import is_same_origin
from news.http.paging import parse_page_number

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from news.http.requests import SiteRequest


def open_story() -> QuerySet[Article]:
    """The story `pk`, if readers may see it `now`."""
    return Article.objects.published(NOW).filter(pk=Given("pk"))


OPEN_STORY = CompiledQuery(lambda: open_story().only("pk"))
OPEN_STORY_WITH_CHANNEL = CompiledQuery(lambda: open_story().select_related("channel"))


@csrf_exempt  # checked in `create`, after it is known that there is a reader at all
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: SiteRequest, pk: int) -> HttpResponse:
    is_post = request.method == "POST"
    # Of a story that is posted to, the act reads everything under its lock.
    article = (OPEN_STORY if is_post else OPEN_STORY_WITH_CHANNEL).first(pk=pk, now=timezone.now())
    if article is None:
        return answer_gone(request)
    return create(request, article) if is_post else page(request, article)


def answer_gone(request: SiteRequest) -> HttpResponse:
    """The answer where there is no such story (any more): to a post, what was typed."""
    text = request.POST.get("text", "")
    if not text or not is_same_origin(request):
        raise Http404
    return give_back(request, Gone("这条新闻已经撤下，不能再评论。"), text, reverse("home"))


def page(request: SiteRequest, article: Article) -> HttpResponse:
    sort = request.GET.get("sort") or "new"
    wanted = parse_page_number(request.GET.get("page"), default=0)
    if sort not in SORTS or wanted is None:
        raise Http404("没有这一页评论。")
    if request.GET.get("floor"):
        return jump(request, article, sort)
    of_floor = partial(thread_page_context, article, sort, wanted, request.GET.get("after", ""))
    return render_public(
        request,
        "comments/thread/thread_page.html",
        of_floor,
        [article.cursor],
        keep=True,
        about=("article", article.pk),
    )


def jump(request: SiteRequest, article: Article, sort: str) -> HttpResponse:
    """「跳到 N 楼」: lead to the page on which it stands."""
    floor = parse_page_number(request.GET["floor"])
    if floor is None:
        raise Http404("没有这一楼。")
    return redirect(f"{request.path_info}?{floor_query(article, sort, floor)}")


def thread_page_context(article: Article, sort: str, wanted: int, after: str) -> dict[str, Any]:
    found = thread_page(article, sort, wanted, after)
    if found is None:
        raise Http404("没有这一页评论。")
    return {"article": article, "sort": sort, "sorts": SORTS, "listed": found}


def create(request: SiteRequest, article: Article) -> HttpResponse:
    if not request.user.is_authenticated:
        return sign_in_first(request, article)
    form = CommentForm(request.POST)
    try:
        check_token(request)
        if not form.is_valid():
            raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
        comment = post_comment(article, request.user, form, origin_of(request))
    except Refused as error:
        return render_refused_post(request, article, form, error)
    forget_draft(request, article)
    return answer_with_new_row(request, comment)


def post_comment(article: Article, reader: Reader, form: CommentForm, origin: Origin) -> Comment:
    try:
        parent = form.find_parent()
    except Comment.DoesNotExist:
        raise Gone("您要回复的评论已经不在了。") from None
    data = form.cleaned_data
    comment = Comment.post(article, reader, data["text"], parent, data["key"], origin, data["as_editor"])
    PostOrigin.record(reader, origin)
    return comment
