from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "dialogue"

    def ready(self):
        from dialogue import receivers  # noqa: PLC0415 models are ready only now

        receivers.connect()
