from django.apps import AppConfig
from django.conf import settings


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = "评论与读者"

    def ready(self):
        from comments.boards.standings import BUILDERS
        from comments.models import Authorship, Reader
        from news.credits import known_by
        from news.models.board import builders
        from news.models.files import follow_rows

        builders |= BUILDERS
        known_by(Authorship.readers_of)
        follow_rows(Reader._meta.get_field("portrait"))
        if settings.REDIS_URL:
            from comments.live.redis_bell import Publisher
            from news import bell

            bell.listen(Publisher(settings.REDIS_URL))
