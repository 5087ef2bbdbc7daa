import os

from django.core.wsgi import get_wsgi_application

from web.stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
django = get_wsgi_application()


def application(environ, start_response):
    return with_room(django, environ, start_response)
