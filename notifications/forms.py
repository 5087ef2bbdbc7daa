from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from accounts.choices import MailRhythm


class MailSettingsForm(forms.ModelForm):
    """How often mails come to this person, and in which language."""

    class Meta:
        model = get_user_model()
        fields = ["mail_rhythm", "language"]

    mail_rhythm = forms.ChoiceField(
        label=_("How often mails come"),
        choices=MailRhythm.choices,
        widget=forms.RadioSelect,
        help_text=_("What binds your office or concerns your sign-in always comes at once."),
    )
