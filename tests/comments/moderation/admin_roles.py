"""Who may enter the admin, from the superuser to a guest, and what readers keep to themselves."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group, Permission

from comments.models import Reader, SectionModerator
from news.models import Channel
from tests.conftest import make_reader

ROLES = [
    "superuser",
    "everything",
    "editor",
    "chief",
    "moderator",
    "board_moderator",
    "viewer",
    "staff",
    "reader",
    "guest",
]
# Who may do what does not depend on the database: on PostgreSQL the ends of the list are tried.
TRIED = ROLES if "sqlite" in settings.DATABASES["default"]["ENGINE"] else ["superuser", "everything", "guest"]
GROUPS = {"editor": ["网编"], "moderator": ["版主"], "board_moderator": ["版块版主"], "chief": ["首席版主"]}
ADDRESS, HASH = "very-private@example.org", "md5$very-private-salt$very-private-hash"


def make_role(role):
    """A reader in this role; None for a guest. `everything`: each permission there is, without being superuser."""
    if role == "guest":
        return None
    reader = make_reader(f"角色{ROLES.index(role)}号", 5, is_staff=role != "reader", is_superuser=role == "superuser")
    reader.groups.set(Group.objects.filter(name__in=GROUPS.get(role, ())))
    permissions = {
        "everything": Permission.objects.all(),
        "viewer": Permission.objects.filter(codename__startswith="view_"),
    }
    reader.user_permissions.set(permissions.get(role, ()))
    if role == "board_moderator":
        SectionModerator.objects.create(board=Channel.objects.get(slug="chat"), reader=reader)
    return reader


def plant_secrets(reader):
    """Give a reader an address, a hash and a secret that can be looked for in pages."""
    Reader.objects.filter(pk=reader.pk).update(email=ADDRESS, password=HASH)
    EmailAddress.objects.create(user=reader, email=ADDRESS, verified=True, primary=True)
    Authenticator.objects.create(user=reader, type="totp", data={"secret": "very-private-seed"})
