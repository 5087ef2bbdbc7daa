"""JSON exactly as the standard says: no duplicate names, no NaN, no unpaired surrogates, no bottomless nesting."""

import codecs
import json

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

DEEPEST = 20


class StrictJSONParser(JSONParser):
    def parse(self, stream, media_type=None, parser_context=None):
        try:
            text = codecs.decode(stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE), "utf-8")
            _refuse_deep(text)
            data = json.loads(text, object_pairs_hook=_unique_names, parse_constant=_refuse_constant)
            json.dumps(data, ensure_ascii=False).encode("utf-8")
        except (ValueError, RecursionError) as fault:
            raise ParseError(f"JSON: {fault}") from fault
        if not isinstance(data, dict):
            raise ParseError("JSON: an object was expected")
        return data


def _refuse_deep(text: str) -> None:
    depth = 0
    for char in text:
        depth += (char in "[{") - (char in "]}")
        if depth > DEEPEST:
            raise ValueError(f"nested more than {DEEPEST} levels deep")


def _unique_names(pairs):
    names = dict(pairs)
    if len(names) < len(pairs):
        raise ValueError("the same name stands twice in one object")
    return names


def _refuse_constant(name):
    raise ValueError(f"{name} is no number")
