"""A mail server that journals what it accepts before it says so, and answers each address as its name asks.

`550.maria@example.org` gets 550, `hang…` no answer at all, `close-after-data…` a cut connection, once the words are in;
`close-but-take…` the same with the mail taken. Runs inside a test, or as `python -m tests.faults.sink PORT FILE`.
"""

import asyncio
import json
import os
import sys
from email.parser import BytesHeaderParser
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

AT_RCPT = ("421", "450", "550")
AT_DATA = ("552", "452")


class Sink:
    """`broken` switches the whole server: every address is answered with these words (None: by its own name)."""

    def __init__(self, journal: Path):
        self.journal = journal
        self.file = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.broken: str | None = None

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        act = self._act(address)
        if act.startswith("hang"):
            await asyncio.sleep(3600)
        if act.startswith("drop"):
            server.transport.abort()
        if act[:3] in AT_RCPT:
            if act.startswith("421"):
                server.transport.close()
            return f"{act[:3]} as you wished"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        act = self._act(envelope.rcpt_tos[0])
        if act[:3] in AT_DATA:
            return f"{act[:3]} as you wished"
        if act.startswith("close-after-data"):
            server.transport.abort()
            return "451 gone"
        self._note(envelope)
        if act.startswith("close-but-take"):
            server.transport.abort()
        return "250 OK"

    def _act(self, address: str) -> str:
        return self.broken or address

    def _note(self, envelope) -> None:
        headers = BytesHeaderParser().parsebytes(envelope.content)
        line = {"message_id": headers["Message-ID"], "to": envelope.rcpt_tos[0], "subject": str(headers["Subject"])}
        os.write(self.file, json.dumps(line).encode() + b"\n")

    def received(self) -> list[dict]:
        return read(self.journal)


def read(journal: Path) -> list[dict]:
    return [json.loads(line) for line in journal.read_text().splitlines()]


def start(sink: Sink, port: int) -> Controller:
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    return controller


async def _serve(port: int, journal: Path) -> None:
    sink = Sink(journal)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(sink, hostname="sink", enable_SMTPUTF8=True), "127.0.0.1", port
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), Path(sys.argv[2])))
