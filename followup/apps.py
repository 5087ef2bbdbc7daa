from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "followup"

    def ready(self):
        from followup import notices  # noqa: F401, PLC0415 registers what can be told
