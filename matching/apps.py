from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"

    def ready(self):
        from matching import notices, receivers  # noqa: F401, PLC0415 models are ready only now

        receivers.connect()
