"""The engines the kernel is compared with; all take the same table and a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from benchmarks import heapq_peer, numpy_peer, simpy_peer
from benchmarks.agreement import Measured
from benchmarks.table import CustodyTable


@dataclass(frozen=True)
class Peer:
    """An engine; `collect` says whether Python's garbage collector is on while it is timed."""

    name: str
    simulate: Callable[[CustodyTable, int], Measured]
    collect: bool = True


PEERS = [
    Peer("NumPy day loop", numpy_peer.simulate),
    Peer("plain Python, heapq", heapq_peer.simulate),
    Peer("SimPy, a bare event a person", simpy_peer.simulate_bare),
    Peer("SimPy, a bare event a person, no garbage collection", simpy_peer.simulate_bare, collect=False),
    Peer("SimPy leaner, a process until the exit is due", simpy_peer.simulate_leaner),
    Peer("SimPy leaner, no garbage collection", simpy_peer.simulate_leaner, collect=False),
    Peer("SimPy lean, a process a person", simpy_peer.simulate),
    Peer("SimPy lean, a process a person, no garbage collection", simpy_peer.simulate, collect=False),
]

if find_spec("cimba"):
    from benchmarks import cimba_peer

    PEERS.insert(1, Peer("cimba, events only", cimba_peer.simulate))
