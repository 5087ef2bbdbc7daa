from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from pages.metrics import Metrics
from platform_site.api import router
from web.views import Healthy, Ready

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("healthz", Healthy.as_view(), name="healthz"),
    path("readyz", Ready.as_view(), name="readyz"),
    path("metrics", Metrics.as_view(), name="metrics"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("api/v1/", include(router.urls)),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api_docs"),
    path("", include("notifications.urls")),
    path("", include("states.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("obligations.urls")),
    path("", include("consent.urls")),
    path("", include("questions.urls")),
    path("", include("requests_app.urls")),
    path("", include("practices.urls")),
    path("", include("presentations.urls")),
    path("", include("matching.urls")),
    path("", include("followup.urls")),
    path("", include("dialogue.urls")),
    path("", include("insights.urls")),
    path("", include("pages.urls")),
]
