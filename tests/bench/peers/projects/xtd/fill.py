"""Fill the project's database and print, as JSON, what a client needs: run once, in the peer's environment.

Arguments: stories, comments on the first story, accounts, comments to vote on.
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.contrib.sites.models import Site  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django_comments.forms import CommentSecurityForm  # noqa: E402
from django_comments_xtd.models import XtdComment  # noqa: E402
from stories.models import Story  # noqa: E402


@transaction.atomic
def fill(stories, comments, accounts, others):
    """Make everything; return {"article", "comments", "accounts", "forms"}."""
    people = [person(f"reader{number}") for number in range(accounts)]
    made = [Story.objects.create(title=f"新闻 {n}", body="第一段。\n\n第二段。") for n in range(stories)]
    for number in range(comments):
        comment(made[0], people[number % accounts], f"第 {number} 句，说说自己的看法，有理有据。")
    author = person("author")
    voted = [comment(made[1 + n % (stories - 1)], author, f"投我一票 {n}").pk for n in range(others)]
    forms = [CommentSecurityForm(story).generate_security_data() for story in made]
    return {"article": made[0].pk, "comments": voted, "accounts": [session(one) for one in people], "forms": forms}


def person(name):
    return User.objects.create_user(name, f"{name}@example.org", first_name=name, last_name="Reader")


def comment(story, user, text):
    return XtdComment.objects.create(
        content_type=ContentType.objects.get_for_model(Story),
        object_pk=story.pk,
        site=Site.objects.get_current(),
        user=user,
        user_name=user.username,
        user_email=user.email,
        comment=text,
    )


def session(user):
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    call_command("migrate", run_syncdb=True, verbosity=0)
    print(json.dumps(fill(*map(int, sys.argv[1:])), ensure_ascii=False))
