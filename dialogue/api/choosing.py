"""What a request names by its key, among what the person may choose: a wrong one is refused beside its field."""

from rest_framework.exceptions import ValidationError


def chosen(rows, value, *, field: str, by: str = "key"):
    """The row of `rows` whose `by` is `value`."""
    found = rows.filter(**{by: value}).first()
    if found is None:
        raise ValidationError({field: ["There is no such choice."]})
    return found
