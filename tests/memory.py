"""How much memory a program takes at its highest, whoever started it."""

from __future__ import annotations

import subprocess
import sys

_PRINT = """
import re, resource, sys
from pathlib import Path
status = Path("/proc/self/status")
if status.exists():  # ru_maxrss begins with what the process that started this one held
    print(int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) / 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))
"""


def peak_of(program: str) -> float:
    """Megabytes (2**20 bytes) at the highest, of a program in a process of its own."""
    done = subprocess.run([sys.executable, "-c", program + _PRINT], capture_output=True, text=True, check=True)
    return float(done.stdout.splitlines()[-1])
