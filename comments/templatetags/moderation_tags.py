"""What templates say of the moderators' queues."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from comments.moderation.queues import QUEUES, as_text, count_waiting

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_queues(context: dict[str, Any]) -> list[dict[str, str]]:
    """[{name, label, number, address}] of the queues in which something may wait; empty for who moderates nothing."""
    user = context["request"].user
    if not user.has_perm("comments.change_comment"):
        return []
    counts = context.get("waiting") or count_waiting(user)
    shown = [
        (queue.name, queue.label, f"{reverse('admin:comments_queue')}?in={queue.name}") for queue in QUEUES.values()
    ]
    shown = [one for one in shown if one[0] in counts]
    if user.has_perm("comments.view_report"):
        address = f"{reverse('admin:comments_report_changelist')}?state__exact=open&comment__isempty=1"
        shown.append(("things", "文章、问卷、网友的举报", address))
    if user.has_perm("comments.view_appeal"):
        shown.append(("appeals", "申诉", f"{reverse('admin:comments_appeal_changelist')}?state__exact=waiting"))
    return [
        {"name": name, "label": label, "number": as_text(counts[name]), "address": address}
        for name, label, address in shown
    ]
