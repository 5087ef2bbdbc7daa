"""One connection to the mail server, kept for a whole batch, and plain words for the ways in which it can fail."""

import contextlib
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

MOST_BREAKS = 8  # one after the other: then it is the server, not the mail


class Unreachable(Exception):
    """There is no connection to be had: no mail of the batch can go."""


class Broken(Exception):
    """The connection broke before the words were handed over: this mail was not sent."""


class Refused(Exception):
    """The server said no to this mail; `final` where it said so for ever (5xx)."""

    def __init__(self, words: str, *, final: bool):
        super().__init__(words)
        self.final = final


class Uncertain(Exception):
    """The words were handed over and no answer came back: the server may have taken them."""


class _TellingSMTP(smtplib.SMTP):
    """Remembers whether it was handing over the words when it broke."""

    handing_over = False

    def data(self, msg):
        self.handing_over = True
        answer = super().data(msg)
        self.handing_over = False
        return answer


class _TellingSMTPWithTLS(_TellingSMTP, smtplib.SMTP_SSL):
    pass


class KeptSMTP(EmailBackend):
    """Django's backend over a connection that tells how far it came."""

    @property
    def connection_class(self):
        return _TellingSMTPWithTLS if self.use_ssl else _TellingSMTP


class Carrier:
    """Opened when the first mail needs it and again after a fault; closed with the batch."""

    def __init__(self):
        self.backend, self.carried, self.breaks = None, 0, 0

    def __enter__(self):
        return self

    def __exit__(self, *_fault):
        if self.backend is not None:
            with contextlib.suppress(Exception):
                self.backend.close()

    def carry(self, mail: EmailMessage) -> None:
        """Hand one mail over and wait for the server's 250. Raises Unreachable, Broken, Refused or Uncertain."""
        try:
            self._send(mail)
        except Refused:
            if not self._hung_up():
                raise
            first = self.carried == 0
            self._drop()
            if first:
                raise
            self._send(mail)

    def _send(self, mail: EmailMessage) -> None:
        self._open()
        mail.connection = self.backend
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as no:
            raise Refused(repr(no), final=all(code >= 500 for code, _words in no.recipients.values())) from no
        except smtplib.SMTPResponseException as no:
            raise Refused(repr(no), final=no.smtp_code >= 500) from no
        except (smtplib.SMTPException, OSError) as fault:
            handed_over = getattr(self.backend.connection, "handing_over", False)
            self._drop()
            self.breaks += 1
            raise (Uncertain if handed_over else Broken)(repr(fault)) from fault
        self.carried, self.breaks = self.carried + 1, 0

    def _open(self) -> None:
        if self.backend is not None:
            return
        if self.breaks >= MOST_BREAKS:
            raise Unreachable(f"the connection broke {self.breaks} times one after the other")
        backend = get_connection(settings.DELIVERY_EMAIL_BACKEND)
        try:
            backend.open()
        except (smtplib.SMTPException, OSError) as fault:
            raise Unreachable(repr(fault)) from fault
        self.backend, self.carried = backend, 0

    def _hung_up(self) -> bool:
        """A server may end a long conversation with 421: this mail then gets another try in a new one."""
        return getattr(self.backend.connection, "sock", self) is None

    def _drop(self) -> None:
        """Without a farewell, which a server that hangs would not answer."""
        if self.backend is not None and getattr(self.backend, "connection", None) is not None:
            self.backend.connection.close()
        self.backend = None
