from django.apps import AppConfig


class PresentationsConfig(AppConfig):
    name = "presentations"

    def ready(self):
        from presentations.kind import PRESENTATIONS  # noqa: PLC0415 models are ready only now

        PRESENTATIONS.register()
