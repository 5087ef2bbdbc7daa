from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema


class Schema(AutoSchema):
    """Names the operation of all acts of a thing `…_act`, so that it never collides with making one."""

    def get_operation_id(self) -> str:
        name = super().get_operation_id()
        return f"{name.removesuffix('_create')}_act" if getattr(self.view, "action", "") == "take_act" else name


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "web.authentication.SessionActing"
    name = "session"

    def get_security_definition(self, auto_schema):
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
