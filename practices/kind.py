from django.utils.translation import gettext_lazy as _

from consent.choices import Kind
from consent.papers import PaperKind
from practices.lifecycles import PRACTICE
from practices.models import PracticeCard, PracticeVersion

PRACTICES = PaperKind(
    name="practice",
    kind=Kind.PRACTICE,
    paper=PracticeCard,
    version=PracticeVersion,
    lifecycle=PRACTICE,
    prefix="PRA",
    backward="practice_version",
    from_subject="practice",
    write="practices.write_practice",
    label=_("Practice"),
    new_label=_("Share a practice"),
)
