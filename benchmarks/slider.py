"""What a reader waits for a slider: `python -m benchmarks.slider` moves some in a browser and tells how long it took.

A time begins with the request, or with the last movement, and ends when the browser has drawn the new chart. The
sliders are moved as soon as the server is open, as a newcomer would. The processor time of the server holds on a busy
machine too. Needs what `tests/chromium.py` says.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from typing import Any

import numpy as np
from tests.chromium import started

from benchmarks.readers import HOST, free_port, processor, until_open

MOVED: dict[str, tuple[str, list[float]]] = {
    "no-change": ("removal_effort", [1 + 0.05 * step for step in range(1, 25)]),
    "reports-2025-02": ("beds_usable", [45_000 + 500 * step for step in range(1, 25)]),
}
FIRST = 4
"""Movements that come before those that count: they find the run without a change."""
MOVE = """([name, value]) => new Promise((told) => {
  const [own, drawn] = [window.fetch, new MessageChannel()];
  const times = {};
  window.fetch = (...given) => {
    if (given[0].includes("/first?")) times.asked = performance.now();
    return own(...given);
  };
  drawn.port1.onmessage = () => {
    window.fetch = own;
    told([times.asked, times.moved].map((begun) => performance.now() - begun));
  };
  const [result, range] = [document.getElementById("result"), document.getElementById(name).previousElementSibling];
  const painted = () => requestAnimationFrame(() => drawn.port2.postMessage(0));
  result.addEventListener("drawn", painted, { once: true });
  range.value = value;
  times.moved = performance.now();
  range.dispatchEvent(new Event("input", { bubbles: true }));
})"""
"""Moves a slider; gives the milliseconds from the request and from the movement to the frame with the new chart."""


def main() -> int:
    """Measure, and print a line for each question."""
    port = free_port()
    command = [sys.executable, "-m", "bedspace", "serve", "--quiet", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        asyncio.run(until_open(port))
        with started() as browser:
            page = browser.new_page()
            for scenario, (name, values) in MOVED.items():
                page.goto(f"http://{HOST}:{port}/explorer?scenario={scenario}", timeout=120_000)
                told, spent = _moved(page, name, values, server.pid)
                print(f"{scenario}: {_in_words(told)}; {spent * 1e3:.0f} ms of a processor a movement")
    finally:
        server.terminate()
        server.wait(30)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    return 0


def _moved(page: Any, name: str, values: list[float], pid: int) -> tuple[np.ndarray, float]:
    """Milliseconds from the request and from the movement, one row a movement; processor seconds of each."""
    told, before = [], 0.0
    for number, value in enumerate(values, 1):
        told.append(page.evaluate(MOVE, [name, f"{value:.10g}"]))
        if number == FIRST:
            time.sleep(5)  # for the whole answer
            before = _of_all(pid)
    spent = _of_all(pid) - before
    return np.array(told)[FIRST:], spent / (len(values) - FIRST)


def _in_words(told: np.ndarray) -> str:
    named = zip(("from the request", "from the last movement"), np.quantile(told, (0.5, 0.9), axis=0).T, strict=True)
    return ", ".join(f"{what} {middle:.0f} ms, 1 in 10 over {slow:.0f}" for what, (middle, slow) in named)


def _of_all(pid: int) -> float:
    """Processor seconds of a process and of those that it began."""
    begun = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()
    return processor(pid) + sum(_of_all(int(each)) for each in begun)


if __name__ == "__main__":
    sys.exit(main())
