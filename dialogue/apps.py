from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "dialogue"

    def ready(self):
        from consent.audiences import REGIONS, Regions  # noqa: PLC0415
        from dialogue import notices, receivers, services  # noqa: F401, PLC0415 models are ready only now
        from dialogue.selectors.sessions import region_choices  # noqa: PLC0415
        from followup.services.dues import SWEEPS  # noqa: PLC0415

        receivers.connect()
        REGIONS.append(Regions(region_choices, lambda body: body.region_slugs))
        SWEEPS["chased_commitments"] = services.chase_commitments
        SWEEPS["dropped_commitments"] = services.drop_commitments
        SWEEPS["lapsed_tables"] = services.lapse_tables
