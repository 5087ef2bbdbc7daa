"""The record of a statement in words, for the people of its State."""

from django.utils.translation import gettext_lazy as _

from requests_app.lifecycles import STATEMENT

BESIDE = {
    "begin": _("Begun"),
    "begin_edition": _("A new edition was begun"),
    "open_sections": _("Pages were opened to an office"),
    "lend": _("The draft was shown for the need clinic"),
    "take_back": _("The draft is no longer shown for the need clinic"),
}


def told(records) -> list[dict]:
    """[{at, text, by, note}] for the timeline; each save of words is left out, and counted by the edition instead."""
    labels = BESIDE | {name: row.done or row.label for name, row in STATEMENT.table.items()}
    return [
        {"at": one.at, "text": labels.get(one.transition, one.transition), "by": one.by_whom, "note": one.note}
        for one in records
        if one.transition != "write"
    ]
