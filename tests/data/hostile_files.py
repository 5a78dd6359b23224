"""Files made to harm the reader: damaged, swollen, locked, misnamed, or with cells that hold no number."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from synthetic_release import Layout, make, write

Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
_OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_CLOSE = b"</sheetData></worksheet>"


def good_release(path: Path, seed: int = 1) -> Path:
    """A made-up release that loads."""
    return write(make(seed, Layout(spaces=False)), path)


def parts_of(path: Path) -> Parts:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content, compression)  # no time of day inside
    return buffer.getvalue()


def with_cells(parts: Parts, cells: bytes) -> bytes:
    """The release with its first sheet replaced by some cells."""
    return packed({**parts, SHEET: _OPEN + cells + _CLOSE})


def with_more_cells(parts: Parts, cells: bytes) -> bytes:
    """The release with more cells after those of its first sheet."""
    return packed({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", cells + b"</sheetData>")})


def flipped(content: bytes, seed: int) -> bytes:
    """Some bits of the packed parts turned over."""
    draw, changed = random.Random(seed), bytearray(content)
    for _ in range(1 + seed % 4):
        place = draw.randrange(200, len(content) * 9 // 10)
        changed[place] ^= 1 << draw.randrange(8)
    return bytes(changed)


def lying(content: bytes, part: str, size: int) -> bytes:
    """The table of contents gives a part another size when unpacked."""
    changed = bytearray(content)
    place = -1
    while (place := content.find(b"PK\x01\x02", place + 1)) >= 0:
        length = struct.unpack_from("<H", content, place + 28)[0]
        if content[place + 46 : place + 46 + length] == part.encode():
            struct.pack_into("<I", changed, place + 24, size)
    return bytes(changed)


def locked(content: bytes) -> bytes:
    """Every part is said to be encrypted."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            changed[place + offset] |= 1
    return bytes(changed)


