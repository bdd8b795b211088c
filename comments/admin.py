"""Django admin of readers and their comments, gathered from its subjects."""

from comments.mail import admin as mail
from comments.moderation import admin as moderation
from comments.polls import admin as polls
from comments.profiles import admin as profiles
from comments.readers import admin as readers
from comments.reputation import admin as reputation
from comments.rulings import admin as rulings
from comments.submissions import admin as submissions

__all__ = ["mail", "moderation", "polls", "profiles", "readers", "reputation", "rulings", "submissions"]
