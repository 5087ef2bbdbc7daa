from django.urls import path

from dialogue.views import commitments, curating, day, documents, registration, sessions

DESK = "secretariat/sessions/"

urlpatterns = [
    path("sessions/", sessions.SessionList.as_view(), name="session_list"),
    path("sessions/<slug:reference>/", sessions.SessionPage.as_view(), name="session"),
    path("sessions/<slug:reference>/print/", sessions.AgendaPrint.as_view(), name="agenda_print"),
    path("sessions/<slug:reference>/listings/", sessions.Listings.as_view(), name="session_listings"),
    path("sessions/<slug:reference>/listings/<int:pk>/back/", sessions.ListingBack.as_view(), name="listing_back"),
    path("sessions/<slug:reference>/calendar.ics", documents.CalendarFile.as_view(), name="session_calendar"),
    path("sessions/<slug:reference>/days/<str:day>.ics", documents.CalendarFile.as_view(), name="day_calendar"),
    path("sessions/<slug:reference>/items/<slug:key>.ics", documents.CalendarFile.as_view(), name="item_calendar"),
    path("sessions/<slug:reference>/feeds/<str:token>.ics", documents.CalendarFile.as_view(), name="session_feed"),
    path("sessions/<slug:reference>/agenda.docx", documents.SummaryFile.as_view(), name="session_summary"),
    path("sessions/<slug:reference>/participants/", registration.Participants.as_view(), name="participant_list"),
    path("sessions/<slug:reference>/registration/", registration.Register.as_view(), name="registration"),
    path("sessions/<slug:reference>/travel/", registration.TravelAsk.as_view(), name="travel_new"),
    path("sessions/<slug:reference>/speak/<slug:key>/", registration.SpeakingAsk.as_view(), name="speaking_new"),
    path("speaking/<slug:key>/<slug:act>/", registration.SpeakingAct.as_view(), name="speaking_act"),
    path("registrations/<slug:key>/<slug:act>/", registration.RegistrationAct.as_view(), name="registration_act"),
    path("travel/<slug:key>/", registration.TravelPage.as_view(), name="travel"),
    path("travel/<slug:key>/act/<slug:act>/", registration.TravelAct.as_view(), name="travel_act"),
    path("commitments/<slug:key>/", commitments.CommitmentPage.as_view(), name="commitment"),
    path("commitments/<slug:key>/act/<slug:act>/", commitments.CommitmentAct.as_view(), name="commitment_act"),
    path(f"{DESK}<slug:reference>/outcome.docx", documents.OutcomeFile.as_view(), name="session_outcome"),
    path(f"{DESK}<slug:reference>/desk/", day.LiveDesk.as_view(), name="live_desk"),
    path(f"{DESK}<slug:reference>/desk/<slug:key>/<slug:act>/", day.DayAct.as_view(), name="day_act"),
    path(f"{DESK}<slug:reference>/registrations/", registration.Registrations.as_view(), name="registration_list"),
    path(f"{DESK}<slug:reference>/check-in/<slug:key>/", registration.CheckIn.as_view(), name="check_in"),
    path(f"{DESK}<slug:reference>/run-sheet/", day.RunSheet.as_view(), name="run_sheet"),
    path(f"{DESK}new/", curating.SessionNew.as_view(), name="session_new"),
    path(f"{DESK}<slug:reference>/", curating.AgendaBuild.as_view(), name="agenda_build"),
    path(f"{DESK}<slug:reference>/edit/", curating.SessionEdit.as_view(), name="session_edit"),
    path(f"{DESK}<slug:reference>/clone/", curating.SessionClone.as_view(), name="session_clone"),
    path(f"{DESK}<slug:reference>/changes/", curating.AgendaChanges.as_view(), name="agenda_changes"),
    path(f"{DESK}<slug:reference>/act/<slug:act>/", curating.SessionAct.as_view(), name="session_act"),
    path(f"{DESK}<slug:reference>/segments/new/", curating.SegmentNew.as_view(), name="segment_new"),
    path(f"{DESK}<slug:reference>/segments/<slug:key>/", curating.SegmentEdit.as_view(), name="segment_edit"),
    path(f"{DESK}<slug:reference>/items/<slug:key>/", curating.ItemEdit.as_view(), name="item_edit"),
]
