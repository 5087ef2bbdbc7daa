from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "practices"

    def ready(self):
        from practices.kind import PRACTICES  # noqa: PLC0415 models are ready only now

        PRACTICES.register()
