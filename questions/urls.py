from django.urls import path

from questions import views

urlpatterns = [
    path("questions/on/<slug:reference>/", views.QuestionNew.as_view(), name="question_new"),
    path("questions/<slug:public_id>/", views.QuestionPage.as_view(), name="question"),
    path("desk/questions/", views.QuestionList.as_view(), name="question_list"),
    path("desk/questions/<slug:public_id>/edit/", views.QuestionEdit.as_view(), name="question_edit"),
    path("desk/questions/<slug:public_id>/answer/", views.QuestionAnswer.as_view(), name="question_answer"),
    path("desk/questions/<slug:public_id>/answer/back/", views.AnswerTakeBack.as_view(), name="answer_take_back"),
    path("desk/questions/<slug:public_id>/<slug:act>/", views.QuestionAct.as_view(), name="question_act"),
    path("secretariat/questions/", views.QuestionScreening.as_view(), name="question_screening"),
]
