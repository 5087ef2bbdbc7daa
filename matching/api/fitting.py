"""Suggestions through the API: the same selectors as the pages."""

from rest_framework import serializers

from web.serializers import StrictSerializer


class ReasonSerializer(serializers.Serializer):
    words = serializers.CharField()
    points = serializers.IntegerField()


class FitSerializer(serializers.Serializer):
    """One suggestion, with the parts of its score, or with what is missing."""

    reference = serializers.CharField(help_text="of the offer, or of the need's statement")
    number = serializers.IntegerField(allow_null=True, help_text="of the need in its statement")
    title = serializers.CharField()
    score = serializers.IntegerField()
    reasons = ReasonSerializer(many=True)
    failing = serializers.ListField(child=serializers.CharField())


class NeedAsked(StrictSerializer):
    need = serializers.CharField(max_length=20, help_text="reference of the statement")
    number = serializers.IntegerField(min_value=1, max_value=99, default=1)


def fit_of(fit) -> dict:
    row = fit.row if isinstance(fit.row, dict) else {"reference": str(fit.row), "line": fit.row.title}
    reasons = [{"words": words, "points": points} for words, points in fit.reasons]
    shown = {"reference": row["reference"], "number": row.get("number"), "title": row["line"], "score": fit.score}
    return shown | {"reasons": reasons, "failing": [str(words) for words in fit.failing]}
