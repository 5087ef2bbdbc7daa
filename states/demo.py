"""The personas of the demonstration: who they are, what they may do. No invented people: they are named by office."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

STATES, PARTNERS, SECRETARIAT, SOCIETY, OTHERS = (
    _("States"),
    _("Partners"),
    _("Secretariat"),
    _("NHRIs and civil society"),
    _("Others"),
)


@dataclass(frozen=True)
class Persona:
    username: str
    group: str
    body: str
    role: str
    description: str

    @property
    def label(self) -> str:
        return self.username


#: body key → (kind, name, ISO3 of its State, time zone)
BODIES = {
    "mission.xtv": ("mission", "Permanent Mission of Talava", "XTV", "Europe/Zurich"),
    "ministry.xtv": ("ministry", "Ministry of Justice of Talava", "XTV", "Pacific/Auckland"),
    "nmirf.xtv": ("nmirf", "National Human Rights Follow-up Committee of Talava", "XTV", "Pacific/Auckland"),
    "mission.xkr": ("mission", "Permanent Mission of Karadia", "XKR", "Europe/Zurich"),
    "mission.xwd": ("mission", "Permanent Mission of Al-Wadia", "XWD", "Europe/Zurich"),
    "mission.xam": ("mission", "Permanent Mission of Amparo", "XAM", "Europe/Zurich"),
    "agency.xnd": ("bilateral", "Nordmark Agency for Cooperation", None, "Europe/Oslo"),
    "undp": ("undp", "UNDP office for the southern islands (demonstration)", None, "Pacific/Fiji"),
    "ohchr": ("ohchr_presence", "OHCHR presence for the southern islands (demonstration)", None, "Pacific/Fiji"),
    "agency.xam": ("south_south", "Amparo South-South Cooperation Agency", "XAM", "America/Bogota"),
    "fund": ("fund", "Fund for Accessible Justice (demonstration)", None, "Europe/Zurich"),
    "secretariat": ("secretariat", "Secretariat of the platform", None, "Europe/Zurich"),
    "nhri.xtv": ("nhri", "Human Rights Commission of Talava", "XTV", "Pacific/Auckland"),
    "cso.xtv": ("cso", "Island Legal Aid Network", "XTV", "Pacific/Auckland"),
    "cso2.xtv": ("cso", "Coastal Women's Forum", "XTV", "Pacific/Auckland"),
    "mechanism": ("mechanism", "Independent Expert (demonstration)", None, "Europe/Zurich"),
    "host": ("regional_host", "Ocean Community (demonstration)", None, "Pacific/Fiji"),
}

#: ISO3 → (ISO2, M49, names, regional group, groups)
FICTITIOUS_STATES = {
    "XTV": (
        "XV",
        "901",
        {"en": "Talava", "fr": "Talava", "es": "Talava", "ru": "Талава", "ar": "تالافا", "zh": "塔拉瓦"},
        "asia_pacific",
        ("SIDS",),
    ),
    "XKR": (
        "XK",
        "902",
        {"en": "Karadia", "fr": "Karadie", "es": "Karadia", "ru": "Карадия", "ar": "كاراديا", "zh": "卡拉迪亚"},
        "african",
        ("LDC", "LLDC"),
    ),
    "XWD": (
        "XW",
        "903",
        {"en": "Al-Wadia", "fr": "Al-Wadia", "es": "Al-Wadia", "ru": "Аль-Вадия", "ar": "الوادية", "zh": "瓦迪亚"},
        "asia_pacific",
        (),
    ),
    "XAM": (
        "XM",
        "904",
        {"en": "Amparo", "fr": "Amparo", "es": "Amparo", "ru": "Ампаро", "ar": "أمبارو", "zh": "安帕罗"},
        "grulac",
        (),
    ),
    "XND": (
        "XN",
        "905",
        {"en": "Nordmark", "fr": "Nordmark", "es": "Nordmark", "ru": "Нордмарк", "ar": "نوردمارك", "zh": "诺德马克"},
        "weog",
        (),
    ),
}

PERSONAS = [
    Persona("drafter.xtv", STATES, "mission.xtv", "drafter", _("writes statements for Talava")),
    Persona("authoriser.xtv", STATES, "mission.xtv", "authoriser", _("consents and opens for Talava")),
    Persona("ministry.xtv", STATES, "ministry.xtv", "contributor", _("adds what the ministry knows")),
    Persona("nmirf.xtv", STATES, "nmirf.xtv", "authoriser", _("reports for Talava")),
    Persona("authoriser.xkr", STATES, "mission.xkr", "authoriser", _("alone in the mission of Karadia")),
    Persona("authoriser.xam", STATES, "mission.xam", "authoriser", _("shares practices of Amparo")),
    Persona("authoriser.xwd", STATES, "mission.xwd", "authoriser", _("speaks for Al-Wadia, in Arabic")),
    Persona("officer.xnd", PARTNERS, "agency.xnd", "officer", _("finds needs for Nordmark")),
    Persona("signatory.xnd", PARTNERS, "agency.xnd", "signatory", _("binds Nordmark")),
    Persona("officer.undp", PARTNERS, "undp", "signatory", _("an office of UNDP")),
    Persona("officer.ohchr", PARTNERS, "ohchr", "signatory", _("a country presence of OHCHR")),
    Persona("officer.xam", PARTNERS, "agency.xam", "signatory", _("South-South support from Amparo")),
    Persona("fund", PARTNERS, "fund", "signatory", _("a fund with a board")),
    Persona("curator", SECRETARIAT, "secretariat", "curator", _("checks, brokers, curates")),
    Persona("moderator", SECRETARIAT, "secretariat", "moderator", _("screens comments")),
    Persona("moderator2", SECRETARIAT, "secretariat", "moderator", _("the second moderator")),
    Persona("nhri.xtv", SOCIETY, "nhri.xtv", "commenter", _("the national institution of Talava")),
    Persona("cso.xtv", SOCIETY, "cso.xtv", "commenter", _("an organisation in Talava")),
    Persona("cso2.xtv", SOCIETY, "cso2.xtv", "commenter", _("another organisation in Talava")),
    Persona("mechanism", OTHERS, "mechanism", "observer", _("a human rights mechanism")),
    Persona("host", OTHERS, "host", "curator", _("hosts a regional edition")),
    Persona("admin", OTHERS, "secretariat", "admin", _("runs the machine, sees no content")),
]


def persona_of(username: str) -> Persona | None:
    return next((persona for persona in PERSONAS if persona.username == username), None)
