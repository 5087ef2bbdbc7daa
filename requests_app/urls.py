from django.urls import path

from requests_app import views

urlpatterns = [
    path("desk/statements/new/", views.StatementNew.as_view(), name="statement_new"),
    path("desk/statements/<slug:slug>/", views.StatementPage.as_view(), name="statement"),
    path("desk/statements/<slug:slug>/edit/", views.StatementEdit.as_view(), name="statement_edit"),
    path("desk/statements/<slug:slug>/review/", views.StatementReview.as_view(), name="statement_review"),
    path("desk/statements/<slug:slug>/amend/", views.AmendmentBegin.as_view(), name="statement_amend"),
    path("desk/statements/<slug:slug>/<slug:act>/", views.StatementAct.as_view(), name="statement_act"),
]
