"""A client of the server in this process."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from bedspace.web.api import Desk
from bedspace.web.app import make_app


def client(home: Path | None = None, desk: Desk | None = None) -> TestClient:
    """Asks as a browser on this machine does; what goes wrong inside is seen as the answer, not as an error."""
    return TestClient(make_app(home, desk=desk), base_url="http://localhost", raise_server_exceptions=False)
