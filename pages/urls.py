from django.urls import path

from pages import views
from pages.files import NeedFile

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("help/", views.Help.as_view(), name="help"),
    path("needs/", views.NeedList.as_view(), name="need_list"),
    path("needs.csv", NeedFile.as_view(), name="need_file"),
    path("needs/<slug:reference>/", views.NeedPage.as_view(), name="need"),
    path("states/", views.StateList.as_view(), name="state_list"),
    path("states/<slug:iso3>/", views.StatePage.as_view(), name="state"),
    path("desk/office/state-of-play/", views.StateOfPlay.as_view(), name="state_of_play"),
    path("desk/", views.Desk.as_view(), name="desk"),
    path("secretariat/", views.Workload.as_view(), name="workload"),
]
