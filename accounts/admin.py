from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from accounts.models import User


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Whoever is written in has an address: sign-in and every mail go by it, and no two people share one."""

    fieldsets = (*UserAdmin.fieldsets, (_("My mails"), {"fields": ("language", "mail_rhythm")}))
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "email", "usable_password", "password1", "password2")}),
    )
