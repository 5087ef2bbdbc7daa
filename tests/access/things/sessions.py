"""A session with an agenda of every kind of segment, and a second one whose agenda is a draft."""

from consent.services import widen_consent
from dialogue import services
from dialogue.models import AgendaItem, Segment, SpeakingRequest
from states.cast import acting_as
from states.models import Body
from tests.cast import an_open_statement
from tests.factories.dialogue import (
    a_free_item,
    a_listing,
    a_need_item,
    a_region,
    a_segment,
    a_table,
    an_open_session,
    an_outcome,
    published,
    taking_part,
)

KEY, HOSTS_KEY = "5e90e97000000001", "5e90e97000000002"


def build(made) -> None:
    _regional(made)
    made.planned = an_open_session()
    segment = a_segment(made.planned, title="zibethdraftsegment")
    item = a_free_item(segment, "zibethdraftitem")
    Segment.objects.filter(pk=segment.pk).update(key=KEY)
    AgendaItem.objects.filter(pk=item.pk).update(key=KEY)
    need = a_listing(an_open_statement(), made.planned).need
    about = services.add_item(segment, by=acting_as("curator"), kind="need", pk=need.pk)
    made.commitment = an_outcome(about, what="zibethoutcome")
    giver = Body.objects.get(mailbox="agency.xnd@example.org")
    made.speaking = SpeakingRequest.objects.create(item=item, body=giver)
    state = acting_as("authoriser.xtv")
    words = {"people": 2, "accessibility": "zibethaccess"}
    made.registration = services.register(made.planned, by=state, words=words)
    journey = {"fund": Body.objects.get(kind="fund"), "people": 1, "why": "zibethjourney"}
    made.travel = services.ask_travel(made.registration, by=state, words=journey)
    made.agenda = an_open_session()
    states = an_open_statement(preset="quiet", title="zibethforstates")
    a_need_item(a_segment(made.agenda), states, "states")
    invited = Body.objects.filter(mailbox="mission.xkr@example.org")
    words = {"title": "zibethclosedsegment", "kind": "closed", "room": "zibethclosedroom"}
    closed = a_segment(made.agenda, invited=invited, **words)
    a_free_item(closed, "zibethcloseditem")
    quiet = a_segment(made.agenda, title="Lessons", kind="non_attributable", room="Room C")
    a_need_item(quiet, an_open_statement(preset="quiet", title="zibethwithoutnames"), "public")
    a_segment(made.agenda, "16:00", "17:00", title="Tables", room="Room D", tables=1)
    made.agenda = published(made.agenda)
    asked, _asking = taking_part(made.agenda, "authoriser.xkr", "signatory.xnd")
    made.booked = a_table(made.agenda, "signatory.xnd", asked, about="zibethbooked")
    services.TABLE_ACTS["book"](made.booked, by=acting_as("authoriser.xkr"))
    made.talk = a_table(made.agenda, "signatory.xnd", asked, about="zibethtalk")


def _regional(made) -> None:
    """An edition whose agenda is its host's draft, with a need listed there; and one shown to the region alone."""
    made.region = a_region("ocean", "XTV")
    made.edition = an_open_session("host", region=made.region)
    segment = a_segment(made.edition, title="zibethregionaldraft", by="host")
    item = a_free_item(segment, "zibethregionalitem", by="host")
    Segment.objects.filter(pk=segment.pk).update(key=HOSTS_KEY)
    AgendaItem.objects.filter(pk=item.pk).update(key=HOSTS_KEY)
    a_listing(an_open_statement(preset="quiet", title="zibethregionallisting"), made.edition)
    shown = an_open_statement(preset="quiet", title="zibethforregion")
    lines = [("summary", "read", "region:ocean")]
    widen_consent(shown.subject, by=acting_as("authoriser.xtv"), lines=lines)
    words = {"people": 1, "accessibility": "zibethhostaccess"}
    made.regional_registration = services.register(made.edition, by=acting_as("signatory.xnd"), words=words)
