"""The names of choices in the OpenAPI document, where two fields share one list or one name."""

ENUM_NAMES = {
    "OfferedAmountEnum": "matching.choices.AmountBand",
    "AmountBandEnum": "matching.choices.CardAmount",
    "RegionalGroupEnum": "states.choices.RegionalGroup",
    "CommentModeEnum": "followup.choices.CommentMode",
    "OfferedModeEnum": "followup.choices.OFFERED_MODES",
    "PaperStatusEnum": "consent.choices.PaperStatus",
    "HourStatusEnum": "requests_app.choices.HourStatus",
    "SupportTypeEnum": "obligations.choices.SupportType",
    "ItemKindEnum": "dialogue.choices.ItemKind",
    "SegmentKindEnum": "dialogue.choices.SegmentKind",
    "CommitmentKindEnum": "dialogue.choices.CommitmentKind",
    "RegistrationDeclineEnum": "dialogue.choices.RegistrationDecline",
    "CommentDeclineEnum": "followup.choices.DeclinedReason",
    "PartnerRoleEnum": "matching.choices.PARTNER_ROLES",
    "PartyRoleEnum": "matching.choices.PartyRole",
    "MandateRoleEnum": "states.choices.Role",
    "DocumentKindEnum": "files.choices.Kind",
    "HoldsEnum": "followup.choices.Holds",
}
