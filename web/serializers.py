from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

LONGEST_KEY = 60


class Strict:
    """Refuses by name what it does not know and what nobody may set; DRF alone would ignore both silently."""

    def to_internal_value(self, data):
        if isinstance(data, dict):
            self._refuse(set(data) - set(self.fields), _("There is no such field."))
            fixed = {name for name, field in self.fields.items() if field.read_only}
            self._refuse(set(data) & fixed, _("This field cannot be set."))
        return super().to_internal_value(data)

    def _refuse(self, names, words) -> None:
        if names:
            raise serializers.ValidationError({name: [words] for name in sorted(names)})


class StrictSerializer(Strict, serializers.Serializer):
    pass


class StrictModelSerializer(Strict, serializers.ModelSerializer):
    """`fields` are always listed; the status of an object is never writable."""


class KeyField(serializers.SlugField):
    """How a thing is called in addresses: its reference, key or slug."""

    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST_KEY, **kwargs)


@extend_schema_field({"type": "string", "maxLength": LONGEST_KEY})
class KeyedField(serializers.SlugRelatedField):
    """A thing among those of `queryset`, named by its reference, key or slug."""
