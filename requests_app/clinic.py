"""The need clinic: what makes a need answerable, scored with reasons and examples. Pure functions, and never a gate.

Each check gives points for one thing that partners of every neighbouring scheme say they look for first, and says what
is missing with an example. Scores are whole numbers; the weights add up to 100.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

GOOD, FAIR = 75, 45

#: words that stand for «not decided yet», in the languages of the originals
PLACEHOLDER = re.compile(
    r"^\W*(to be (defined|determined|decided|confirmed)|tb[cd]|n/?a|none|unknown|various|à (préciser|définir)|"
    r"por (definir|determinar)|a definir|уточняется|будет уточнено|не определено|待定|未定|يحدد لاحقا|غير محدد)\W*$",
    re.IGNORECASE,
)
#: words that are true of every request and tell a partner nothing
VAGUE = re.compile(
    r"\b(capacity.?building|technical (assistance|cooperation|support)|strengthen\w*|enhanc\w*|improv\w*|promot\w*|"
    r"support|various|relevant|appropriate|all areas|in general|international community|"
    r"renforce\w*|appui|assistance technique|droits? de l.homme en général|fortalec\w*|asistencia técnica|apoyo|"
    r"укрепл\w*|техническ\w* (помощ\w*|содействи\w*)|содействи\w*)\b"
    r"|能力建设|技术援助|加强|بناء القدرات|المساعدة التقنية|تعزيز|دعم",
    re.IGNORECASE,
)
NUMBER_WORD = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|sixty|hundred|all|both|"
    r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|vingt|cent|toutes?|tous|dos|tres|cuatro|cinco|seis|siete|"
    r"ocho|nueve|diez|doce|veinte|cien|todos|todas|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|сто|все)\b"
    r"|[一二三四五六七八九十百两]|ثلاث\w*|أربع\w*|خمس\w*|ست[ةون]\w*|سبع\w*|ثمان\w*|تسع\w*|عشر\w*|مائة|جميع",
    re.IGNORECASE,
)
YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True)
class NeedWords:
    """What one part says; empty where it says nothing."""

    support_type: str = ""
    institution: str = ""
    success_sign: str = ""
    volume: str = ""
    budget_band: str = ""
    wanted_from: date | None = None
    wanted_to: date | None = None


@dataclass(frozen=True)
class Words:
    """What a statement says, with its parts and how many recommendations it hangs on."""

    title: str = ""
    summary: str = ""
    gap: str = ""
    done_at_home: str = ""
    national_plan: str = ""
    recommendations: int = 0
    needs: list[NeedWords] = field(default_factory=list)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `points` of `most`, why, and an example of how it could read."""

    name: str
    label: object
    points: int
    most: int
    reason: object
    example: object

    @property
    def is_met(self) -> bool:
        return self.points == self.most


@dataclass(frozen=True)
class Advice:
    findings: list[Finding]

    @property
    def points(self) -> int:
        return sum(one.points for one in self.findings)

    @property
    def missing(self) -> list[Finding]:
        """What would help, the greatest gain first."""
        return sorted((one for one in self.findings if not one.is_met), key=lambda one: one.points - one.most)

    @property
    def verdict(self):
        if self.points >= GOOD:
            return _("A partner can answer this.")
        if self.points >= FAIR:
            return _("A partner would have to ask back first.")
        return _("Too open to be answered as it stands.")


def advise(words: Words) -> Advice:
    """Looks at each part and takes the weakest: a statement is as answerable as its least clear part."""
    parts = words.needs or [NeedWords()]
    each = [
        min((check(part) for part in parts), key=lambda one: one.points)
        for check in (support_kind, institution, sign_of_success, dates, budget)
    ]
    return Advice([*each, tried(words), recommendation(words), wording(words)])


def support_kind(part: NeedWords) -> Finding:
    points = {"": 0, "other": 5}.get(part.support_type, 15)
    return Finding(
        "support_type",
        _("Kind of support"),
        points,
        15,
        _("The kind says who could answer at all."),
        _("Training, rather than «other»: «two courses for court clerks»."),
    )


def institution(part: NeedWords) -> Finding:
    return Finding(
        "institution",
        _("Institution"),
        15 if is_said(part.institution) else 0,
        15,
        _("A partner works with somebody, and asks first with whom."),
        _("«Legal Aid Commission», rather than «relevant institutions»."),
    )


def sign_of_success(part: NeedWords) -> Finding:
    sign = part.success_sign
    points = (
        5 * is_said(sign)
        + 8 * (is_said(sign) and counts(sign))
        + 7 * (is_said(sign) and bool(YEAR.search(plain(sign))))
    )
    return Finding(
        "success_sign",
        _("Sign of success"),
        points,
        20,
        _("One sentence that can be counted, with a date: it is what the report will be held against."),
        _("«24 defenders certified by December 2027»."),
    )


def dates(part: NeedWords) -> Finding:
    return Finding(
        "wanted_from",
        _("Dates"),
        5 * bool(part.wanted_from) + 5 * bool(part.wanted_to),
        10,
        _("Partners plan their year: without dates a need waits for the next one."),
        _("From March 2027 until June 2028."),
    )


def budget(part: NeedWords) -> Finding:
    return Finding(
        "budget_band",
        _("Budget, roughly"),
        {"": 0, "unknown": 3}.get(part.budget_band, 10),
        10,
        _("A band is enough: it decides which door a partner takes it to."),
        _("25,000 to 100,000 US dollars, or «no money needed»."),
    )


def tried(words: Words) -> Finding:
    said = words.done_at_home.strip()
    return Finding(
        "done_at_home",
        _("What was tried"),
        10 if len(said) >= 8 else 5 * bool(said),
        10,
        _("It shows where help would start, and that it will be used. «Nothing yet» counts."),
        _("«A first circuit was paid from our own budget; it reached nine islands»."),
    )


def recommendation(words: Words) -> Finding:
    points = 10 if words.recommendations else 5 * is_said(words.national_plan)
    return Finding(
        "recommendations",
        _("Recommendation"),
        points,
        10,
        _("Many partners may only help where a recommendation or a plan asks for it. Linking stays your choice."),
        _("A recommendation of your last review that your State supported."),
    )


def wording(words: Words) -> Finding:
    """Points for things that can be named, fewer for words that would fit any request."""
    text = plain(f"{words.title} {words.summary} {words.gap}")
    concrete = 4 * counts(text) + 3 * (len(text) >= 80) + 3 * bool(words.gap.strip())
    return Finding(
        "summary",
        _("Wording"),
        max(0, min(10, concrete + 2 - 2 * vague_words(text))) if text.strip() else 0,
        10,
        _("Words like «capacity-building» fit every request; numbers, places and offices fit only yours."),
        _("«Four lawyers serve 110 islands», rather than «strengthen access to justice»."),
    )


def is_said(text: str) -> bool:
    """Something is written that is not a word for «later»."""
    return len(text.strip()) >= 3 - bool(re.search(r"[\u3400-\u9fff]", text)) and not PLACEHOLDER.match(text)


def counts(text: str) -> bool:
    """It holds a number, in digits of any script or as a word; a year alone is a date."""
    without_years = YEAR.sub(" ", plain(text))
    return any(char.isdigit() for char in without_years) or bool(NUMBER_WORD.search(without_years))


def vague_words(text: str) -> int:
    return len(VAGUE.findall(plain(text)))


def plain(text: str) -> str:
    """The same text with the digits of every script as 0 to 9."""
    return "".join(str(unicodedata.digit(char, char)) for char in text)
