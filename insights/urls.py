from django.urls import path

from insights import views

urlpatterns = [
    path("figures/", views.Figures.as_view(), name="figures"),
    path("figures/iati.xml", views.IatiFile.as_view(), name="iati"),
]
