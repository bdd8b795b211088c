"""The mail queue in the admin."""

from django.contrib import admin

from comments.mail.models import OutgoingMail
from news.admin_forms.read_only import ReadOnly


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly, admin.ModelAdmin):
    """The mail queue: what waits, what went out, what was given up. What mails say is not shown."""

    list_display = ["made_at", "to", "subject", "sent_at", "tries", "given_up", "error"]
    list_filter = ["given_up", "sent_at"]
    exclude = ["body", "headers", "message_id", "claimed_until"]
    superuser_fields = ["to", "error"]  # a server's refusal names the address
