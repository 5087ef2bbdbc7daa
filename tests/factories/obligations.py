import factory

from obligations.choices import HeldReason, MechanismKind, Response
from obligations.models import HeldRow, ImportRun, Mechanism, Recommendation, Theme
from states.models import State


def a_state(iso3: str = "XQA") -> State:
    """A State of the tests, made once."""
    words = {"iso2": iso3[1:], "m49": str(900 + sum(map(ord, iso3)) % 100), "names": {"en": f"Testland {iso3}"}}
    return State.objects.get_or_create(iso3=iso3, defaults=words | {"fictitious": True})[0]


class MechanismFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mechanism
        django_get_or_create = ["slug"]

    slug = "upr"
    kind = MechanismKind.UPR
    names = {"en": "Universal Periodic Review"}


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ["slug"]

    slug = factory.Sequence("theme-{}".format)
    names = factory.LazyAttribute(lambda theme: {"en": theme.slug.title()})


class RecommendationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recommendation

    reference = factory.Sequence("REC-TEST{:06d}".format)
    mechanism = factory.SubFactory(MechanismFactory)
    state = factory.LazyFunction(a_state)
    text = factory.Sequence("Strengthen the training of judges, number {}.".format)
    response = Response.ACCEPTED
    session_number = 7
    cycle = 1


class ImportRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportRun

    importer = "upr-info"
    file_name = "export.csv"
    encoding = "mac-roman"


class HeldRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HeldRow

    source = "upr-info"
    key = factory.Sequence("{:064x}".format)
    raw = factory.Dict({})
    reason = HeldReason.STATE
    label = "Ruritania"
    run = factory.SubFactory(ImportRunFactory)
