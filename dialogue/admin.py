from django.contrib import admin

from dialogue.models import AnnualSession


@admin.register(AnnualSession)
class AnnualSessionAdmin(admin.ModelAdmin):
    list_display = ["reference", "title", "starts_on", "status"]
    readonly_fields = ["status"]
