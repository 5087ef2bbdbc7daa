from django.urls import path

from insights import views

urlpatterns = [
    path("desk/give-back/", views.GiveBack.as_view(), name="give_back"),
    path("desk/give-back/<slug:form>/", views.GiveBackFile.as_view(), name="give_back_file"),
    path("figures/", views.Figures.as_view(), name="figures"),
    path("figures/answers.csv", views.AnswersFile.as_view(), name="answers_csv"),
    path("figures/iati.xml", views.IatiFile.as_view(), name="iati"),
    path("secretariat/annual-report/", views.AnnualReport.as_view(), name="annual_report"),
    path("secretariat/annual-report/word/", views.AnnualReportWord.as_view(), name="annual_report_word"),
]
