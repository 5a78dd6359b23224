"""Named bit layouts of the kernel, and the numbers that it draws with them.

::

    person   booking day + 1 (16 bits) | office (8) | class (8)       who tries for a bed
    record   booking day + 1 (16 bits) | office (8) | exit code (8)   who is in one; the code is class * exits + exit
    entry    list of the calendar (32 bits) | record (32)             where a record goes
    hash     exponential number (24 bits) | pace (16) | coin (24)     what a person draws, once
    outcome  needs a seat (1 bit) | exit code (8)                     how a stay ends

A draw is keyed by (replication, day, class, office, ordinal): a cell has a hash, from which each person's own follows.
Nothing else is random. All is 64-bit and unsigned, because Numba adds a plain integer to an unsigned one as floats,
and looks for negative indices among signed ones.
"""

from __future__ import annotations

import numpy as np

from bedspace.engines.compiled import compiled

ZERO, ONE, TWO = np.uint64(0), np.uint64(1), np.uint64(2)
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
STOCK_CELL = np.uint64(1 << 40)
"""Cells of the stock are numbered from here, beyond those of any day."""
COIN = np.uint64(0xFFFFFF)
COIN_BITS = np.uint64(24)
SHARE_SCALE = 2.0**16
"""A pace is compared with a share on this scale."""

_BYTE = np.uint64(0xFF)
_PACE = np.uint64(0xFFFF)
_RECORD = np.uint64(0xFFFFFFFF)
_OFFICE_AND_CODE = np.uint64(0xFFFF)
_BOOKING = np.uint64(0xFFFF0000)
_BOOKING_AND_OFFICE = np.uint64(0xFFFFFF00)
_8, _16, _32, _40 = np.uint64(8), np.uint64(16), np.uint64(32), np.uint64(40)


@compiled
def person_of(booked: np.uint64, office: np.uint64, a_class: np.uint64) -> np.uint64:
    """A person; `booked` is the booking day plus 1."""
    return booked << _16 | office << _8 | a_class


@compiled
def booked_of(person: np.uint64) -> np.uint64:
    """Booking day plus 1, of a person or a record."""
    return person >> _16


@compiled
def office_of(person: np.uint64) -> np.uint64:
    """Office of a person."""
    return person >> _8 & _BYTE


@compiled
def class_of(person: np.uint64) -> np.uint64:
    """Class of a person."""
    return person & _BYTE


@compiled
def placed_at(person: np.uint64, office: np.uint64) -> np.uint64:
    """A record without an exit, in this office."""
    return person & _BOOKING | office << _8


@compiled
def placed_at_home(person: np.uint64) -> np.uint64:
    """A record without an exit, in the person's own office."""
    return person & _BOOKING_AND_OFFICE


@compiled
def office_and_code(record: np.uint64) -> np.uint64:
    """Office and exit code of a record: a place in `Workspace.gone`."""
    return record & _OFFICE_AND_CODE


@compiled
def first_code_of(office: np.uint64) -> np.uint64:
    """The first of an office's places there."""
    return office << _8


@compiled
def entry_of(day: np.uint64, outcome: np.uint64, record: np.uint64) -> np.uint64:
    """A record with its exit and the list of its planned day."""
    return (TWO * day + (outcome >> _8)) << _32 | record | outcome & _BYTE


@compiled
def list_of(entry: np.uint64) -> np.uint64:
    """List of an entry."""
    return entry >> _32


@compiled
def record_of(entry: np.uint64) -> np.uint64:
    """Record of an entry."""
    return entry & _RECORD


@compiled
def exponent_of(a_hash: np.uint64) -> np.uint64:
    """The part of a hash that gives the exponential number."""
    return a_hash >> _40


@compiled
def pace_of(a_hash: np.uint64) -> np.uint64:
    """The part that says whether a stay is slow."""
    return a_hash >> COIN_BITS & _PACE


@compiled
def coin_of(a_hash: np.uint64) -> np.uint64:
    """The part that picks an outcome."""
    return a_hash & COIN


@compiled
def upper_of(a_hash: np.uint64) -> np.uint64:
    """The upper half of a hash."""
    return a_hash >> _32
