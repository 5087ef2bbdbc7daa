from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext_lazy as _

from matching.models.references import check_currency

#: the condition that the database holds: an amount in a currency, or neither
PROMISED = Q(amount__gt=0, currency__regex="^[A-Z]{3}$") | Q(amount__isnull=True, currency="")


class Promised(models.Model):
    """How much is promised: an amount in the giver's own currency, or support in kind."""

    amount = models.DecimalField(
        _("Amount"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("In your own currency. Leave it empty for support in kind."),
    )
    currency = models.CharField(_("Currency"), max_length=3, blank=True, validators=[check_currency])

    class Meta:
        abstract = True

    def clean(self):
        if self.amount is not None and not self.currency:
            raise ValidationError({"currency": _("Which currency?")})
        if self.amount is None and self.currency:
            raise ValidationError({"amount": _("How much?")})

    @property
    def money(self) -> str:
        """The amount with its currency, as the reader writes numbers; empty for support in kind."""
        return "" if self.amount is None else f"{floatformat(self.amount, '-2g')} {self.currency}"
