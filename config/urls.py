from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from config.api.site_api import urls as api
from news.media import views as media

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "花蛋编辑台"
admin.site.index_title = "今天的工作"

handler429 = "news.pages.errors.too_many"  # asked for by django-allauth
handler400, handler403, handler404, handler500 = (
    f"news.pages.errors.{name}" for name in ("bad_request", "forbidden", "not_found", "server_error")
)

urlpatterns = [
    path("admin/", admin.site.urls),
    path("favicon.ico", media.favicon),
    path("healthz", media.healthz, name="healthz"),
    path("api/v1/", api),
    re_path(r"^media/(?P<path>[\w./-]+)$", media.serve, name="media"),
    path("", include("comments.urls")),
    path("", include("news.urls")),
]
