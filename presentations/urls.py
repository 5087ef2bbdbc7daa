from django.urls import path

from consent.views.papers import own_pages
from presentations import views
from presentations.forms import PresentationForm
from presentations.kind import PRESENTATIONS

urlpatterns = [
    path("presentations/", views.PresentationList.as_view(), name="presentation_list"),
    path("presentations/<slug:reference>/", views.PresentationPage.as_view(), name="presentation"),
    *own_pages(PRESENTATIONS, PresentationForm, "presentations"),
]
