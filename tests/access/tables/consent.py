"""The ledger: a State's own."""

from tests.access.rows import act, hidden, page, public

ROWS = [
    page("grant_ledger", Dr_Au_Mi_SB=200),
    page("grant_withdraw", "open", Au=200, Dr_Mi=403),
    page("grant_withdraw", "draft", Au=200, Dr_Mi=403),
    page("grant_widen", "open", Au=200, Dr_Mi=403),
    page("grant_widen", "withdrawn", Au=409, Dr_Mi=403),
    page("exclusion_lift", "exclusion", Au=200, Dr_Mi=403),
    page("reading_list", Dr_Au_Mi_SB=200),
    page("subject_readings", "draft", Dr_Au_Mi=200),
    page("reading_setting", others=403, Au_SB_Do_DM=200),
    public("api-reading-list"),
    hidden("api-reading-detail", "reading", Dr_Au_Mi_Tk=200),
    public("api-exclusion-list"),
    hidden("api-exclusion-detail", "exclusion", Dr_Au_Mi_Tk=200),
    act("api-exclusion-lift", "exclusion", Au=204, Dr_Mi=403),
    hidden("editions", "open", 200),
    hidden("editions", "working", Dr_Au_Mi=200, SB_Do_DM=200, Cu_Mo=200),
    hidden("editions", "quiet", Dr_Au_Mi=200, Cu_Mo=200),
    hidden("editions", "withdrawn", Dr_Au_Mi=200),
    hidden("editions", "nothing"),
    hidden("api-grant-detail", "grant", Dr_Au_Mi_Tk=200),
    act("api-grant-withdraw", "grant", Au=200, Dr_Mi=403),
    act("api-grant-withdraw-all", "", 403, Au_SB=400),
]
