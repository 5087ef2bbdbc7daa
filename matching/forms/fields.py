"""Fields that several forms share."""

from django import forms

TERMS_NO = {"widget": forms.HiddenInput, "required": False, "min_value": 0, "max_value": 2**31 - 1}


def date_input():
    return forms.DateInput(attrs={"type": "date"})
