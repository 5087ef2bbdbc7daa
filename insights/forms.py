from django import forms
from django.utils.translation import gettext_lazy as _


class YearForm(forms.Form):
    """Of which year?"""

    year = forms.IntegerField(label=_("Year"), min_value=2020, max_value=2100)
