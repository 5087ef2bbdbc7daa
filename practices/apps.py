from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "practices"

    def ready(self):
        from consent.choices import Kind  # noqa: PLC0415 models are ready only now
        from consent.digests import CONTENTS  # noqa: PLC0415
        from practices.selectors import sealed_contents  # noqa: PLC0415

        CONTENTS[Kind.PRACTICE] = sealed_contents
