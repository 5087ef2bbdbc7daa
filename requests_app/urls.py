from django.urls import path

from requests_app.views import documents, helpers, hours, picking, statements, steps, transcribing

STATEMENT = "desk/statements/<slug:slug>/"

urlpatterns = [
    path("secretariat/statements/new/", transcribing.StatementTranscribe.as_view(), name="statement_transcribe"),
    path("desk/statements/new/", statements.StatementNew.as_view(), name="statement_new"),
    path(STATEMENT, statements.StatementPage.as_view(), name="statement"),
    path(f"{STATEMENT}edit/", statements.StatementEdit.as_view(), name="statement_edit"),
    path(f"{STATEMENT}pages/<slug:section>/", steps.StatementStep.as_view(), name="statement_step"),
    path(f"{STATEMENT}parts/", steps.PartList.as_view(), name="statement_parts"),
    path(f"{STATEMENT}parts/<int:number>/", steps.PartEdit.as_view(), name="statement_part"),
    path(f"{STATEMENT}parts/<int:number>/<slug:act>/", steps.PartAct.as_view(), name="statement_part_act"),
    path(f"{STATEMENT}clinic/", hours.HourAsk.as_view(), name="clinic_ask"),
    path("desk/clinic/<slug:reference>/", hours.HourPage.as_view(), name="clinic_hour"),
    path("desk/clinic/<slug:reference>/<slug:act>/", hours.HourAct.as_view(), name="clinic_hour_act"),
    path(f"{STATEMENT}helpers/", helpers.StatementHelpers.as_view(), name="statement_helpers"),
    path(f"{STATEMENT}delete/", statements.DraftDelete.as_view(), name="statement_delete"),
    path("documents/<str:slug>/", documents.DocumentDownload.as_view(), name="document"),
    path(f"{STATEMENT}recommendations/", picking.RecommendationPick.as_view(), name="statement_recommendations"),
    path(f"{STATEMENT}documents/", documents.StatementDocuments.as_view(), name="statement_documents"),
    path(
        f"{STATEMENT}documents/<str:document>/remove/",
        documents.DocumentRemove.as_view(),
        name="statement_document_remove",
    ),
    path(f"{STATEMENT}word/", documents.WordForm.as_view(), name="statement_word"),
    path(f"{STATEMENT}word/<slug:language>/", documents.WordFormDownload.as_view(), name="statement_word_download"),
    path(f"{STATEMENT}review/", statements.StatementReview.as_view(), name="statement_review"),
    path(f"{STATEMENT}amend/", statements.AmendmentBegin.as_view(), name="statement_amend"),
    path(f"{STATEMENT}<slug:act>/", statements.StatementAct.as_view(), name="statement_act"),
]
