from django.contrib import admin

from notifications.models import OutboxMessage


@admin.register(OutboxMessage)
class OutboxAdmin(admin.ModelAdmin):
    """Status only: whoever runs the machine sees that a mail went, not what it said."""

    list_display = ["pk", "kind", "status", "attempts", "created_at", "sent_at"]
    list_filter = ["status", "kind"]
    fields = readonly_fields = ["kind", "status", "attempts", "next_at", "error", "created_at", "sent_at"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
