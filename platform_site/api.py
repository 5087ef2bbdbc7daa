"""Every endpoint of /api/v1/. Each view set takes its rows from a selector of its own app."""

from rest_framework.routers import DefaultRouter

from consent.api import ExclusionViewSet, GrantViewSet, ReadingViewSet
from dialogue.api import (
    CommitmentViewSet,
    ItemViewSet,
    RegionViewSet,
    RegistrationViewSet,
    SegmentViewSet,
    SessionViewSet,
    TableViewSet,
)
from followup.api import CommentViewSet, ReportViewSet
from followup.note_api import ProgressNoteViewSet
from insights.api import GiveBackViewSet
from matching.api import (
    BoardViewSet,
    BrowsedNeedViewSet,
    MatchViewSet,
    NoteViewSet,
    OfferViewSet,
    PledgeViewSet,
    SearchViewSet,
)
from obligations.api import CouncilTextViewSet, RecommendationViewSet, ThemeViewSet
from practices.api import PracticeViewSet
from presentations.api import PresentationViewSet
from questions.api import QuestionViewSet
from requests_app.api import CallViewSet, HourViewSet, StatementViewSet
from states.api import DeputyViewSet, StateViewSet

router = DefaultRouter()
router.include_format_suffixes = False
router.register("states", StateViewSet, basename="api-state")
router.register("deputies", DeputyViewSet, basename="api-deputy")
router.register("recommendations", RecommendationViewSet, basename="api-recommendation")
router.register("council-texts", CouncilTextViewSet, basename="api-council-text")
router.register("themes", ThemeViewSet, basename="api-theme")
router.register("calls", CallViewSet, basename="api-call")
router.register("statements", StatementViewSet, basename="api-statement")
router.register("clinic-hours", HourViewSet, basename="api-clinic-hour")
router.register("needs", BrowsedNeedViewSet, basename="api-need")
router.register("grants", GrantViewSet, basename="api-grant")
router.register("exclusions", ExclusionViewSet, basename="api-exclusion")
router.register("readings", ReadingViewSet, basename="api-reading")
router.register("offers", OfferViewSet, basename="api-offer")
router.register("matches", MatchViewSet, basename="api-match")
router.register("pledges", PledgeViewSet, basename="api-pledge")
router.register("response-notes", NoteViewSet, basename="api-response-note")
router.register("searches", SearchViewSet, basename="api-search")
router.register("boards", BoardViewSet, basename="api-board")
router.register("reports", ReportViewSet, basename="api-report")
router.register("notes", ProgressNoteViewSet, basename="api-note")
router.register("comments", CommentViewSet, basename="api-comment")
router.register("questions", QuestionViewSet, basename="api-question")
router.register("sessions", SessionViewSet, basename="api-session")
router.register("regions", RegionViewSet, basename="api-region")
router.register("segments", SegmentViewSet, basename="api-segment")
router.register("agenda-items", ItemViewSet, basename="api-item")
router.register("registrations", RegistrationViewSet, basename="api-registration")
router.register("commitments", CommitmentViewSet, basename="api-commitment")
router.register("tables", TableViewSet, basename="api-table")
router.register("give-back", GiveBackViewSet, basename="api-give-back")
router.register("practices", PracticeViewSet, basename="api-practice")
router.register("presentations", PresentationViewSet, basename="api-presentation")
