from rest_framework.permissions import SAFE_METHODS, BasePermission


class ReadOrSignedIn(BasePermission):
    """Reading is scoped by the selector; writing needs a person in a capacity. The act itself asks its permission."""

    def has_permission(self, request, view) -> bool:
        return request.method in SAFE_METHODS or not request._request.acting.is_anonymous
