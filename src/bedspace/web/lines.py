"""What comes over the line and is no HTTP that can be read: refused as everything else is."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bedspace.errors import Fault
from bedspace.web.guard import HEADERS
from bedspace.web.problems import problem

LONGEST = 65_535
"""Letters of an address beyond which it cannot be read."""
UNREAD = Fault("request", "it cannot be read", f"HTTP/1.1, with an address of at most {LONGEST:,} letters")


class Lines(HttpToolsProtocol):
    """Reads requests from a connection."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Refuse what cannot be read, and hang up."""
        answer = problem(400, [UNREAD], {**HEADERS, "Connection": "close"})
        head = [b"HTTP/1.1 400 Bad Request", *(b": ".join(pair) for pair in answer.raw_headers)]
        self.transport.write(b"\r\n".join([*head, b"", answer.body]))
        self.transport.close()
