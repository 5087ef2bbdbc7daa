from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "followup"

    def ready(self):
        from followup import notices, receivers  # noqa: F401, PLC0415 registers what can be told

        receivers.connect()
