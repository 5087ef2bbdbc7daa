"""The steps of the statement form: the pages of the map, the parts and the review, with how far each has come."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from requests_app.choices import Section
from requests_app.previews import LINK_ANSWERS, STATEMENT_ANSWERS, names_in


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    url: str
    done: bool
    current: bool


@dataclass(frozen=True)
class Steps:
    """The pages that one person may write, in order; `place` counts from 1."""

    steps: list[Step]
    place: int
    next_url: str

    @property
    def name(self) -> str:
        return self.steps[self.place - 1].name if self.place else ""

    @property
    def label(self) -> str:
        return self.steps[self.place - 1].label if self.place else ""

    def __iter__(self):
        return iter(self.steps)

    def __len__(self):
        return len(self.steps)


def steps_of(version, open_sections: set[str], *, current: str = "") -> Steps:
    """The steps of this draft for a person to whom these sections are open; the review ends them for all."""
    slug = version.statement.subject.slug
    sections = [section for section in Section if section in open_sections]
    steps = [
        Step(section, section.label, _url(slug, section), _is_begun(version, section), section == current)
        for section in sections
    ]
    end = reverse("statement", args=[slug])
    if set(Section) <= open_sections:
        end = reverse("statement_review", args=[slug])
        steps.append(Step("review", _("Review"), end, done=False, current=current == "review"))
    place = next((number for number, step in enumerate(steps, 1) if step.current), 0)
    following = [step.url for step in steps[place:]] if place else []
    return Steps(steps, place, (following or [end])[0])


def _url(slug: str, section: str) -> str:
    if section == Section.PARTS:
        return reverse("statement_parts", args=[slug])
    return reverse("statement_step", args=[slug, section])


def _is_begun(version, section: str) -> bool:
    """Whether anything on the page is answered."""
    if section == Section.PARTS:
        return any(part.support_type and part.institution for part in version.need_versions.all())
    if any(getattr(version, name) for name in names_in(section, STATEMENT_ANSWERS)):
        return True
    return any(getattr(version, name).exists() for name in names_in(section, LINK_ANSWERS))
