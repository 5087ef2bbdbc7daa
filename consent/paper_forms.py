"""The form of a paper: the columns and linked sets of its version, and its language."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from web.folding import FoldedForm


class PaperForm(FoldedForm, forms.ModelForm):
    """A subclass names the version and its fields. `edit_no` carries the number of the text that the writer saw.

    `state` is the writer's: what is made to a State can be linked, and its offices named, by that State alone
    (`own_sets`).
    """

    language = forms.ChoiceField(label=_("Language of this text"), choices=settings.LANGUAGES)
    edit_no = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    own_sets: tuple[str, ...] = ()

    def __init__(self, *args, state, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.own_sets:
            self.fields[name].queryset = self.fields[name].queryset.filter(state=state)
        self.order_fields([name for name in self.fields if name not in self.later])

    def words(self) -> dict:
        """Columns and sets as the service takes them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def _post_clean(self):
        """The service validates the version with its edition; the stored one must not change before."""


def prose_boxes(*names: str) -> dict[str, forms.Textarea]:
    """Boxes of four lines, which browsers let grow with what is typed."""
    return {name: forms.Textarea(attrs={"rows": 4}) for name in names}
