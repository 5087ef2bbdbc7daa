from django.urls import path

from obligations import views

urlpatterns = [
    path("recommendations/", views.RecommendationList.as_view(), name="recommendation_list"),
    path("recommendations/<slug:reference>/", views.RecommendationPage.as_view(), name="recommendation"),
    path("secretariat/imports/", views.HeldRowList.as_view(), name="held_row_list"),
    path("secretariat/imports/<slug:key>/", views.HeldRowSettle.as_view(), name="held_row_settle"),
]
