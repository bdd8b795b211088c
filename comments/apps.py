from django.apps import AppConfig
from django.conf import settings


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = "评论与读者"

    def ready(self) -> None:
        from comments.appeals.models import close_undone
        from comments.guest_votes.casting import cast_guest_vote
        from comments.live.redis_pubsub import Publisher
        from comments.notifications.models import notify_of_level
        from comments.polls.models import next_poll_turn
        from comments.profiles.claims import answer_claim
        from comments.rankings.builders import BUILDERS
        from comments.readers.models import Reader
        from comments.readers.tasks import recompute_levels
        from comments.reports.models import answer_reports, close_deleted
        from comments.search.models import CommentEntry, ReaderEntry
        from comments.submissions.authorship import Authorship
        from comments.submissions.pictures import keep_apart
        from comments.thread.recent import recent_texts
        from comments.thread.tasks import rerender_author, spread
        from news.hooks import register
        from news.media.files import follow_rows

        register("article_authors", Authorship.readers_of)
        register("badge_changed", lambda reader: rerender_author.enqueue(reader.pk))
        register("claim_answered", answer_claim)
        register("comment_appeared", CommentEntry.add_new)
        register("comment_changed", CommentEntry.keep)
        register("comment_followed", lambda comment: spread.enqueue(comment.pk))
        register("level_changed", notify_of_level)
        register("name_changed", ReaderEntry.keep)
        register("next_due", next_poll_turn)
        register("ranking_builders", lambda: BUILDERS)
        register("photo_removed", keep_apart)
        register("ranks_changed", recompute_levels.enqueue)
        register("comment_changed", close_deleted)
        register("ruling_made", answer_reports)
        register("ruling_made", close_undone)
        register("recent_comments", recent_texts)
        register("signed_in", cast_guest_vote)
        if settings.REDIS_URL:
            register("changes_committed", Publisher(settings.REDIS_URL))
        follow_rows(Reader._meta.get_field("portrait"))
