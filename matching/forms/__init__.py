"""The forms of this app."""

from matching.forms.fields import TERMS_NO, date_input
from matching.forms.matches import (
    AgreementForm,
    BoardForm,
    CardForm,
    PartnerTalksForm,
    PartyForm,
    ProposalForm,
    PublicityForm,
    TalksForm,
)
from matching.forms.offers import OfferFilterForm, OfferWordsForm
from matching.forms.pledges import PledgeForm
from matching.forms.responses import AnnouncementForm, CouncilSessionForm, NoteForm, NoteSendForm

__all__ = [
    "AnnouncementForm",
    "BoardForm",
    "CouncilSessionForm",
    "NoteForm",
    "NoteSendForm",
    "PartnerTalksForm",
    "AgreementForm",
    "CardForm",
    "OfferFilterForm",
    "OfferWordsForm",
    "PartyForm",
    "PledgeForm",
    "ProposalForm",
    "PublicityForm",
    "TERMS_NO",
    "TalksForm",
    "date_input",
]
