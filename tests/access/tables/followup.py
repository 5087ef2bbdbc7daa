"""Reports and comments."""

from tests.access.rows import act, hidden, page, post, public

ROWS = [
    # reports
    page("report_list", others=200),
    hidden("report", "due", Dr_Au_Mi=200, Cu=200),
    public("report", "report"),
    page("sitting", others=200),
    page("calendar", others=200, Rv=403),
    public("calendar_feed", "calendar"),
    hidden("calendar_feed", "", args=("x" * 43,)),
    page("workload", Cu_Mo=200),
    page("sitting_review", others=200),
    page("report_write", "due", Dr_Au_Mi=200),
    page("report_review", "due", Au=200, Dr_Mi=403),
    post("report_hide", "report", Au=302, Dr_Mi=403),
    page("report_act", "due", args=("waive",), Cu=200, Dr_Au_Mi=403),
    page("report_act", "report", 403, args=("note",), Cu=200),
    # comments: the State learns nothing before publication
    page("comment_new", "open", 403, NH_CA_CO_Do_DM=200),
    page("comment_new", "working"),
    hidden("comment", "comment_draft", CA=200),
    hidden("comment", "comment_sent", CA=200, Mo=200),
    public("comment", "comment"),
    page("comment_list", others=200),
    page("comment_edit", "comment_draft", CA=200),
    page("comment_review", "comment_draft", CA=200),
    page("comment_reply", "comment", 403, Au=200),
    page("comment_act", "comment_sent", args=("take_up",), Mo=200, CA=403),
    page("comment_act", "comment", 403, args=("withdraw",), CA=200),
    page("comment_act", "comment", 403, args=("decline",), Mo=409),
    page("screening", Mo=200),
    hidden("api-report-detail", "due", Dr_Au_Mi_Tk=200, Cu=200),
    public("api-report-detail", "report"),
    hidden("api-comment-detail", "comment_draft", CA=200),
    hidden("api-comment-detail", "comment_sent", CA=200, Mo=200),
    public("api-comment-detail", "comment"),
    act("api-report-act", "report", 403, args=("note",), Cu=200),
    act("api-comment-act", "comment_sent", args=("take_up",), Mo=200, CA=403),
    act("api-comment-act", "comment", 403, args=("withdraw",), CA=200),
    act("api-comment-reply", "comment", 403, body={"text": "We looked into it.", "language": "en"}, Au=201),
]
