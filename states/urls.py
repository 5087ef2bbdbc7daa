from django.urls import path

from states import views

urlpatterns = [
    path("accounts/login/", views.SignIn.as_view(), name="account_login"),
    path("accounts/mandate/", views.MandateSwitch.as_view(), name="mandate_switch"),
    path("accounts/invitation/<str:token>/", views.InvitationAnswer.as_view(), name="invitation"),
    path("desk/office/", views.Office.as_view(), name="office"),
    path("desk/office/invite/", views.Invite.as_view(), name="invite"),
    path("desk/office/hand-over/", views.HandOver.as_view(), name="hand_over"),
    path("desk/office/mandates/<int:pk>/end/", views.MandateEnd.as_view(), name="mandate_end"),
    path("desk/office/invitations/<int:pk>/withdraw/", views.InvitationWithdraw.as_view(), name="invitation_withdraw"),
    path("desk/office/deputy/", views.DeputyName.as_view(), name="deputy_name"),
    path("desk/office/deputies/<int:pk>/<slug:act>/", views.DeputyAct.as_view(), name="deputy_act"),
    path("secretariat/bodies/<int:pk>/deputy/", views.BodyDeputy.as_view(), name="body_deputy"),
    path("secretariat/mails/", views.TroubledMails.as_view(), name="mail_list"),
    path("secretariat/bodies/", views.BodyList.as_view(), name="body_list"),
    path("secretariat/bodies/<int:pk>/verify/", views.BodyVerify.as_view(), name="body_verify"),
    path("secretariat/bodies/<int:pk>/invite/", views.InviteHead.as_view(), name="body_invite"),
    path("accounts/demo-sign-in/", views.DemoSignIn.as_view(), name="demo_sign_in"),
    path("desk/authority/", views.Authority.as_view(), name="authority"),
    path("secretariat/representation/", views.Representation.as_view(), name="representation"),
]
