from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Membership(models.TextChoices):
    MEMBER = "member", _("Member State")
    OBSERVER = "observer", _("Observer State")


class RegionalGroup(models.TextChoices):
    AFRICAN = "african", _("African Group")
    ASIA_PACIFIC = "asia_pacific", _("Asia-Pacific Group")
    EASTERN_EUROPEAN = "eastern_european", _("Eastern European Group")
    GRULAC = "grulac", _("Latin American and Caribbean Group")
    WEOG = "weog", _("Western European and Others Group")


class CountryGroup(models.TextChoices):
    LDC = "LDC", _("Least developed country")
    LLDC = "LLDC", _("Landlocked developing country")
    SIDS = "SIDS", _("Small island developing State")


GROUP_SHORT = {
    CountryGroup.LDC: pgettext_lazy("least developed country, in short", "LDC"),
    CountryGroup.LLDC: pgettext_lazy("landlocked developing country, in short", "LLDC"),
    CountryGroup.SIDS: pgettext_lazy("small island developing State, in short", "SIDS"),
}


class BodyKind(models.TextChoices):
    MISSION = "mission", _("Permanent mission")
    FOREIGN_MINISTRY = "foreign_ministry", _("Foreign ministry")
    MINISTRY = "ministry", _("Ministry or public institution")
    NMIRF = "nmirf", _("National mechanism for implementation, reporting and follow-up")
    OHCHR_PRESENCE = "ohchr_presence", _("OHCHR presence")
    UNDP = "undp", _("UNDP")
    UN_ENTITY = "un_entity", _("United Nations entity")
    BILATERAL = "bilateral", _("Bilateral partner")
    FUND = "fund", _("Bank or fund")
    REGIONAL_BODY = "regional_body", _("Regional organisation")
    SOUTH_SOUTH = "south_south", _("South-South partner State")
    NHRI_NETWORK = "nhri_network", _("Network of NHRIs")
    NGO_ACADEMIA = "ngo_academia", _("NGO or university, as a partner")
    SECRETARIAT = "secretariat", _("Secretariat")
    NHRI = "nhri", _("National human rights institution")
    CSO = "cso", _("Civil society organisation")
    MECHANISM = "mechanism", _("Human rights mechanism")
    REGIONAL_HOST = "regional_host", _("Host of a regional edition")


STATE_KINDS = frozenset({BodyKind.MISSION, BodyKind.FOREIGN_MINISTRY, BodyKind.MINISTRY, BodyKind.NMIRF})
#: the bodies of a State, as a State chooses among them who may authorise what
AUTHORISING_KINDS = [(kind.value, kind.label) for kind in BodyKind if kind in STATE_KINDS]
PARTNER_KINDS = frozenset(
    {
        BodyKind.OHCHR_PRESENCE,
        BodyKind.UNDP,
        BodyKind.UN_ENTITY,
        BodyKind.BILATERAL,
        BodyKind.FUND,
        BodyKind.REGIONAL_BODY,
        BodyKind.SOUTH_SOUTH,
        BodyKind.NHRI_NETWORK,
        BodyKind.NGO_ACADEMIA,
    }
)
#: partners that may let a State see when they read: never those at risk, whom nobody could press to it
SEEN_READING_KINDS = PARTNER_KINDS - {BodyKind.NHRI_NETWORK, BodyKind.NGO_ACADEMIA}
PARTICIPANT_KINDS = frozenset({BodyKind.NHRI, BodyKind.CSO, BodyKind.MECHANISM})


class Role(models.TextChoices):
    DRAFTER = "drafter", _("Drafter")
    AUTHORISER = "authoriser", _("Authoriser")
    CONTRIBUTOR = "contributor", _("Contributor")
    OFFICER = "officer", _("Officer")
    SIGNATORY = "signatory", _("Signatory")
    CURATOR = "curator", _("Curator")
    MODERATOR = "moderator", _("Moderator")
    COMMENTER = "commenter", _("Commenter")
    OBSERVER = "observer", _("Observer")
    ADMIN = "admin", _("Administrator")


#: roles whose acts bind their body: a second factor is compulsory
BINDING_ROLES = frozenset({Role.AUTHORISER, Role.SIGNATORY, Role.CURATOR, Role.MODERATOR})


#: who may do what in an office; the first one heads it: invites, ends mandates, hands over
_OF_A_STATE = (Role.AUTHORISER, Role.DRAFTER, Role.CONTRIBUTOR)
_OF_A_PARTNER = (Role.SIGNATORY, Role.OFFICER)
ROLES_OF_KIND: dict = {
    **dict.fromkeys(STATE_KINDS, _OF_A_STATE),
    **dict.fromkeys(PARTNER_KINDS, _OF_A_PARTNER),
    BodyKind.SECRETARIAT: (Role.CURATOR, Role.MODERATOR),
    BodyKind.REGIONAL_HOST: (Role.CURATOR,),
    BodyKind.NHRI: (Role.COMMENTER,),
    BodyKind.CSO: (Role.COMMENTER,),
    BodyKind.MECHANISM: (Role.OBSERVER,),
}


def head_role(kind: str) -> str:
    """The role that heads an office of this kind."""
    return ROLES_OF_KIND[kind][0]
