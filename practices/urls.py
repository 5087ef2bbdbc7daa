from django.urls import path

from practices import views

urlpatterns = [path("practices/", views.PracticeList.as_view(), name="practice_list")]
