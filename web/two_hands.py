"""Two hands at one text: 409 with what is stored now beside what was typed; nobody overwrites another in silence."""

from django import forms

from web.errors import Conflict


def keep_both(form: forms.BaseForm, conflict: Conflict, number: str = "edit_no") -> list[dict]:
    """After another hand's save: the form keeps what was typed, under the new number of the text.

    Returns what is stored now as [{label, value}] for the fields of the form; what is empty is left out.
    """
    form.data = form.data.copy() | {form.add_prefix(number): str(conflict.current.get(number, ""))}
    form.add_error(None, str(conflict))
    stored = {name: value for name, value in conflict.current.items() if name in form.fields and name != number}
    return [{"label": form.fields[name].label, "value": value} for name, value in stored.items() if value]


class TwoHands:
    """For a `SubmitPage` whose service counts the versions of a text: its form comes back with both texts.

    A conflict that tells no number is of another kind, and is answered by its own page.
    """

    number_of_text = "edit_no"

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Conflict as conflict:
            if self.number_of_text not in conflict.current:
                raise
            stored = keep_both(form, conflict, self.number_of_text)
            context = self.get_context_data(form=form, two_hands=True, stored=stored)
            return self.render_to_response(context, status=409)
