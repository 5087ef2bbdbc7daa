from dialogue.lifecycles.commitments import COMMITMENT
from dialogue.lifecycles.registration import REGISTRATION, SPEAKING, TRAVEL
from dialogue.lifecycles.sessions import SESSION
from dialogue.lifecycles.tables import TABLE

__all__ = ["COMMITMENT", "REGISTRATION", "SESSION", "SPEAKING", "TABLE", "TRAVEL"]
