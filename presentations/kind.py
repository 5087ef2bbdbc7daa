from django.utils.translation import gettext_lazy as _

from consent.choices import Kind
from consent.papers import PaperKind
from presentations.lifecycles import PRESENTATION
from presentations.models import Presentation, PresentationVersion

PRESENTATIONS = PaperKind(
    name="presentation",
    kind=Kind.PRESENTATION,
    paper=Presentation,
    version=PresentationVersion,
    lifecycle=PRESENTATION,
    prefix="PRE",
    backward="presentation_version",
    from_subject="presentation",
    write="presentations.write_presentation",
    label=_("Presentation"),
    new_label=_("Write a presentation"),
)
