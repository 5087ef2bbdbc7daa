"""What waits for a person about posts, as rows of the desk."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acting import Acting
from states.selectors import deputies_to_agree
from web.desk import DeskTask


def tasks_of(acting: Acting) -> list[DeskTask]:
    """Deputies who wait for the yes of this person."""
    return [_to_agree(one) for one in deputies_to_agree(acting)]


def _to_agree(named) -> DeskTask:
    return DeskTask(
        what=_("%(person)s as deputy: %(role)s, %(body)s")
        % {"person": named.person, "role": named.get_role_display(), "body": named.body.name},
        where_it_stands=_("waits for a yes"),
        tone="wait",
        url=reverse("office"),
        action_label=_("Agree or end"),
        by_date=named.starts_on,
    )
