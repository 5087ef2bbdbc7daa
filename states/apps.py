from allauth.account.signals import authentication_step_completed
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class StatesConfig(AppConfig):
    name = "states"

    def ready(self):
        from states import notices  # noqa: F401, PLC0415 registers what can be told
        from states.middleware import refresh_acting, remember_mandates  # noqa: PLC0415 models are ready only now

        user_logged_in.connect(remember_mandates, dispatch_uid="states.remember_mandates")
        authentication_step_completed.connect(refresh_acting, dispatch_uid="states.refresh_acting")
