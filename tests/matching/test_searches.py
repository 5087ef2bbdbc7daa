"""Saved searches: whose they are, what they tell, and that nothing is told that was withdrawn meanwhile."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching import services
from matching.models import SavedSearch, SearchHit
from notifications import delivery
from notifications.models import OutboxMessage
from requests_app.services import withdraw_statement
from states.cast import acting_as
from states.models import Mandate
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import an_open_offer
from web.errors import NotPermitted

pytestmark = pytest.mark.django_db
KIND = "matching.search_found"


def a_search(by="fund", of="needs", rhythm="daily", name="Training anywhere", **filters) -> SavedSearch:
    return services.save_search(of=of, name=name, filters=filters, rhythm=rhythm, by=acting_as(by))


def in_days(number: int):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def sent(settings):
    """Delivers what waits and returns the alerts among it: {address: body}."""
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def deliver() -> dict[str, str]:
        mail.outbox.clear()
        delivery.sweep()
        alerts = [one for one in mail.outbox if "saved searches" in one.subject]
        return {one.to[0].removesuffix("@example.org"): one.body for one in alerts}

    return deliver


def test_what_is_new_is_told_once(cast, sent):
    an_open_statement(title="Old need")
    a_search(support_type=["training"])
    a_search(name="Equipment", support_type=["equipment"])
    an_open_statement(title="New need")
    assert services.alert_searches() == 0  # its day has not come
    assert services.alert_searches(on=in_days(1)) == 1
    body = sent()["fund"]
    assert "New need" in body
    assert "Old need" not in body
    assert "Equipment" not in body
    assert services.alert_searches(on=in_days(1)) == 0
    assert services.alert_searches(on=in_days(2)) == 0


def test_all_searches_of_a_person_come_in_one_mail(cast, sent):
    a_search(support_type=["training"])
    a_search(name="Trainers", of="offers", q="trainers")
    an_open_statement(title="New need")
    an_open_offer()
    assert services.alert_searches(on=in_days(1)) == 1
    body = sent()["fund"]
    assert "New need" in body
    assert "Juvenile justice trainers" in body
    assert OutboxMessage.objects.filter(kind=KIND).count() == 1


def test_need_withdrawn_between_selection_and_sending_is_not_told(cast, sent):
    a_search()
    gone, stays = an_open_statement(title="Gone need"), an_open_statement(title="Staying need")
    services.alert_searches(on=in_days(1))
    assert SearchHit.objects.count() == 2
    withdraw_statement(gone, by=acting_as("authoriser.xtv"))
    body = sent()["fund"]
    assert "Staying need" in body
    assert "Gone need" not in body
    assert stays.subject.reference in body
    assert gone.subject.reference not in body


def test_mail_of_which_nothing_is_left_does_not_go(cast, sent):
    a_search()
    a_search(by="officer.undp")
    gone = an_open_statement()
    assert services.alert_searches(on=in_days(1)) == 2
    withdraw_statement(gone, by=acting_as("authoriser.xtv"))
    assert sent() == {}
    assert set(OutboxMessage.objects.filter(kind=KIND).values_list("status", flat=True)) == {"cancelled"}


def test_who_may_not_read_a_need_is_not_told_of_it(cast, sent):
    for by in ("fund", "cso.xtv", "authoriser.xkr", "curator"):
        a_search(by=by)
    an_open_statement(preset="quiet", title="Quiet need")
    an_open_statement(preset="working", title="Working need")
    services.alert_searches(on=in_days(1))
    told = sent()
    assert {who for who, body in told.items() if "Quiet need" in body} == {"curator"}
    assert {who for who, body in told.items() if "Working need" in body} == {"curator", "fund", "authoriser.xkr"}
    assert "cso.xtv" not in told


def test_who_left_the_office_is_not_told(cast, sent):
    a_search(by="officer.xnd")
    an_open_statement(preset="working")
    services.alert_searches(on=in_days(1))
    Mandate.objects.filter(user__username="officer.xnd").update(ends_on=timezone.localdate())
    assert sent() == {}


def test_deleted_or_silenced_search_tells_nothing_more(cast, sent):
    silenced, deleted = a_search(), a_search(by="officer.undp")
    an_open_statement()
    services.alert_searches(on=in_days(1))
    services.change_search(silenced, by=acting_as("fund"), name="Silent", rhythm="never")
    services.delete_search(deleted, by=acting_as("officer.undp"))
    assert sent() == {}
    assert services.alert_searches(on=in_days(90)) == 0


def test_weekly_search_waits_a_week_and_then_from_its_day_on(cast):
    search = a_search(rhythm="weekly")
    an_open_statement()
    assert services.alert_searches(on=in_days(6)) == 0
    assert services.alert_searches(on=in_days(9)) == 1  # two days were missed
    search.refresh_from_db()
    assert search.next_on == in_days(16)


def test_mail_speaks_the_language_of_the_person(cast, sent):
    user = cast["fund"]
    user.language = "fr"
    user.save()
    a_search()
    an_open_statement()
    services.alert_searches(on=in_days(1))
    mail.outbox.clear()
    delivery.sweep()
    [alert] = [one for one in mail.outbox if one.to == ["fund@example.org"]]
    assert "recherches" in alert.subject


def test_search_is_its_persons_alone(cast):
    search = a_search(by="officer.xnd")
    for stranger in ("signatory.xnd", "admin", "curator"):
        with pytest.raises(NotPermitted):
            services.change_search(search, by=acting_as(stranger), name="Mine", rhythm="daily")
        with pytest.raises(NotPermitted):
            services.delete_search(search, by=acting_as(stranger))
        assert sign_in(stranger).get(search.get_absolute_url()).status_code == 404


def test_thirty_are_enough(cast):
    for _number in range(30):
        a_search(rhythm="never")
    with pytest.raises(ValidationError):
        a_search()


def test_database_keeps_rhythm_and_day_together(cast):
    search = a_search(rhythm="never")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedSearch.objects.filter(pk=search.pk).update(next_on=timezone.localdate())


def test_list_is_saved_changed_and_deleted_without_scripts(statement):
    client = sign_in("fund")
    page = client.get(reverse("need_list"), {"support_type": "training", "q": "defenders", "order": "best"})
    new = reverse("search_new", args=["needs"]) + "?support_type=training&amp;q=defenders&amp;order=best"
    assert new in page.content.decode()
    new = new.replace("&amp;", "&")
    assert client.get(new).status_code == 200
    refused = client.post(new, {"name": "", "rhythm": "hourly"})
    assert refused.status_code == 400
    assert client.post(new, {"name": "Defenders", "rhythm": "weekly"}).status_code == 302
    search = SavedSearch.objects.get()
    assert search.filters == {"q": "defenders", "support_type": ["training"]}
    listed = client.get(reverse("search_list")).content.decode()
    assert "Defenders" in listed
    assert client.get(search.list_url).context["chosen"] == 2
    client.post(search.get_absolute_url(), {"name": "Court clerks", "rhythm": "never"})
    search.refresh_from_db()
    assert (search.name, search.rhythm, search.next_on) == ("Court clerks", "never", None)
    assert client.get(reverse("search_delete", args=[search.slug])).status_code == 200
    client.post(reverse("search_delete", args=[search.slug]))
    assert not SavedSearch.objects.exists()


def test_bad_addresses_are_refused_plainly(cast):
    client = sign_in("fund")
    assert client.get(reverse("search_new", args=["needs"]) + "?coverage=golden").status_code == 400
    assert client.get(reverse("search_new", args=["dreams"])).status_code == 404
    assert "Save this search" not in Client().get(reverse("need_list"), {"q": "water"}).content.decode()


def test_api_keeps_what_the_page_keeps(cast):
    client, where = sign_in("fund"), reverse("api-search-list")

    def post(**words):
        return client.post(where, words, content_type="application/json")

    made = post(of="offers", name="Grants", filters={"form": ["grant"], "q": "data"}, rhythm="daily")
    assert made.status_code == 201
    assert made.json()["filters"] == {"q": "data", "form": ["grant"]}
    assert post(of="offers", name="Grants", filters={"colour": "red"}, rhythm="daily").json() == {
        "colour": ["There is no such filter."]
    }
    assert post(of="offers", name="Grants", filters={"form": ["gold"]}, rhythm="daily").status_code == 400
    assert post(of="dreams", name="Grants", rhythm="daily").status_code == 400
    assert post(of="needs", name="Grants", rhythm="daily", person=1).status_code == 400
    one = reverse("api-search-detail", args=[made.json()["slug"]])
    changed = client.patch(one, {"rhythm": "never"}, content_type="application/json")
    assert (changed.json()["rhythm"], changed.json()["next_on"]) == ("never", None)
    assert sign_in("officer.undp").get(one).status_code == 404
    assert client.delete(one).status_code == 204
    assert client.get(where).json()["results"] == []
