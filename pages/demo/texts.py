"""What the fictitious States write. Invented for the demonstration; nothing of it is about a real State."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Story:
    """One statement: who writes it, in which language, how far it goes, who may read it."""

    by: str
    language: str
    status: str
    preset: str
    words: dict
    recommendations: tuple[str, ...] = field(default=())


def words(title, summary, kind, institution, sign, done, mailbox, band="under_100k") -> dict:
    return {
        "title": title,
        "summary": summary,
        "support_type": kind,
        "institution": institution,
        "success_sign": sign,
        "done_at_home": done,
        "contact_mailbox": mailbox,
        "budget_band": band,
    }


(
    TALAVA,
    KARADIA,
    WADIA,
) = "mission.talava@example.org", "mission.karadia@example.org", "mission.alwadia@example.org"

STORIES = [
    Story(
        "authoriser.xtv",
        "en",
        "open",
        "open",
        words(
            "Train public defenders in the outer islands on bail and juvenile justice",
            "The Legal Aid Commission has four lawyers for 110 islands. Two regional circuits are planned from March.",
            "training",
            "Legal Aid Commission",
            "24 defenders and clerks certified by December 2027",
            "A first circuit was paid from our own budget; it reached nine islands.",
            TALAVA,
        ),
        ("REC-DEMO-1", "REC-DEMO-2"),
    ),
    Story(
        "authoriser.xkr",
        "fr",
        "open",
        "open",
        words(
            "Base de données nationale des recommandations et plan de suivi",
            "Le mécanisme national suit 212 recommandations sur tableur ; quatre agents sont à former.",
            "nmirf",
            "Mécanisme national de suivi",
            "212 recommandations saisies et un rapport trimestriel publié",
            "Un tableur partagé entre six ministères.",
            KARADIA,
            "under_25k",
        ),
        ("REC-DEMO-3",),
    ),
    Story(
        "authoriser.xwd",
        "ar",
        "open",
        "open",
        words(
            "دعم إعداد قانون لحماية النساء من العنف الأسري",
            "مسودة أولى قيد المراجعة؛ المطلوب خبيران في الصياغة التشريعية لمدة ثلاثة أشهر.",
            "legislation",
            "وزارة العدل",
            "إحالة مشروع القانون إلى البرلمان قبل نهاية عام 2027",
            "أعدت لجنة وطنية مسودة أولى.",
            WADIA,
        ),
        ("REC-DEMO-4",),
    ),
    Story(
        "authoriser.xtv",
        "en",
        "open",
        "working",
        words(
            "Shelters outside the capital: staff and standards",
            "Two shelters open in the northern atolls next year; no common standard of care exists.",
            "expert",
            "Ministry of Women",
            "A standard adopted and two shelters inspected against it",
            "Nothing yet.",
            TALAVA,
        ),
    ),
    Story(
        "authoriser.xkr",
        "fr",
        "submitted",
        "working",
        words(
            "Rédaction des rapports en retard aux organes de traités",
            "Trois rapports sont en retard ; un groupe interministériel de douze personnes est constitué.",
            "reporting",
            "Ministère des affaires étrangères",
            "Deux rapports déposés avant juin 2028",
            "Un premier atelier avec nos propres moyens.",
            KARADIA,
        ),
    ),
    Story(
        "authoriser.xtv",
        "en",
        "in_check",
        "open",
        words(
            "A complaints register for places of detention",
            "Complaints are kept on paper in nine places; nobody sees them together.",
            "data",
            "Office of the Ombudsperson",
            "All complaints of 2027 in one register",
            "Forms were agreed in May.",
            TALAVA,
        ),
    ),
    Story(
        "authoriser.xwd",
        "ar",
        "clarification",
        "open",
        words(
            "تدريب القضاة على معايير المحاكمة العادلة",
            "ستون قاضياً عُينوا هذا العام دون تدريب متخصص.",
            "training",
            "المعهد القضائي",
            "إتمام ستين قاضياً للتدريب",
            "برنامج تمهيدي لمدة أسبوع.",
            WADIA,
        ),
    ),
    Story(
        "authoriser.xkr",
        "fr",
        "not_receivable",
        "working",
        words(
            "Appui aux droits humains",
            "Nous souhaitons un appui.",
            "other",
            "À préciser",
            "À préciser",
            "Rien.",
            KARADIA,
        ),
    ),
    Story(
        "drafter.xtv",
        "en",
        "clearance",
        "open",
        words(
            "Sign-language interpreters in courts",
            "No court has an interpreter; hearings are put off.",
            "training",
            "Judiciary",
            "Interpreters in both courts by 2028",
            "Nothing yet.",
            TALAVA,
        ),
    ),
    Story(
        "drafter.xtv",
        "es",
        "draft",
        "open",
        words(
            "Intercambio con magistradas itinerantes",
            "Cinco funcionarias visitarían un país con tribunales en islas.",
            "peer_exchange",
            "Poder Judicial",
            "Un plan de circuitos aprobado",
            "Nada todavía.",
            TALAVA,
        ),
    ),
    Story(
        "authoriser.xtv",
        "ru",
        "closed",
        "open",
        words(
            "Обучение сотрудников национального механизма",
            "Пять сотрудников вели учёт рекомендаций вручную.",
            "training",
            "Национальный комитет",
            "Пять обученных сотрудников",
            "Собственный семинар.",
            TALAVA,
        ),
    ),
    Story(
        "authoriser.xwd",
        "zh-hans",
        "withdrawn",
        "open",
        words(
            "残疾人无障碍法律援助",
            "法律援助中心尚无无障碍设施，也没有受过培训的工作人员。",
            "equipment",
            "法律援助中心",
            "三个中心在2028年前实现无障碍",
            "已完成一次评估。",
            WADIA,
        ),
    ),
]

#: reference, State, text, response, technical assistance, from whom
RECOMMENDATIONS = [
    (
        "REC-DEMO-1",
        "XTV",
        "Extend legal aid to the outer islands and train public defenders (demonstration).",
        "accepted",
        True,
        "XND",
    ),
    (
        "REC-DEMO-2",
        "XTV",
        "Seek technical assistance to bring juvenile justice in line with the Convention (demonstration).",
        "accepted",
        True,
        "XAM",
    ),
    (
        "REC-DEMO-3",
        "XKR",
        "Establish a permanent mechanism for follow-up to recommendations (demonstration).",
        "accepted",
        True,
        "XTV",
    ),
    ("REC-DEMO-4", "XWD", "Adopt a law against domestic violence (demonstration).", "noted", False, "XAM"),
]

PRACTICE = {
    "title": "Magistrados itinerantes en el archipiélago",
    "problem": "Las personas de las islas esperaban meses por una primera audiencia.",
    "what_was_done": "Dos magistradas recorren las islas cada trimestre con defensa pública y registro civil.",
    "what_made_it_work": "Un calendario anual publicado y un barco compartido con salud.",
    "what_failed_first": "Una sede fija en una sola isla: nadie podía llegar.",
    "cost": "Unos 40.000 dólares al año, barco incluido.",
    "time_needed": "Ocho meses hasta el primer circuito",
    "conditions": "Un calendario acordado con las autoridades de cada isla.",
    "kinds": ["peer_exchange", "training"],
}

PRESENTATION = {
    "title": "Legal aid on 110 islands: where we stand",
    "summary": "Nine islands have a defender, and a hundred have none. What was reached, and what stands in the way.",
    "achievements": "A Legal Aid Commission since 2022, with four lawyers and a budget line of its own.",
    "challenges": "Clerks change every year; training is lost with them.",
    "obstacles": "No boat of our own; hearings wait for the cargo ship.",
    "prevention": "Children are held apart from adults in every new building.",
    "contact_mailbox": TALAVA,
}
