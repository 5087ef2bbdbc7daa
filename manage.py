#!/usr/bin/env python
"""Django's command line. Where no DATABASE_URL is set it uses the embedded servers of VAR_DIR."""

import os
import sys

from django.core.management import execute_from_command_line

from servers.ensure import servers_for


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
    with servers_for(sys.argv):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
