"""200 items in 40 segments cost as many queries as one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dialogue.models import AgendaItem, Segment, SpeakerSlot
from tests.cast import an_open_statement, sign_in
from tests.factories.dialogue import a_free_item, a_need_item, a_segment, an_open_session, at, published

pytestmark = pytest.mark.django_db
SEGMENTS, ITEMS = 40, 5


def fill(session, need) -> None:
    """40 segments of five items: two needs among them, written at once."""
    times = [(f"{hour:02}:00", f"{hour + 1:02}:50") for hour in (9, 11, 13, 15)]
    places = [(f"Room {room}", *clock) for room in range(SEGMENTS // 4) for clock in times]
    words = {"session": session, "title": "Segment", "kind": "open"}
    segments = Segment.objects.bulk_create(
        Segment(room=room, starts_at=at(session, begins, 1), ends_at=at(session, ends, 1), **words)
        for room, begins, ends in places
    )
    kinds = [{"kind": "need", "need": need}] * 2 + [{"kind": "free", "title": "Free"}] * (ITEMS - 2)
    items = AgendaItem.objects.bulk_create(
        AgendaItem(segment=segment, order=order, minutes=20, **about)
        for segment in segments
        for order, about in enumerate(kinds, 1)
    )
    SpeakerSlot.objects.bulk_create(SpeakerSlot(item=item, order=1, part="state", minutes=5) for item in items)


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_agenda_and_builder_cost_the_same_with_two_hundred_items(cast):
    session = an_open_session()
    segment = a_segment(session)
    item = a_need_item(segment, an_open_statement(), "public")
    a_free_item(segment)
    published(session)
    curator, reader = sign_in("curator"), sign_in("authoriser.xkr")
    asked = [
        *((curator, reverse(route, args=[session.reference])) for route in ("agenda_build", "agenda_changes")),
        *((reader, reverse(route, args=[session.reference])) for route in ("session", "api-session-agenda")),
    ]
    few = [queries(*one) for one in asked]
    fill(session, item.need)
    published(session)
    assert [queries(*one) for one in asked] == few
