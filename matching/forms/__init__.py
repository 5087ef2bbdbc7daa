"""The forms of this app."""

from matching.forms.browse import NEED_FACETS, OFFER_FACET_NAMES, PROVIDERS, NeedFilterForm, OfferFilterForm
from matching.forms.fields import TERMS_NO, date_input
from matching.forms.matches import (
    AgreementForm,
    AsideForm,
    BoardForm,
    CardForm,
    PartnerTalksForm,
    PartyForm,
    ProposalForm,
    PublicityForm,
    RolesForm,
    TalksForm,
)
from matching.forms.offers import OfferWordsForm
from matching.forms.pledges import PledgeForm
from matching.forms.responses import AnnouncementForm, CouncilSessionForm, NoteForm, NoteSendForm
from matching.forms.searches import FILTER_FORMS, SearchForm, filters_in

__all__ = [
    "FILTER_FORMS",
    "NEED_FACETS",
    "OFFER_FACET_NAMES",
    "PROVIDERS",
    "NeedFilterForm",
    "AnnouncementForm",
    "AsideForm",
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
    "RolesForm",
    "SearchForm",
    "TERMS_NO",
    "TalksForm",
    "date_input",
    "filters_in",
]
