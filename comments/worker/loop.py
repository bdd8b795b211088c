"""The worker loop: jobs from the queue, mails, and periodic tasks. Every step may be cut short."""

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from typing import Any

from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as Jobs
from django_tasks_db.models import DBTaskResult

from comments.bans.models import release_ended
from comments.fairness.job import find_unfair_votes
from comments.gems.queries import close_days
from comments.heat.governor import govern
from comments.importing.tasks import resume_imports
from comments.mail.models import OutgoingMail
from comments.mail.sending import send_mail_queue
from comments.moderation.figures import has_waited_too_long, remind_of_waiting
from comments.notifications.mails import write_notice_mails
from comments.notifications.models import Notice
from comments.origins.models import PostOrigin
from comments.pipeline.models import PipelineEvent
from comments.polls.models import Poll
from comments.profiles.leaving import erase_due
from comments.rate_limits.models import RateCount
from comments.readers import portraits
from comments.readers.models import Reader
from comments.search.models import CommentEntry
from comments.search.reindexing import reindex
from comments.thread.models import Comment
from comments.worker.models import PeriodicRun
from news.admin_forms.models import SentForm
from news.changes.models import Change
from news.changes.pruning import delete_in_batches
from news.editing.locks import EditingLock
from news.editing.models import EditingDraft
from news.editing.scheduled import carry_out_due
from news.editing.versions import prune_versions
from news.feed_sources.looking import look_at_due
from news.media.files import sweep_files, sweep_pictures
from news.media.models import VIDEOS, DeskPicture, Video
from news.page_views.counting import prune_page_views
from news.rankings.models import Ranking

TICK_SECONDS = 0.5
CHORE_SECONDS = 60
SWEEP_EVERY = timedelta(hours=6)
PRUNE_EVERY = timedelta(minutes=15)
PRUNE_CHANGES_EVERY = timedelta(hours=1)
JUDGE_EVERY = timedelta(hours=1)
REMIND_EVERY = timedelta(hours=12)
LOST = timedelta(minutes=5)  # a job that runs longer belonged to a process that is gone
NOTICES_KEPT = timedelta(days=90)
JOBS_KEPT = timedelta(days=3)
LETTERS_KEPT = timedelta(days=7)
logger = logging.getLogger(__name__)


class WorkerLoop:
    """One loop in one thread; several processes may each have one."""

    def __init__(self) -> None:
        self.stopping = Event()
        self.thread: Thread | None = None
        self.jobs = Jobs(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"huadan-{id(self)}-{monotonic()}",
            excluded_queue_names=[],
        )

    def start(self) -> None:
        self.thread = Thread(target=self.run, name="worker", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """End after the step in hand; does not wait."""
        self.stopping.set()
        self.jobs.running = False

    def join(self, seconds: float) -> None:
        """Wait a moment for the step in hand; what is cut off is done again by the next process."""
        if self.thread:
            self.thread.join(seconds)

    def running(self) -> bool:
        return not self.stopping.is_set()

    def run(self) -> None:
        due = monotonic()
        while self.running():
            acts = [carry_out_due, self.work, write_notice_mails, self.send]
            if monotonic() >= due:
                due = monotonic() + CHORE_SECONDS
                acts += periodic_tasks()
            for act in acts:
                self.step(act)
            self.stopping.wait(TICK_SECONDS)

    def step(self, act: Callable[..., Any]) -> None:
        """One step; what fails is written down and tried again with the next."""
        close_old_connections()
        try:
            act()
        except Exception:
            logger.exception("a step of the worker failed; it is tried again")
        finally:
            close_old_connections()

    def work(self) -> None:
        # Looking costs no lock; taking a job does.
        if DBTaskResult.objects.ready().exists():
            self.jobs.run()

    def send(self) -> None:
        send_mail_queue(self.running)


def periodic_tasks() -> list[Callable[..., Any]]:
    """What is due by the clock, each a step of its own: one that fails does not hold up the others."""
    return [
        Ranking.build_due,
        Poll.record_closings,
        recover,
        index_if_empty,
        close_days,
        erase_due,
        release_ended,
        govern,
        resume_imports,
        remind,
        judge_votes,
        tidy,
        prune_changes,
        sweep,
        look_at_due,  # the last: it waits for other sites
        prune_history,
    ]


def recover() -> None:
    """Jobs of a process that was killed run once more: each may run twice."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST)
    lost.update(status="READY", started_at=None, worker_ids=[])


def index_if_empty() -> None:
    """After the update that brought search, its index is built once, while the site runs."""
    if not CommentEntry.objects.exists() and Comment.objects.shown().exists():
        reindex()


def tidy() -> None:
    """Delete what is old, each kind some rows in a transaction."""
    now = timezone.now()
    prune_page_views(now)
    delete_in_batches(DBTaskResult.objects.finished().filter(finished_at__lt=now - JOBS_KEPT))
    delete_in_batches(Notice.objects.filter(made_at__lt=now - NOTICES_KEPT))
    delete_in_batches(OutgoingMail.objects.filter(sent_at__lt=now - LETTERS_KEPT))
    delete_in_batches(OutgoingMail.objects.filter(given_up=True, made_at__lt=now - LETTERS_KEPT))
    delete_in_batches(RateCount.objects.filter(ends_at__lt=now))
    SentForm.prune(now)
    EditingDraft.prune(now)
    EditingLock.prune(now)
    DeskPicture.prune(now)
    PostOrigin.prune(now)
    PipelineEvent.prune(now)
    delete_in_batches(Session.objects.filter(expire_date__lt=now))


def prune_changes() -> None:
    """Forget the changes that no page may ask for any more, once an hour and in one process."""
    if PeriodicRun.claim("prune changes", PRUNE_CHANGES_EVERY):
        Change.objects.prune()


def sweep() -> None:
    """Look for files that a killed process left behind, once in some hours and in one process."""
    if PeriodicRun.claim("sweep files", SWEEP_EVERY):
        sweep_files(Reader._meta.get_field("portrait"), portraits.FOLDER)
        sweep_files(Video._meta.get_field("file"), VIDEOS)
        sweep_pictures()


def prune_history() -> None:
    """Delete versions of stories that are too many or too old, some at a time, four times an hour."""
    if PeriodicRun.claim("prune versions", PRUNE_EVERY):
        prune_versions(timezone.now())


def judge_votes() -> None:
    """Look for votes that were arranged, once an hour and in one process."""
    if PeriodicRun.claim("judge votes", JUDGE_EVERY):
        find_unfair_votes()


def remind() -> None:
    """Tell moderators of cases that wait too long, at most twice a day and from one process."""
    if has_waited_too_long() and PeriodicRun.claim("remind moderators", REMIND_EVERY):
        remind_of_waiting()
