from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dialogue.choices import Pool, SegmentKind
from dialogue.models import AgendaItem, Segment
from dialogue.selectors.objects import READERS
from dialogue.selectors.sessions import bodies_to_invite
from dialogue.services.agenda import moment_in
from web.fields import RowsField, no_control_characters


def clock():
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SegmentForm(forms.ModelForm):
    """A segment by day and clock, as they are where the session takes place."""

    day = forms.ChoiceField(label=_("Day"))
    begins = forms.TimeField(label=_("Begins at"), widget=clock())
    ends = forms.TimeField(label=_("Ends at"), widget=clock())
    kind = forms.ChoiceField(
        label=_("Who may attend, what is recorded"),
        choices=SegmentKind.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Open: everybody sees it. Without attribution: who said what leaves the room in no form. "
            "Closed: nobody but those invited learns that it takes place."
        ),
    )
    link = forms.URLField(
        label=_("Link for remote participation"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Only those who take part see it."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of interpretation"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Segment
        fields = ["title", "theme", "day", "begins", "ends", "room", "kind", "invited", "link", "languages", "tables"]

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["day"].choices = [(one.isoformat(), one.isoformat()) for one in session.days]
        self.fields["invited"].queryset = bodies_to_invite()
        if self.instance.pk:
            begins, ends = (one.astimezone(session.zone) for one in (self.instance.starts_at, self.instance.ends_at))
            self.initial |= {"day": begins.date().isoformat(), "begins": begins.time(), "ends": ends.time()}

    def _post_clean(self):
        """The service checks the whole segment; nothing is written into the instance here."""

    def words(self) -> dict:
        given = dict(self.cleaned_data)
        on = self.session.starts_on.fromisoformat(given.pop("day"))
        begins, ends, _invited = given.pop("begins"), given.pop("ends"), given.pop("invited")
        return given | {
            "starts_at": moment_in(self.session, on, begins),
            "ends_at": moment_in(self.session, on, ends),
        }


class ItemForm(forms.ModelForm):
    """The minutes of an item, its words where it is free, and the segment where it stands."""

    segment = forms.ModelChoiceField(Segment.objects.none(), label=_("Segment"), to_field_name="key", empty_label=None)

    class Meta:
        model = AgendaItem
        fields = ["title", "minutes", "segment"]

    def __init__(self, *args, segments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["segment"].queryset = segments
        self.initial["segment"] = self.instance.segment.key
        if self.instance.kind != "free":
            del self.fields["title"]

    def _post_clean(self):
        """The service checks the whole item."""


class WaitingForm(forms.Form):
    """Which list of what waits the builder shows, and what of it; all in the address."""

    pool = forms.ChoiceField(choices=Pool.choices, required=False)
    theme = forms.RegexField(r"^[\w-]{1,60}$", required=False)
    q = forms.CharField(
        label=_("Search"),
        max_length=100,
        required=False,
        validators=[no_control_characters],
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )


class ArrangeForm(forms.Form):
    """What one press of a button on the builder asks for: one act, on the named things."""

    act = forms.RegexField(r"^(up|down|remove|drop):[0-9a-f]{16}$|^(add|free|move)$")
    segment = forms.ModelChoiceField(Segment.objects.none(), to_field_name="key", required=False)
    thing = forms.RegexField(rf"^({'|'.join(READERS)}):[0-9]{{1,18}}$", required=False)
    title = forms.CharField(required=False, max_length=160)
    minutes = forms.IntegerField(required=False, min_value=1, max_value=480)
    item = RowsField(AgendaItem.objects.none(), to_field_name="key", required=False)
    before = forms.ModelChoiceField(AgendaItem.objects.none(), to_field_name="key", required=False)

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        items = AgendaItem.objects.filter(segment__session=session, removed_at__isnull=True).select_related("segment")
        self.fields["segment"].queryset = session.segments.filter(removed_at__isnull=True)
        self.fields["item"].queryset = self.fields["before"].queryset = items
        self.items = items

    def clean(self):
        given = super().clean()
        act = given.get("act", "")
        if act in ("add", "free", "move") and not given.get("segment"):
            self.add_error("segment", _("Choose a segment."))
        if act == "add" and not given.get("thing"):
            self.add_error("thing", _("Choose what to put on the agenda."))
        if act == "move" and not given.get("item"):
            self.add_error("item", _("Tick the items to move."))
        return given
