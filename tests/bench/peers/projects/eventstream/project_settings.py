"""The least project in which django-eventstream does what its documents show: one channel, events in memory."""

SECRET_KEY = "only-for-measurements"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "project_urls"
ASGI_APPLICATION = "project_asgi.application"
USE_TZ = True
INSTALLED_APPS = ["django_eventstream"]
MIDDLEWARE = []
DATABASES = {}
