from django.urls import path

from notifications import views

urlpatterns = [path("accounts/mails/", views.MailSettings.as_view(), name="mail_settings")]
