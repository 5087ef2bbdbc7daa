from django.contrib import admin

from obligations.models import (
    AffectedGroup,
    CouncilText,
    GroupAlias,
    HeldRow,
    ImportRun,
    Mechanism,
    MechanismAlias,
    Recommendation,
    SDGGoal,
    SDGTarget,
    StateAlias,
    Theme,
    ThemeAlias,
)


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look at: what imports bring is changed by imports and by the page of held rows alone."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Recommendation)
class RecommendationAdmin(ReadOnlyAdmin):
    list_display = ["reference", "state", "recommending_label", "response", "session_number"]
    list_select_related = ["state"]
    list_filter = ["response", "technical_assistance", "cycle"]
    search_fields = ["reference"]
    show_full_result_count = False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "importer", "encoding", "counts", "at"]


@admin.register(HeldRow)
class HeldRowAdmin(ReadOnlyAdmin):
    list_display = ["label", "reason", "source", "held_at", "resolved_at", "resolution"]
    list_filter = ["reason", "resolution"]


class ReferenceAdmin(admin.ModelAdmin):
    list_display = ["name", "source", "as_of"]


for model in (Mechanism, Theme, AffectedGroup, SDGGoal, SDGTarget):
    admin.site.register(model, ReferenceAdmin)


@admin.register(CouncilText)
class CouncilTextAdmin(ReadOnlyAdmin):
    list_display = ["symbol", "kind", "title", "adopted_on"]
    list_filter = ["kind"]
    search_fields = ["symbol", "title"]


@admin.register(ThemeAlias, GroupAlias, MechanismAlias, StateAlias)
class AliasAdmin(admin.ModelAdmin):
    list_display = ["label", "source"]
    list_filter = ["source"]
    search_fields = ["label"]
