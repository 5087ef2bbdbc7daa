from django.contrib import admin

from states.models import Body, CountryGroupMembership, Mandate, Region, State


@admin.register(State)
class StateAdmin(admin.ModelAdmin):
    list_display = ["iso3", "name", "membership", "regional_group"]
    search_fields = ["iso3", "names"]
    readonly_fields = ["contested_at"]


@admin.register(CountryGroupMembership)
class CountryGroupMembershipAdmin(admin.ModelAdmin):
    list_display = ["group", "state", "valid_from", "valid_to", "source", "as_of"]
    list_filter = ["group"]


@admin.register(Body)
class BodyAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "state", "verified_at"]
    list_filter = ["kind"]


@admin.register(Mandate)
class MandateAdmin(admin.ModelAdmin):
    list_display = ["user", "role", "body", "starts_on", "ends_on"]

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display = ["slug", "name", "host"]
    filter_horizontal = ["states"]
