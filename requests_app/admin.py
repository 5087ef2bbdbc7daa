from django.contrib import admin

from requests_app.models import Call

admin.site.register(Call)
