"""Many readers at a time: `python -m benchmarks.readers` starts the server and tells how long they wait.

Each reader asks, reads for two seconds and asks again. Nine in ten requests go to 50 addresses that were asked before;
the others are new questions, of ten kinds in equal shares. A last line tells what a kept answer costs the processor:
that figure holds on a busy machine too.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

HOST = "127.0.0.1"
FORMS = ("csv", "json", "parquet")
KEPT = (
    *("/", "/explorer", "/check", "/data", "/forecasts", "/fate", "/system", "/reports", "/methods", "/glossary"),
    *(
        "/api",
        "/static/bedspace.css",
        "/static/bedspace.js",
        "/explorer?scenario=reports-2025-02",
        "/facility?name=krome",
    ),
    *(f"/system?part={part}" for part in ("arrests", "beds", "removal")),
    *(f"/explorer/first?beds_usable={beds}" for beds in (50_000, 60_000, 70_000, 80_000)),
    *(
        f"/api/v1/{name}.{form}"
        for name in ("latest", "flows", "policies", "scenarios", "parameters")
        for form in FORMS
    ),
    *("/api/v1/facilities", "/api/v1/claims", "/api/v1/system", "/api/v1/openapi.json", "/api/v1/table/removals"),
    *("/api/v1/find?words=bond", "/api/v1/find?words=bed", "/api/v1/why?figure=beds_funded", "/api/v1/forecast"),
    *("/api/v1/run?draws=50", "/api/v1/compare?other=%2Bfort-bliss&draws=50", "/api/v1/charts/explorer.svg?draws=50"),
    "/api/v1/charts/flows.svg?from=2025-01-01",
)
assert len(KEPT) == len(set(KEPT)) == 50
WORDS = ("bond", "bed", "flight", "court", "arrest", "release", "removal", "officer", "judge", "cost", "lead", "parole")
PATIENCE = 120.0


def new_addresses(seed: int) -> Iterator[str]:
    """Questions that nobody asked before, kind by kind."""
    drawn = random.Random(seed)
    first = date(2024, 1, 1)
    for number in itertools.count():
        day, other = (first + timedelta(days=drawn.randrange(600)) for _ in range(2))
        word, beds = drawn.choice(WORDS), 30_000 + 7 * number
        yield f"/api/v1/find?words={word}+{number}"
        yield f"/api/v1/flows.csv?from={min(day, other)}&to={max(day, other)}&as_of={date(2025, 11, 30)}"
        yield f"/api/v1/latest?as_of={date(2025, 1, 1) + timedelta(days=number % 330)}"
        yield f"/api/v1/why?figure={word}+{number}"
        yield f"/check?text=ICE+held+{beds}+people+on+{day}"
        yield f"/data?words={word}+{number}"
        yield f"/facility?name={word}+{number}"
        yield f"/explorer/first?beds_usable={beds}"
        yield f"/api/v1/run?draws=100&set=beds_usable={beds}&outputs=midnight_population"
        yield f"/api/v1/charts/explorer.svg?draws=50&beds_usable={beds}"


class Line:
    """A connection that stays open."""

    def __init__(self, port: int):
        self._port, self._reader, self._writer = port, None, None

    async def get(self, address: str) -> int:
        """Status of the answer, once all of it is here."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(HOST, self._port)
        self._writer.write(f"GET {address} HTTP/1.1\r\nHost: {HOST}:{self._port}\r\nAccept: */*\r\n\r\n".encode())
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = head.split("content-length:", 1)[1].split("\r\n", 1)[0]
        await self._reader.readexactly(int(length))
        return int(head.split(" ", 2)[1])

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()


def main() -> int:
    """Measure; the exit status is 1 where a request failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readers", description=__doc__)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--think", type=float, default=2.0, help="seconds between an answer and the next question")
    parser.add_argument("--new", type=float, default=0.1, help="share of requests that are new questions")
    options = parser.parse_args()
    options.port = free_port()
    command = [sys.executable, "-m", "bedspace", "serve", "--quiet", "--port", str(options.port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        failed = asyncio.run(_measured(options, server.pid))
    finally:
        server.terminate()
        server.wait(30)
    return 1 if failed else 0


async def _measured(options: argparse.Namespace, pid: int) -> int:
    await until_open(options.port)
    line = Line(options.port)
    wrong = [address for address in KEPT if await line.get(address) != 200]
    line.close()
    if wrong:
        print(f"these do not answer: {', '.join(wrong)}")
        return 1
    load = os.getloadavg()[0]
    waits: dict[str, list[float]] = {"kept": [], "new": []}
    statuses: list[tuple[int, str]] = []
    addresses, ends = new_addresses(1), time.monotonic() + options.seconds
    readers = (_reader(options, seed, addresses, ends, waits, statuses) for seed in range(options.readers))
    await asyncio.gather(*readers)
    refused = [each for each in statuses if each[0] not in (200, 404)]  # 404: nothing has this word
    print(
        f"{options.readers} readers for {options.seconds:g} s, {options.think:g} s between questions; "
        f"load of the machine before: {load:.1f}"
    )
    for name, spent in waits.items():
        told = ", ".join(f"p{level} {np.percentile(spent, level) * 1e3:,.0f} ms" for level in (50, 95, 99))
        print(f"{name}: {len(spent):,} requests, {told}")
    print(f"errors: {len(refused)}{' ' if refused else ''}{refused[:5] or ''}")
    print(f"a kept answer costs the server {await _cost(options.port, pid) * 1e3:.2f} ms of a processor")
    return len(refused)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as tried:
        tried.bind((HOST, 0))
        port: int = tried.getsockname()[1]
        return port


async def until_open(port: int) -> None:
    """Wait until a server answers."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        line = Line(port)
        try:
            await line.get("/static/bedspace.css")
        except OSError:
            await asyncio.sleep(0.2)
        else:
            return
        finally:
            line.close()
    raise TimeoutError("the server does not answer")


async def _reader(
    options: argparse.Namespace,
    seed: int,
    addresses: Iterator[str],
    ends: float,
    waits: dict[str, list[float]],
    statuses: list[tuple[int, str]],
) -> None:
    drawn, line = random.Random(seed), Line(options.port)
    await asyncio.sleep(drawn.random() * options.think)
    while time.monotonic() < ends:
        new = drawn.random() < options.new
        address = next(addresses) if new else drawn.choice(KEPT)
        began = time.monotonic()
        try:
            statuses.append((await line.get(address), address))
        except (OSError, asyncio.IncompleteReadError):
            statuses.append((0, address))
            line = Line(options.port)
        waits["new" if new else "kept"].append(time.monotonic() - began)
        await asyncio.sleep(options.think)
    line.close()


async def _cost(port: int, pid: int, times: int = 40) -> float:
    """Processor seconds of the serving process for a kept answer, one after the other over the kept addresses."""
    line = Line(port)
    before = processor(pid)
    for address in KEPT * times:
        await line.get(address)
    line.close()
    return (processor(pid) - before) / (len(KEPT) * times)


def processor(pid: int) -> float:
    """Processor seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
