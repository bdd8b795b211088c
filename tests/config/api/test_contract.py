"""The API against its own description: requests that schemathesis makes from it, good and bad, and their answers."""

import json

import pytest
import schemathesis
from django.test.client import ClientHandler
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings

from comments.models import Comment
from config.api.site_api import api
from news.models import Correction, Source
from tests.conftest import make_article, make_photo, make_reader

EXAMPLES = 15


def site(environ, start_response):
    """The site as a WSGI application inside the test's transaction: Django's own would close its connection."""
    response = ClientHandler()(environ)
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [response.content]


@pytest.fixture
def world(db, settings):
    """Some of everything that an answer may hold."""
    settings.ALLOWED_HOSTS = ["*"]
    story = make_article("国家里面的断桥")
    make_photo(story, "桥头", (64, 48))
    Source.objects.create(article=story, name="晚报", url="https://example.org/1", published_at=timezone.now())
    Correction.objects.create(article=story, text="改正")
    reader, other = make_reader("糖桔", 8), make_reader("扶风", 5)
    first = Comment.post(story, reader, "断桥的话")
    Comment.post(story, other, "@糖桔 答您的话", first)
    Comment.post(story, other, "折叠的话").collapse(reader, "offtopic")
    first.delete_by_author()
    return [
        ("/api/v1/articles/", {"pk": story.pk}),
        ("/api/v1/comments/", {"pk": Comment.objects.last().pk}),
        ("/api/v1/channels/", {"slug": "politics"}),
        ("/api/v1/readers/", {"name": "糖桔"}),
    ]


def name_what_exists(case, world):
    """Let a good request ask for something that is there; bad ones are answered alike without."""
    if case.path_parameters and case.meta.generation.mode.is_positive:
        case.path_parameters |= next((names for start, names in world if case.operation.path.startswith(start)), {})


CONFIG = schemathesis.Config.from_dict({"generation": {"deterministic": True, "database": "none"}})
description = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())), config=CONFIG)
description.app = site


@description.parametrize()
@hypothesis_settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case, world):
    name_what_exists(case, world)
    case.call_and_validate()
