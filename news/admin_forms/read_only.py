"""What the pages of the desk share."""


class ReadOnly:
    """Rows that are looked at, never written by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
