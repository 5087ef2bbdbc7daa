from django.urls import path

from dialogue import views

urlpatterns = [
    path("sessions/", views.SessionList.as_view(), name="session_list"),
    path("sessions/<slug:reference>/", views.SessionPage.as_view(), name="session"),
]
