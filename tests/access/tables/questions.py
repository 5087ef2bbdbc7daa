"""Questions in writing: whoever may read the thing reads what was published on it; the State learns of nothing else."""

from tests.access.rows import act, hidden, page, post, public

WORDS = {"text": "We do.", "language": "en"}

ROWS = [
    page("question_new", "open", SB=200, Do_DM=200, NH_CA_CO=200, Ad_Ho=403, Cu_Mo=403, Rv=403),
    page("question_new", "working", SB_Do_DM=200, Cu_Mo=403),
    page("question_new", "presentation_gone"),
    page("question_new", "nothing"),
    public("api-question-list"),
    public("question", "question"),
    hidden("question", "question_sent", Do=200, Mo=200),
    hidden("question", "question_working", Dr_Au_Mi=200, SB_Do_DM=200, Cu_Mo=200),
    hidden("question", "question_gone", Dr_Au_Mi=200, Do=200),
    page("question_list", others=200),
    page("question_screening", Mo=200),
    page("question_edit", "question_back", Do=200),
    page("question_edit", "question_sent", Do=409),
    page("question_answer", "question", 403, Au=200),
    page("question_answer", "question_sent", Mo=403, Do=403),
    page("question_answer", "question_gone", Dr_Au_Mi=403, Do=403),
    post("answer_take_back", "question_working", Dr_Mi=403, Au=302, SB_Do_DM=403, Cu_Mo=403),
    page("question_act", "question_sent", args=("publish",), Mo=200, Do=403),
    page("question_act", "question_sent", args=("withdraw",), Do=200, Mo=403),
    page("question_act", "question", 403, args=("decline",), Mo=409),
    public("api-question-detail", "question"),
    hidden("api-question-detail", "question_sent", Do=200, Mo=200),
    hidden("api-question-detail", "question_gone", Dr_Au_Mi_Tk=200, Do=200),
    act("api-question-act", "question_sent", args=("publish",), Mo=200, Do=403),
    act("api-question-act", "question", 403, args=("withdraw",), NH=200),
    act("api-question-answer", "question", 403, body=WORDS, Au=201),
    act("api-question-answer-back", "question_working", Dr_Mi=403, Au=204, SB_Do_DM=403, Cu_Mo=403),
]
