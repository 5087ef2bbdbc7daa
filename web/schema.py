"""The description of the API: names of acts, and what each operation may answer beside success."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.serializers import ChoiceField

from web.idempotency import HEADER, LONGEST

DETAIL = {"type": "object", "properties": {"detail": {"type": "string"}}, "required": ["detail"]}
BY_FIELD = {
    "type": "object",
    "description": "messages by field; under `non_field_errors` what belongs to none; `detail` for unreadable JSON",
    "additionalProperties": True,
}
CURRENT = {
    "type": "object",
    "properties": {"detail": {"type": "string"}, "current": {"type": "object", "description": "what is stored now"}},
    "required": ["detail"],
}
#: status → name, what it means, shape
REFUSALS = {
    "400": ("BadInput", "something that was sent is wrong; nothing is stored", BY_FIELD),
    "401": ("NotSignedIn", "no sign-in, or a token that is not valid any more", DETAIL),
    "403": ("NotPermitted", "not for this mandate; `proof_of_identity_needed`, `second_factor_needed`", DETAIL),
    "404": ("NotThere", "there is nothing here for this person, whether or not there is for others", DETAIL),
    "409": ("Changed", "somebody else changed it meanwhile; nothing is stored", CURRENT),
    "410": ("Withdrawn", "it was withdrawn; the person could read it until then", DETAIL),
    "413": ("TooLarge", "more than the platform takes at once", DETAIL),
    "415": ("OtherMediaType", "sent in another format than those named here", DETAIL),
    "422": ("KeyUsed", f"this {HEADER} was used for another request", DETAIL),
    "503": ("Unavailable", "try again after the seconds in Retry-After", DETAIL),
}
ALWAYS = ("401", "403", "503")
ONE_THING = ("404", "410")
WRITING = ("400", "404", "409", "413", "415")
READING_LISTS = ("400",)
METHODS = {"get", "post", "put", "patch", "delete"}
KEY = {
    "name": HEADER,
    "in": "header",
    "description": "the same key with the same request is done once and answered twice",
    "schema": {"type": "string", "maxLength": LONGEST},
}


class Schema(AutoSchema):
    """Names the operation of all acts of a thing `…_act`, so that it never collides with making one.

    A choice that its column lets be empty may be read empty, though nobody can set it; what is None by default, null.
    """

    def get_operation_id(self) -> str:
        name = super().get_operation_id()
        return f"{name.removesuffix('_create')}_act" if getattr(self.view, "action", "") == "take_act" else name

    def _map_serializer_field(self, field, direction, bypass_extensions=False):
        if field.read_only and field.default is None:
            field.allow_null = True
        column = _column_of(field) if isinstance(field, ChoiceField) else None
        if column is not None and column.blank and column.empty_strings_allowed:
            field.allow_blank = True
        return super()._map_serializer_field(field, direction, bypass_extensions)


def _column_of(field):
    """The column of the model behind a serializer's field, or None."""
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    columns = {column.name: column for column in model._meta.concrete_fields} if model else {}
    return columns.get(field.source)


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "web.authentication.SessionActing"
    name = "session"

    def get_security_definition(self, auto_schema):
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


def tell_refusals(result, generator, request, public):
    """Every operation with the refusals that it may answer, and the header that makes a POST once."""
    result["components"]["responses"] = {
        name: {"description": words, "content": {"application/json": {"schema": shape}}}
        for name, words, shape in REFUSALS.values()
    }
    for address, operations in result["paths"].items():
        for method in METHODS & set(operations):
            _tell(operations[method], method, "{" in address or _asks_for_one(operations[method]))
    return result


def _asks_for_one(operation: dict) -> bool:
    """A thing may be named in the query as well."""
    return any(one["in"] == "query" and one.get("required") for one in operation.get("parameters", []))


def _tell(operation: dict, method: str, is_of_one: bool) -> None:
    for status in refusals_of(method, is_of_one):
        answer = {"$ref": f"#/components/responses/{REFUSALS[status][0]}"}
        operation["responses"].setdefault(status, answer)
    if method == "post":
        operation.setdefault("parameters", []).append(KEY)


def refusals_of(method: str, is_of_one: bool) -> list[str]:
    """The statuses beside success: `method` in small letters; `is_of_one` where the address names a thing."""
    asked = [*ALWAYS, *(ONE_THING if is_of_one else ()), *(READING_LISTS if method == "get" else WRITING)]
    return sorted({*asked, *(["422"] if method == "post" else [])})
