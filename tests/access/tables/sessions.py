"""Sessions: dates are public, a draft is its curators' alone, an agenda shows each reader their own part."""

from tests.access.rows import act, hidden, page, post, public
from tests.access.things.sessions import KEY

ROWS = [
    public("session", "planned"),
    public("session", "agenda"),
    public("agenda_print", "agenda"),
    page("session_listings", "planned", 403, Au_SB=200),
    post("listing_back", "planned", 403, args=(0,), Au_SB=404),
    # files
    public("session_calendar", "agenda"),
    hidden("session_calendar", "planned"),
    public("session_summary", "agenda"),
    hidden("session_summary", "planned"),
    hidden("day_calendar", "agenda", 200, args=("2030-01-01",)),
    hidden("item_calendar", "agenda", args=(KEY,)),
    hidden("session_feed", "agenda", 200, args=("nobodys",)),
    page("session_outcome", "planned", Cu=200),
    # taking part: an office knows of its own registration, the hosts of all
    public("participant_list", "planned"),
    page("registration", "planned", 403, Dr_Au_Mi_SB=200, Do_DM=200, NH_CA_CO=200),
    page("registration_act", "registration", args=("withdraw",), Dr_Au=200, Cu=403),
    page("registration_act", "registration", args=("confirm",), Cu=200, Dr_Au=403),
    page("registration_list", "planned", Cu=200),
    post("check_in", "planned", args=(KEY,)),
    page("travel_new", "planned", Au=200, Dr=403),
    page("travel", "travel", Dr_Au_Mi=200, Do=200),
    page("travel_act", "travel", args=("put_to_board",), Do=200, Dr_Au_Mi=403),
    post("speaking_new", "planned", 403, args=(KEY,)),
    post("speaking_act", "speaking", args=("list",), Cu=302, DM=403),
    # the day, and what was said
    page("live_desk", "planned", Cu=200),
    post("day_act", "planned", args=(KEY, "begin"), Cu=409),
    page("run_sheet", "planned", Cu=200),
    hidden("commitment", "commitment", Dr_Au_Mi=200, DM=200, Cu=200),
    page("commitment_act", "commitment", args=("give",), DM=200, Dr_Au_Mi=403, Cu=403),
    # curating
    page("session_new", others=403, Cu=200),
    page("agenda_build", "planned", Cu=200),
    post("agenda_build", "planned", body={"act": f"up:{KEY}"}, Cu=302),
    page("session_edit", "planned", Cu=200),
    page("session_clone", "planned", Cu=200),
    page("agenda_changes", "planned", Cu=200),
    page("session_act", "planned", args=("publish_agenda",), Cu=200),
    page("session_act", "planned", args=("hold",), Cu=409),
    page("segment_new", "planned", Cu=200),
    page("segment_edit", "planned", args=(KEY,), Cu=200),
    page("item_edit", "planned", args=(KEY,), Cu=200),
    hidden("api-session-agenda", "planned"),
    public("api-session-agenda", "agenda"),
    act("api-session-act", "planned", 403, args=("publish_agenda",), Cu=200),
]
