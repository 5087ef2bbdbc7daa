import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _


class Named(models.Model):
    """A reference row with names in several languages: `names` maps a language code to a name, English compulsory."""

    names = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Whoever writes JSON by hand is told what it has to be, before anything reads it."""
        super().clean()
        if not isinstance(self.names, dict) or not all(isinstance(name, str) for name in self.names.values()):
            self.names = {}
            raise ValidationError({"names": _("Give names by language, English among them.")})

    @property
    def name(self) -> str:
        return name_in(self.names, get_language())


def name_in(names: dict[str, str], language: str | None) -> str:
    """The name in `language` («zh-hans» finds «zh»), else in English."""
    code = (language or "en").split("-")[0]
    return names.get(code) or names.get("en", "")


def english_present(label: str) -> models.CheckConstraint:
    """The constraint that each Named model puts into its Meta."""
    return models.CheckConstraint(condition=models.Q(names__has_key="en"), name=f"{label}_named_in_english")


def sort_key(name: str) -> str:
    """A key that puts «Åland» beside «Aland» and ignores case: the database has no collation for six languages."""
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)).casefold()
