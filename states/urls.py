from django.urls import path

from states import views

urlpatterns = [
    path("accounts/login/", views.SignIn.as_view(), name="account_login"),
    path("accounts/mandate/", views.MandateSwitch.as_view(), name="mandate_switch"),
    path("accounts/demo-sign-in/", views.DemoSignIn.as_view(), name="demo_sign_in"),
    path("desk/authority/", views.Authority.as_view(), name="authority"),
    path("secretariat/representation/", views.Representation.as_view(), name="representation"),
]
