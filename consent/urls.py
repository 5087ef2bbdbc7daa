from django.urls import path

from consent import views

urlpatterns = [
    path("editions/<slug:address>/", views.EditionsPage.as_view(), name="editions"),
    path("desk/consents/", views.ConsentLedger.as_view(), name="grant_ledger"),
    path("desk/consents/readings/", views.ReadingList.as_view(), name="reading_list"),
    path("desk/consents/<slug:slug>/readings/", views.ReadingList.as_view(), name="subject_readings"),
    path("desk/office/reading/", views.ReadingSetting.as_view(), name="reading_setting"),
    path("desk/consents/<slug:slug>/withdraw/", views.ConsentWithdraw.as_view(), name="grant_withdraw"),
    path("desk/consents/<slug:slug>/widen/", views.ConsentWiden.as_view(), name="grant_widen"),
    path("desk/consents/<slug:slug>/lift/<int:pk>/", views.ExclusionLift.as_view(), name="exclusion_lift"),
]
