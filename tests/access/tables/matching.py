"""Offers, matches and pledges."""

from tests.access.rows import act, hidden, page, public

ROWS = [
    # offers
    public("offer", "offer"),
    hidden("offer", "offer_draft", DM=200),
    page("offer_new", others=403, Do_DM=200),
    page("offer_edit", "offer_draft", DM=200),
    page("offer_act", "offer_draft", args=("submit",), DM=200),
    page("offer_act", "offer", 403, args=("pause",), DM=200),
    page("offer_act", "offer", 403, args=("verify",), Cu=409),
    # matches: their parties and the secretariat; the proposal is asked where the need is read
    page("match_propose", "open", 403, args=(1,), Au_Do_DM_Cu=200),
    page("match_propose", "working", 404, args=(1,), Au_Do_DM_Cu=200, Dr_Mi_SB_Mo=403),
    page("match_propose", "quiet", 404, args=(1,), Au_Cu=200, Dr_Mi_Mo=403),
    page("match", "talks", Dr_Au_Mi=200, DM=200, Cu_Mo=200),
    page("match", "active", Dr_Au_Mi=200, DM=200, Cu_Mo=200),
    page("match_talks", "proposed", Au_DM=200, Dr_Mi=403, Cu_Mo=403),
    page("match_card", "talks", Au_DM=200, Dr_Mi=403, Cu_Mo=403),
    page("match_agreement", "talks", Au_DM=200, Dr_Mi=403, Cu_Mo=403),
    page("match_party", "talks", Au=200, Dr_Mi_DM=403, Cu_Mo=403),
    page("match_publicity", "active", Au_DM=200, Dr_Mi=403, Cu_Mo=403),
    page("match_act", "talks", args=("decline",), DM=200, Dr_Au_Mi=403, Cu_Mo=403),
    page("match_act", "talks", args=("decline_as_state",), Au=200, Dr_Mi_DM=403, Cu_Mo=403),
    page("match_act", "active", args=("complete",), Au_DM=200, Dr_Mi=403, Cu_Mo=403),
    page("pledge_new", "talks", DM=200, Dr_Au_Mi=403, Cu_Mo=403),
    page("pledge_act", "pledge", args=("confirm",), Au=200, Dr_Mi_DM=403, Cu_Mo=403),
    page("pledge_act", "pledge", args=("withdraw",), DM=200, Dr_Au_Mi=403, Cu_Mo=403),
    public("api-offer-detail", "offer"),
    hidden("api-offer-detail", "offer_draft", DM=200),
    hidden("api-match-detail", "talks", Dr_Au_Mi_Tk=200, DM=200, Cu_Mo=200),
    hidden("api-pledge-detail", "pledge", Dr_Au_Mi_Tk=200, DM=200, Cu_Mo=200),
    hidden("api-offer-fitting", "", 400),
    hidden("api-offer-fitting-needs", "offer", 403, DM=200),
    act("api-offer-act", "offer_draft", args=("submit",), DM=200),
    act("api-offer-act", "offer", 403, args=("pause",), DM=200),
    act("api-match-act", "talks", args=("decline",), DM=400, Dr_Au_Mi=403, Cu_Mo=403),
    act("api-match-act", "proposed", args=("say_yes_to_talks",), Au_DM=200, Dr_Mi=403, Cu_Mo=403),
    act("api-pledge-act", "pledge", args=("confirm",), Au=200, Dr_Mi_DM=403, Cu_Mo=403),
]
