"""The pages of the ledger, and the base of every page where a State consents."""

from consent.views.editions import EditionsPage
from consent.views.ledger import ConsentLedger, ConsentWiden, ConsentWithdraw, ExclusionLift
from consent.views.pages import ConsentPage
from consent.views.readings import ReadingList, ReadingSetting

__all__ = [
    "ConsentLedger",
    "ConsentPage",
    "ConsentWiden",
    "ConsentWithdraw",
    "EditionsPage",
    "ExclusionLift",
    "ReadingList",
    "ReadingSetting",
]
