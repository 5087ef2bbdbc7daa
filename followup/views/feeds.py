"""The calendar of one's dues: its private address, and what stands behind it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import View

from followup import services
from followup.selectors import calendar_of, feed_of, reader_of
from web.errors import NotPermitted
from web.views import SignedInPage


class CalendarPage(SignedInPage):
    """Whether there is an address; a new one is shown once, when it is made; it can be revoked at any time."""

    template_name = "followup/calendar.html"
    section = "desk"
    http_method_names = ["get", "head", "post", "options"]

    def get_context_data(self, **kwargs):
        if self.acting.capacity_id is None:
            raise NotPermitted
        return super().get_context_data(feed=feed_of(self.acting), **kwargs)

    def post(self, request):
        if "revoke" in request.POST:
            services.close_feed(by=self.acting)
            messages.success(request, _("Revoked. Nobody can read the calendar by that address any more."))
            return redirect("calendar")
        secret = services.open_feed(by=self.acting)
        address = settings.SITE_URL + reverse("calendar_feed", args=[secret])
        return self.render_to_response(self.get_context_data(address=address))


class CalendarFeedView(View):
    """The calendar itself: whoever has the address reads it, as long as the mandate lives."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, secret):
        reader = reader_of(services.digest_of(secret))
        if reader is None:
            raise Http404
        with translation.override(reader.user.language):
            body = calendar_of(reader, site=settings.SITE_URL)
        headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
        return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
