from django.contrib.staticfiles.apps import StaticFilesConfig


class UsedStaticFiles(StaticFilesConfig):
    """Leaves out what packages bring along and no page asks for: compressing it would take most of the set-up."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.js.map",
        "redoc",
        "rest_framework",
        "swagger-ui-es-*",
        "ext",
        "i18n",
        "xregexp.js",
        "jquery.js",
        "select2.full.js",
        "swagger-ui.js",
    ]
