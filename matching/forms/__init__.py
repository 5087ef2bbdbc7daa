"""The forms of this app."""

from matching.forms.fields import TERMS_NO, date_input
from matching.forms.matches import AgreementForm, CardForm, PartyForm, ProposalForm, PublicityForm, TalksForm
from matching.forms.offers import OfferFilterForm, OfferWordsForm
from matching.forms.pledges import PledgeForm

__all__ = [
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
