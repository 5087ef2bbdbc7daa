"""Counts answers by class, for /metrics: page or API, method, 2xx to 5xx; no address, no person."""

from prometheus_client import Counter

REQUESTS = Counter("platform_requests", "Answers given, by kind, method and class", ["kind", "method", "status"])
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class CountRequests:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        kind = "api" if request.path_info.startswith("/api/") else "page"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(kind, method, f"{response.status_code // 100}xx").inc()
        return response
