"""Everything else: public pages, reference data, one's own desk."""

from tests.access.rows import Row, act, hidden, page, post, public

LISTS = [
    "state", "recommendation", "council-text", "theme", "call", "statement", "need", "grant", "offer", "match",
    "pledge", "report", "comment", "session", "practice", "deputy", "note",
]  # fmt: skip

ROWS = [
    page("give_back", others=403, Dr_Au_Mi_SB=200),
    page("give_back_file", others=403, args=("csv",), Dr_Au_Mi_SB=200),
    public("api-give-back-list"),
    Row("api-give-back-detail", "", 404, {}, args=(1,)),
    *map(public, ["home", "help", "need_list", "need_file"]),
    *map(public, ["state_list", "recommendation_list", "practice_list", "offer_list"]),
    *map(public, ["session_list", "progress", "figures", "answers_csv", "iati", "healthz", "readyz", "metrics"]),
    public("state", "state"),
    public("recommendation", "recommendation"),
    public("session", "session"),
    # one's own desk
    page("desk", others=200),
    page("held_row_list", others=403, Cu=200),
    page("held_row_settle", "held", 403, Cu=200),
    page("mandate_switch", others=200),
    post("mandate_switch", others=400, body={"mandate": "0", "next": "/desk/"}),
    page("mail_settings", others=200),
    page("authority", others=403, Au_SB=200),
    page("representation", others=403, Cu=200),
    # offices: who heads one invites, ends, hands over; curators verify and look after mails
    page("office", others=200, Rv=403),
    page("state_of_play", others=200, Rv=404),
    page("invite", others=403, Au_SB_Do_DM_NH_CA_CO_Cu_Ho=200),
    page("hand_over", others=403, Au_SB_Do_DM_NH_CA_CO_Cu_Ho=200),
    post("mandate_end", "mandate", Dr=403, Au=302, Cu=302),
    post("invitation_withdraw", "invitation", Dr=403, Au=302, Cu=302),
    public("invitation", "invitation_link"),
    hidden("invitation", "", args=("nonsense",)),
    # deputies: the head of the office says yes; the holder, the deputy and curators end it
    page("deputy_name", others=200, Rv=403),
    page("body_deputy", "vacant", Cu=200),
    page("body_deputy", "office"),
    post("deputy_act", "deputy", args=("agree",), Au=302, Dr_Mi_Cu=403),
    post("deputy_act", "deputy", args=("end",), Dr_Au_Cu=302, Mi=403),
    hidden("api-deputy-detail", "deputy", Dr_Au_Mi_Tk_Cu=200),
    public("api-deputy-candidates"),
    act("api-deputy-act", "deputy", args=("agree",), Au=200, Dr_Mi_Cu=403),
    act("api-deputy-act", "deputy", args=("end",), Dr_Au_Cu=200, Mi=403),
    page("mail_list", others=403, Cu=200),
    page("body_list", others=403, Cu=200),
    page("body_verify", "office", Cu=200),
    page("body_invite", "office", Cu=200),
    Row("demo_sign_in", "", 404, {}, "post", (), {"username": "curator"}),
    *(public(f"api-{name}-list") for name in LISTS),
    public("api-state-detail", "state"),
    public("api-recommendation-detail", "recommendation"),
    Row("api-council-text-detail", args=("A/HRC/RES/6/5",)),
    hidden("api-theme-detail", "nothing"),
    public("api-session-detail", "session"),
    public("api-practice-detail", "practice"),
]