def bad_extra(content: bytes) -> bytes:
    """A field that goes on beyond its end."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            info = ZipInfo(name)
            info.extra = b"\x01\x00\x10\x00\x01\x02"
            new.writestr(info, old.read(name))
    return buffer.getvalue()


def bomb(parts: Parts, name: str, size: int, filler: bytes = b" ") -> bytes:
    """A part of many equal bytes."""
    return packed({**parts, name: parts.get(name, b"") + filler * (size // len(filler))})


def ole(password: bool) -> bytes:
    """An old compound file; with a password the name of its stream says so."""
    stream = "EncryptedPackage" if password else "Workbook"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le")


def far_rows(count: int) -> bytes:
    """Rows that fill the first column and a far one."""
    return b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="ZZ%d"><v>2</v></c></row>' % (n, n, n) for n in range(1, count + 1)
    )


def listed_often(parts: Parts, times: int) -> bytes:
    """One sheet listed many times."""
    book = parts["xl/workbook.xml"]
    start = book.index(b"<sheet ")
    entry = book[start : book.index(b"/>", start) + 2]
    return packed({**parts, "xl/workbook.xml": book.replace(entry, entry * times, 1)})


def one_text_in_many_cells(parts: Parts, length: int, cells: int) -> bytes:
    """A long text that many cells refer to."""
    texts = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>' % (
        b"x" * length
    )
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, cells + 1))
    return packed({**parts, TEXTS: texts, SHEET: _OPEN + rows + _CLOSE})


def number_replaced(parts: Parts, new: bytes, place: int) -> bytes:
    """One of the numbers of the release in another form."""
    name = max(parts, key=lambda name: parts[name].count(b"<v>"))  # the sheet of the national tables
    sheet, at = parts[name], -1
    for _ in range(place + 1):
        at = sheet.index(b"<v>", at + 1)
    end = sheet.index(b"</v>", at)
    return packed({**parts, name: sheet[:at] + new + sheet[end + 4 :]})


def hostile(folder: Path) -> dict[str, Callable[[], bytes]]:
    """What is wrong -> the content; every one of these must be refused."""
    base = good_release(folder / "base.xlsx")
    parts = {**parts_of(base), "docProps/core.xml": b"<x><dcterms:modified>2025-03-01T00:00:00Z</dcterms:modified></x>"}
    content = packed(parts)
    base.unlink()
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    made: dict[str, Callable[[], bytes]] = {
        "far cell": lambda: with_more_cells(parts, far),
        "far cell, other quotes": lambda: with_more_cells(parts, far.replace(b'"', b"'")),
        "far cell, other order": lambda: with_more_cells(parts, far.replace(b"<c r", b'<c s="0" r')),
        "far cell, a prefix": lambda: with_more_cells(parts, far.replace(b"<c ", b"<x:c ").replace(b"</c", b"</x:c")),
        "far cell, a line break": lambda: with_more_cells(parts, far.replace(b"<c ", b"<c\n")),
        "far row, no address": lambda: with_more_cells(parts, b'<row r="1048576">%s</row>' % (b"<c><v>1</v></c>" * 99)),
        "rows in A and ZZ": lambda: with_cells(parts, far_rows(400_000)),
        "fewer rows in A and ZZ": lambda: with_cells(parts, far_rows(40_000)),
        "a text said to be 4 GB": lambda: lying(packed(parts), SHEET, 0xFFFFFFF0),
        "a long text": lambda: one_text_in_many_cells(parts, 30 << 20, 1),
        "a long text often": lambda: one_text_in_many_cells(parts, 32_000, 40_000),
        "a bomb": lambda: bomb(parts, SHEET, 400 << 20),
        "a bomb of texts": lambda: bomb(parts, TEXTS, 300 << 20, b"<si><t>x</t></si>"),
        "a bomb beside": lambda: bomb(parts, "xl/media/image1.png", 300 << 20),
        "a bomb that lies": lambda: lying(bomb(parts, SHEET, 200 << 20), SHEET, 1000),
        "one sheet 10,000 times": lambda: listed_often(parts, 10_000),
        "declared names": lambda: packed(
            {**parts, SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + parts[SHEET]}
        ),
        "another compression": lambda: packed(parts, ZIP_LZMA),
        "locked": lambda: locked(content),
        "an extra field": lambda: bad_extra(content),
        "a password": lambda: ole(True),
        "an old file": lambda: ole(False),
        "a bad day": lambda: packed(
            {**parts, "docProps/core.xml": b"<x><dcterms:modified>2023-99-99T00:00:00Z</dcterms:modified></x>"}
        ),
        "only a start": lambda: b"PK\x03\x04",
        "no parts": lambda: packed({}),
        "no book": lambda: packed({name: part for name, part in parts.items() if name != "xl/workbook.xml"}),
        "an empty book": lambda: packed({**parts, "xl/workbook.xml": b""}),
        "noise for a sheet": lambda: packed({**parts, SHEET: random.Random(1).randbytes(9000)}),
        "an open document": lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, ZIP_STORED),
    }
    for n in range(20):
        made[f"cut {n}"] = lambda n=n: content[: len(content) * n // 20]  # type: ignore[misc]
    for n in range(24):
        made[f"flipped {n}"] = lambda n=n: flipped(content, n)  # type: ignore[misc]
    for n, number in enumerate((b"<v>1e999</v>", b"<v>-1e999</v>", b"<v>nan</v>", b"<v>inf</v>", b"<v>1e400</v>")):
        for place in (3, 40, 90):
            new = number
            made[f"no number {n} {place}"] = lambda new=new, place=place: number_replaced(parts, new, place)  # type: ignore[misc]
    for n in range(8):
        made[f"noise {n}"] = lambda n=n: b"PK" + random.Random(n).randbytes(1 << n * 2)  # type: ignore[misc]
    for n in range(8):
        made[f"torn stream {n}"] = lambda n=n: _torn(parts, n)  # type: ignore[misc]
    return made


def _torn(parts: Parts, seed: int) -> bytes:
    """A part whose packed bytes are noise from some place on."""
    content, draw = bytearray(packed(parts)), random.Random(seed)
    start = bytes(content).index(SHEET.encode()) + len(SHEET) + draw.randrange(20, 400)
    content[start : start + 60] = draw.randbytes(60)
    return bytes(content)


def hostile_tables() -> dict[str, tuple[str, bytes]]:
    """What is wrong -> the ending and content of a CSV or Parquet file."""
    head = b"date,n_detained,n_detained_at_midnight,detention_facility_code\n"
    return {
        "year 9999": (".csv", head + b"9999-12-31,5,4,ABC\n"),
        "year 294247": (".csv", head + b"294247-01-09,5,4,ABC\n"),
        "year nought": (".csv", head + b"0001-01-01,5,4,ABC\n"),
        "no day": (".csv", head + b"2023-99-99,5,4,ABC\n"),
        "no rows": (".csv", head),
        "nothing": (".csv", b""),
        "noughts": (".csv", b"\0" * 5000),
        "noise": (".csv", random.Random(3).randbytes(5000)),
        "a wide row": (".csv", head + b"," * 200_000 + b"\n"),
        "a long cell": (".csv", head + b"2024-01-01,5,4," + b"x" * 5_000_000 + b"\n"),
        "text for a number": (".csv", head + b"2024-01-01,many,4,ABC\n"),
        "no table": (".parquet", random.Random(4).randbytes(5000)),
        "a start of a table": (".parquet", b"PAR1" + zlib.compress(b"x" * 9999) + b"PAR1"),
        "an empty table": (".parquet", b""),
    }
