from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications import services
from notifications.forms import MailSettingsForm
from web.views import SubmitPage


class MailSettings(SubmitPage):
    """Each person's own: how often mails come, and in which language."""

    template_name = "notifications/mail_settings.html"
    form_class = MailSettingsForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.request.user}

    def perform(self, form):
        services.set_mail_settings(by=self.acting, **form.cleaned_data)
        messages.success(self.request, _("Your mails come as you asked."))
        return reverse("mail_settings")
