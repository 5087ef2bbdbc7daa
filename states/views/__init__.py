from states.views.bodies import BodyList, BodyVerify, InviteHead
from states.views.deputies import BodyDeputy, DeputyAct, DeputyName
from states.views.mails import TroubledMails
from states.views.office import HandOver, InvitationAnswer, InvitationWithdraw, Invite, MandateEnd, Office
from states.views.signing_in import Authority, DemoSignIn, MandateSwitch, Representation, SignIn

__all__ = [
    "Authority",
    "BodyDeputy",
    "BodyList",
    "BodyVerify",
    "DemoSignIn",
    "DeputyAct",
    "DeputyName",
    "HandOver",
    "InvitationAnswer",
    "InvitationWithdraw",
    "Invite",
    "InviteHead",
    "MandateEnd",
    "MandateSwitch",
    "Office",
    "Representation",
    "SignIn",
    "TroubledMails",
]
