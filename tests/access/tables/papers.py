"""Presentations and practices: how readers have them, and their State."""

from tests.access.rows import Row, act, hidden, page, post, public

OWN = {"Dr_Au_Mi": 200}

ROWS = [
    *map(public, ["presentation_list", "api-presentation-list"]),
    public("practice", "practice"),
    public("presentation", "presentation"),
    hidden("presentation", "presentation_working", Dr_Au_Mi=200, SB_Do_DM=200, Cu_Mo=200),
    hidden("presentation", "presentation_gone", 410),
    hidden("presentation", "nothing"),
    public("api-presentation-detail", "presentation"),
    hidden("api-presentation-detail", "presentation_working", Dr_Au_Mi_Tk=200, SB_Do_DM=200, Cu_Mo=200),
    hidden("api-presentation-detail", "presentation_gone", 410, Dr_Au_Mi_Tk=200),
    hidden("api-presentation-detail", "presentation_draft", Dr_Au_Mi_Tk=200),
    act("api-presentation-act", "presentation", 403, args=("withdraw",), Au=200),
    act("api-presentation-act", "presentation_draft", args=("show",), Au=400, Dr_Mi=403),
    act("api-presentation-act", "presentation", 403, args=("begin_edition",), Dr_Au=200),
    act("api-practice-act", "practice", 403, args=("withdraw",)),
    page("practice_adopt", "practice", 403, Au_SB=200),
    *(page(f"{name}_new", others=403, Dr_Au_SB=200) for name in ("practice", "presentation")),
    page("presentation_own", "presentation_draft", **OWN),
    page("presentation_edit", "presentation_draft", Dr_Au=200, Mi=403),
    page("presentation_review", "presentation_draft", Au=200, Dr_Mi=403),
    post("presentation_amend", "presentation", Dr_Au=302, Mi=403),
    page("presentation_withdraw", "presentation", Au=200, Dr_Mi=403),
    *(Row(f"practice_{name}", "practice", 404, {"An": "L"}) for name in ("own", "edit", "review", "withdraw")),
    Row("practice_amend", "practice", 404, {"An": "L"}, "post"),
]
