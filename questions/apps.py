from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "questions"

    def ready(self):
        from questions import notices  # noqa: F401, PLC0415 registers what can be told
