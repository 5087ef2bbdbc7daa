from django.apps import AppConfig


class RequestsAppConfig(AppConfig):
    name = "requests_app"

    def ready(self):
        from consent.choices import Kind  # noqa: PLC0415 models are ready only now
        from consent.digests import CONTENTS  # noqa: PLC0415
        from consent.kinds import KINDS  # noqa: PLC0415
        from requests_app import notices  # noqa: F401, PLC0415 registers what can be told
        from requests_app.ledger import STATEMENTS  # noqa: PLC0415
        from requests_app.selectors import sealed_contents  # noqa: PLC0415

        CONTENTS[Kind.STATEMENT] = sealed_contents
        KINDS[Kind.STATEMENT] = STATEMENTS
