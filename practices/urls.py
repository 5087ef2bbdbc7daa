from django.urls import path

from consent.views.papers import own_pages
from practices import views
from practices.forms import PracticeForm
from practices.kind import PRACTICES

urlpatterns = [
    path("practices/", views.PracticeList.as_view(), name="practice_list"),
    path("practices/<slug:reference>/", views.PracticePage.as_view(), name="practice"),
    path("practices/<slug:reference>/adopt/", views.PracticeAdopt.as_view(), name="practice_adopt"),
    *own_pages(PRACTICES, PracticeForm, "practices"),
]
