from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "新闻编辑台"

    def ready(self) -> None:
        from news.articles.models import next_publication
        from news.feeds.tasks import publish_changes, publish_scheduled
        from news.hooks import register
        from news.media.files import follow_rows
        from news.media.models import Video
        from news.pages.models import FrontPlace, next_front_end
        from news.related.tasks import relate_later
        from news.search.models import ArticleEntry

        register("article_changed", ArticleEntry.keep)
        register("article_changed", relate_later)
        register("article_changed", publish_scheduled)
        register("article_changed", FrontPlace.leave)
        register("changes_recorded", publish_changes)
        register("next_due", next_publication)
        register("next_due", next_front_end)
        follow_rows(Video._meta.get_field("file"))
