from dialogue.lifecycles.commitments import COMMITMENT
from dialogue.lifecycles.registration import REGISTRATION, SPEAKING, TRAVEL
from dialogue.lifecycles.sessions import SESSION

__all__ = ["COMMITMENT", "REGISTRATION", "SESSION", "SPEAKING", "TRAVEL"]
