"""What offices write after an answer has come, and what partners keep ready. Invented, as the other texts."""

LIBRARY_REPORT = {
    "language": "en",
    "implementation": "on_track",
    "delivered": "The catalogue holds 1,900 decisions; one librarian was trained.",
    "changed": "Judges quote the decisions of the other courts.",
    "no_difficulty": True,
    "people_reached": 34,
}
NOTE = {
    "title": "A second circuit, paid from our own budget",
    "done": "The Legal Aid Commission paid two lawyers for a circuit of six islands.",
    "changed": "Six islands more have seen a defender.",
    "moved": "partly",
}
REPLY = {
    "language": "en",
    "title": "A standard of care for shelters, with two visits",
    "summary": "Two experts who wrote our own standard come twice and write yours with your staff.",
    "support_type": "expert",
    "form": "expertise",
    "languages": ["en"],
    "eligible": ["SIDS"],
    "places": 1,
    "mailbox": "agency.xnd@example.org",
}
WHOLE_OFFER = {
    "language": "en",
    "title": "Grants for accessible courts and legal aid centres",
    "summary": "Small grants for ramps, hearing loops, sign language and the training of those who use them.",
    "support_type": "equipment",
    "form": "grant",
    "languages": ["en", "fr", "es"],
    "regions": ["asia_pacific", "african", "grulac"],
    "eligible": ["SIDS", "LDC", "LLDC"],
    "conditions": "A legal agreement; a tenth of the cost from the State, in kind if it prefers.",
    "expects": ["co_finance", "agreement"],
    "activity_id": "XI-DEMO-FUND-2026-17",
    "modality": "hybrid",
    "cooperation": "triangular",
    "amount_band": "under_100k",
    "currency": "CHF",
    "who_pays": "The fund pays works, equipment and training; the State pays upkeep from the second year.",
    "how_to_apply": "Say yes to talks here.\nSend the plan of the building.\nThe board answers within a month.",
    "board_route": "The fund visits, its board of five decides, the State is told on the same day.",
    "lead_weeks": 10,
    "evidence": "Report on twelve centres, 2025 (demonstration).",
    "data_mailbox": "data.fund@example.org",
    "places": 4,
    "mailbox": "fund@example.org",
}
