from django.urls import path

from followup.views import comments, feeds, notes, progress, reports, sitting

urlpatterns = [
    path("progress/", progress.Progress.as_view(), name="progress"),
    path("progress/<slug:reference>/", progress.MatchProgress.as_view(), name="match_progress"),
    path("states/<slug:iso3>/progress/", progress.StateProgress.as_view(), name="state_progress"),
    path("desk/reports/", reports.ReportList.as_view(), name="report_list"),
    path("desk/reports/sitting/", sitting.Sitting.as_view(), name="sitting"),
    path("desk/reports/sitting/review/", sitting.SittingReview.as_view(), name="sitting_review"),
    path("desk/reports/<slug:reference>/", reports.ReportPage.as_view(), name="report"),
    path("desk/reports/<slug:reference>/write/", reports.ReportWrite.as_view(), name="report_write"),
    path("desk/reports/<slug:reference>/review/", reports.ReportReview.as_view(), name="report_review"),
    path("desk/reports/<slug:reference>/hide/", reports.ReportHide.as_view(), name="report_hide"),
    path("desk/reports/<slug:reference>/<slug:act>/", reports.ReportAct.as_view(), name="report_act"),
    path("desk/calendar/", feeds.CalendarPage.as_view(), name="calendar"),
    path("calendar/<str:secret>.ics", feeds.CalendarFeedView.as_view(), name="calendar_feed"),
    path("needs/<slug:reference>/<int:number>/note/", notes.NoteNew.as_view(), name="note_on_need"),
    path("recommendations/<slug:reference>/note/", notes.NoteNew.as_view(), name="note_on_recommendation"),
    path("notes/<slug:key>/", notes.NotePage.as_view(), name="note"),
    path("desk/notes/<slug:slug>/edit/", notes.NoteEdit.as_view(), name="note_edit"),
    path("desk/notes/<slug:slug>/review/", notes.NoteReview.as_view(), name="note_review"),
    path("desk/notes/<slug:subject__slug>/<slug:act>/", notes.NoteAct.as_view(), name="note_act"),
    path("needs/<slug:reference>/comment/", comments.CommentNew.as_view(), name="comment_new"),
    path("comments/<slug:public_id>/", comments.CommentPage.as_view(), name="comment"),
    path("desk/comments/", comments.CommentList.as_view(), name="comment_list"),
    path("desk/comments/<slug:public_id>/edit/", comments.CommentEdit.as_view(), name="comment_edit"),
    path("desk/comments/<slug:public_id>/review/", comments.CommentReview.as_view(), name="comment_review"),
    path("desk/comments/<slug:public_id>/reply/", comments.CommentReply.as_view(), name="comment_reply"),
    path("desk/comments/<slug:public_id>/<slug:act>/", comments.CommentAct.as_view(), name="comment_act"),
    path("secretariat/comments/", comments.Screening.as_view(), name="screening"),
]
