"""``bedspace serve`` as a process: told to end, it ends its own processes and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


@pytest.mark.skipif(sys.platform == "win32", reason="processes are told to end in another way on this system")
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_a_server_that_is_told_to_end_leaves_nothing_behind(told: signal.Signals, tmp_path: Path) -> None:
    port = _free_port()
    command = [sys.executable, "-m", "bedspace", "serve", "--port", str(port)]
    lone = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    with subprocess.Popen(command, env=lone, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        while "running on" not in server.stderr.readline():
            assert server.poll() is None
        base = f"http://127.0.0.1:{port}/api/v1"
        assert urlopen(f"{base}/latest.csv").status == 200
        begun = Request(f"{base}/jobs/persons", b'{"draws": 200}', {"content-type": "application/json"})
        assert urlopen(begun).status == 202
        server.send_signal(told)
        _, wrong = server.communicate(timeout=120)
    assert (server.returncode, [line for line in wrong.splitlines() if not line.startswith("INFO:")]) == (0, [])
