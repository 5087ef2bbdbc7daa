from allauth.account.signals import authentication_step_completed
from django.apps import AppConfig


class StatesConfig(AppConfig):
    name = "states"

    def ready(self):
        from states.middleware import refresh_acting  # noqa: PLC0415 models are ready only now

        authentication_step_completed.connect(refresh_acting, dispatch_uid="states.refresh_acting")
