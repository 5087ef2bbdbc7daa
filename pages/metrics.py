"""/metrics: what a machine watches. For this machine itself, or whoever holds the token; nobody else learns of it."""

import os
import secrets

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.generic import View
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector

from notifications.selectors import mail_counts, oldest_unsent_seconds
from web.pulse import pulses

LOOPBACK = {"127.0.0.1", "::1"}


class PlatformCollector:
    """Counts and ages of the outbox, and when the clock's tasks last ended."""

    def collect(self):
        mails = GaugeMetricFamily("platform_mails", "Mails of the outbox by status", labels=["status"])
        for status, number in mail_counts().items():
            mails.add_metric([status], number)
        yield mails
        age = oldest_unsent_seconds()
        yield GaugeMetricFamily("platform_oldest_unsent_mail_seconds", "Age of the oldest mail that is due", value=age)
        ran = GaugeMetricFamily("platform_task_last_end_seconds", "When a task last ended, since 1970", labels=["task"])
        for name, moment in pulses().items():
            ran.add_metric([name], moment)
        yield ran


class Metrics(View):
    http_method_names = ["get", "head"]

    def get(self, request):
        if not may_watch(request):
            raise Http404
        registry = CollectorRegistry()
        registry.register(PlatformCollector())
        words = generate_latest(registry) + generate_latest(_requests())
        return HttpResponse(words, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _requests() -> CollectorRegistry:
    """Of all the server's processes, where PROMETHEUS_MULTIPROC_DIR is set; else of this one."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together


def may_watch(request) -> bool:
    """From this machine and not through a proxy, or with the token of METRICS_TOKEN."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if settings.METRICS_TOKEN and secrets.compare_digest(given, settings.METRICS_TOKEN.encode()):
        return True
    return request.META.get("REMOTE_ADDR") in LOOPBACK and "X-Forwarded-For" not in request.headers
