from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "新闻编辑台"

    def ready(self):
        from news.models import Video
        from news.models.files import follow_rows

        follow_rows(Video._meta.get_field("file"))
