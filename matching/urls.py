from django.urls import path

from matching.views import agreeing, matches, offers, pledges

urlpatterns = [
    path("offers/", offers.OfferList.as_view(), name="offer_list"),
    path("offers/<slug:reference>/", offers.OfferPage.as_view(), name="offer"),
    path("desk/offers/new/", offers.OfferNew.as_view(), name="offer_new"),
    path("desk/offers/<slug:reference>/edit/", offers.OfferEdit.as_view(), name="offer_edit"),
    path("desk/offers/<slug:reference>/<slug:act>/", offers.OfferAct.as_view(), name="offer_act"),
    path("needs/<slug:reference>/<int:number>/propose/", matches.MatchPropose.as_view(), name="match_propose"),
    path("matches/<slug:reference>/", matches.MatchPage.as_view(), name="match"),
    path("matches/<slug:reference>/talks/", agreeing.TalksYes.as_view(), name="match_talks"),
    path("matches/<slug:reference>/card/", agreeing.CardWrite.as_view(), name="match_card"),
    path("matches/<slug:reference>/agreement/", agreeing.AgreementYes.as_view(), name="match_agreement"),
    path("matches/<slug:reference>/party/", agreeing.PartyAdd.as_view(), name="match_party"),
    path("matches/<slug:reference>/publicity/", agreeing.PublicitySet.as_view(), name="match_publicity"),
    path("matches/<slug:reference>/pledge/", pledges.PledgeNew.as_view(), name="pledge_new"),
    path("matches/<slug:reference>/<slug:act>/", matches.MatchAct.as_view(), name="match_act"),
    path("pledges/<slug:reference>/<slug:act>/", pledges.PledgeAct.as_view(), name="pledge_act"),
]
