"""Consent through the API: one of the presets, or line by line, with an end."""

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from consent.audiences import labels_of
from consent.choices import AUDIENCE_PATTERN, PURPOSE_ELEMENTS, Element, Purpose
from consent.presets import PRESETS
from consent.previews import unreadable
from web.serializers import StrictSerializer

MOST_LINES = 200


class LineWords(StrictSerializer):
    """One line of consent: this element, for this purpose, to this audience."""

    element = serializers.ChoiceField(choices=Element.choices)
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    audience = serializers.RegexField(AUDIENCE_PATTERN, max_length=40)

    def validate(self, attrs):
        if attrs["element"] not in PURPOSE_ELEMENTS[attrs["purpose"]]:
            raise serializers.ValidationError({"element": [_("This purpose cannot be about this element.")]})
        return attrs


class ConsentWords(StrictSerializer):
    """Either `preset` or `lines`; `until` ends what is granted."""

    preset = serializers.ChoiceField(choices=list(PRESETS), required=False)
    lines = LineWords(many=True, required=False, min_length=1, max_length=MOST_LINES)
    until = serializers.DateTimeField(required=False)

    def validate_until(self, value):
        if value <= timezone.now():
            raise serializers.ValidationError(_("Choose a time to come."))
        return value

    def validate(self, attrs):
        preset, lines = attrs.pop("preset", None), attrs.pop("lines", None)
        if (preset is None) == (lines is None):
            raise serializers.ValidationError({"preset": [_("Give one of the presets, or lines of your own.")]})
        own = [(line["element"], line["purpose"], line["audience"]) for line in lines or ()]
        blind = labels_of(unreadable(own)).values() if own else ()
        if blind:
            words = _("Without the summary nobody finds the rest. Tick the summary too for: %(names)s.")
            raise serializers.ValidationError({"lines": [words % {"names": ", ".join(blind)}]})
        return attrs | {"lines": PRESETS[preset].lines if preset else own}
