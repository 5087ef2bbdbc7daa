"""Asks the web server of this container whether it is ready, as the proxy would: ends with 0 or 1."""

import http.client
import os
import sys

headers = {"Host": os.environ["ALLOWED_HOSTS"].split(",")[0], "X-Forwarded-Proto": os.environ["SITE_URL"].split(":")[0]}
connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=5)
try:
    connection.request("GET", "/readyz", headers=headers)
    sys.exit(connection.getresponse().status != 200)
except (OSError, http.client.HTTPException) as fault:
    sys.exit(str(fault))
