from django import forms
from django.utils.translation import gettext_lazy as _

from files.choices import ACCEPTED


class UploadForm(forms.Form):
    """One file. What is wrong with it is said beside the field."""

    file = forms.FileField(
        label=_("Document"),
        max_length=None,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text=_("PDF, Word (.docx), PNG or JPEG, up to 10 MB. Please name no individuals in it."),
    )
