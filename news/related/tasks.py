"""Jobs of related stories."""

from django.db import transaction
from django_tasks import task

from news.articles.models import Article
from news.changes.models import Change
from news.related.models import Related


@task()
def relate(article_pk: int) -> None:
    """A story was published or changed: find the earlier ones on its matter."""
    article = Article.objects.filter(pk=article_pk).first()
    if article and Related.find(article):
        with transaction.atomic():
            locked = Article.objects.select_for_update().get(pk=article_pk)
            Change.record(locked, (Change.Kind.STORY, article_pk))


def relate_later(article: Article) -> None:
    """Have the worker look for the stories on the same matter as `article`, which was saved; not those of a draft."""
    if article.published_at:
        relate.enqueue(article.pk)
