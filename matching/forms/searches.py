"""Forms of saved searches."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from matching.choices import AlertRhythm, SearchOf
from matching.forms.browse import NeedFilterForm, OfferFilterForm
from matching.models import SavedSearch

FILTER_FORMS = {SearchOf.NEEDS: NeedFilterForm, SearchOf.OFFERS: OfferFilterForm}
NOT_KEPT = {"order"}


def filters_in(of: str, given: MultiValueDict) -> dict:
    """What of `given` narrows the list `of` needs or offers, as it is kept. Raises ValidationError by filter."""
    form = FILTER_FORMS[SearchOf(of)](given)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return {name: value for name, value in form.cleaned_data.items() if value and name not in NOT_KEPT}


class SearchForm(forms.ModelForm):
    """Its name and how often a mail tells what is new."""

    class Meta:
        model = SavedSearch
        fields = ["name", "rhythm"]
        widgets = {"rhythm": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rhythm"].choices = AlertRhythm.choices

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("name", "rhythm")}
