from dialogue.forms.agenda import ArrangeForm, ItemForm, SegmentForm, WaitingForm
from dialogue.forms.sessions import CloneForm, ListingForm, SessionForm

__all__ = ["ArrangeForm", "CloneForm", "ItemForm", "ListingForm", "SegmentForm", "SessionForm", "WaitingForm"]
