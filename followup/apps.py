from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "followup"

    def ready(self):
        from consent.choices import Kind  # noqa: PLC0415 models are ready only now
        from consent.digests import CONTENTS  # noqa: PLC0415
        from consent.kinds import KINDS  # noqa: PLC0415
        from followup import notices, receivers  # noqa: F401, PLC0415 registers what can be told
        from followup.ledger import NOTES  # noqa: PLC0415
        from followup.selectors.notes import sealed_contents  # noqa: PLC0415

        receivers.connect()
        CONTENTS[Kind.REPORT] = sealed_contents
        KINDS[Kind.REPORT] = NOTES
