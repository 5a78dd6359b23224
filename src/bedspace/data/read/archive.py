"""The parts of an .xlsx file, verified before anything reads them: whole, of a sane size, and in the clear.

A spreadsheet program believes what a file says of itself: one cell in the last column of the last row makes it
set aside sixteen thousand million cells. So every part is unpacked here under a limit, its checksum is compared,
and the extent of its cells is bounded. What passed is packed again, and only that is read on.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from bedspace.data.findings import Finding, Severity
from bedspace.data.read.cells import EMPTY_CELLS, extent
from bedspace.errors import InputRefused

LARGEST_FILE = 24 << 20  # the largest release has 1.6 million bytes, unpacked 13 million
LARGEST_CONTENT = 48 << 20
MOST_CELLS = 2_000_000  # all sheets as full rectangles; the largest release has 25,000
LONGEST_TEXT = 32_767 * 4  # bytes of the longest text that a cell may hold
MOST_TEXT = 96 << 20  # bytes, if every cell that holds a shared text held the longest
_KEPT = re.compile(r"xl/.*\.(xml|rels)$|_rels/\.rels$|\[content_types\]\.xml$|docprops/core\.xml$", re.IGNORECASE)
_TEXT = re.compile(rb"<(?:[^<>\s/]+:)?si[\s>/]")
_SHEET = re.compile(rb"<(?:[^<>\s/]+:)?sheet[\s/]")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DAMAGE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, KeyError,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True)
class Archive:
    """The verified parts of a spreadsheet file.

    Attributes
    ----------
    sha256 : str
        Of the file.
    parts : mapping
        Name of each part that the reader needs -> its content.
    """

    sha256: str
    parts: Mapping[str, bytes]

    def packed(self) -> io.BytesIO:
        """The parts as a new archive, without compression."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        packed.seek(0)
        return packed


def open_archive(path: Path) -> Archive:
    """Unpack and verify a spreadsheet file.

    Raises
    ------
    InputRefused
        If the file is missing, empty, cut short, damaged, encrypted, too large, or no spreadsheet.
    """
    content = _content(path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if hindrance := _hindrance(infos):
                raise refused(path, *hindrance)
            parts = {info.filename: _part(archive, info) for info in infos}
    except _DAMAGE as error:
        raise refused(path, f"a damaged spreadsheet ({error})", "a complete .xlsx file") from None
    kept = {name: EMPTY_CELLS.sub(b"", part) for name, part in parts.items() if _KEPT.match(name)}
    if hindrance := _excess(kept):
        raise refused(path, *hindrance)
    return Archive(hashlib.sha256(content).hexdigest(), kept)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise refused(path, error.strerror or "unreadable", "a readable file") from None
    if len(content) > LARGEST_FILE:
        raise refused(path, "a file that is too large", f"at most {LARGEST_FILE:,} bytes")
    if not content:
        raise refused(path, "an empty file", "an .xlsx file")
    if not content.startswith(b"PK"):
        raise refused(path, _guess(content), "an .xlsx file")
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise refused(path, "an .xlsx file that is cut short", "a complete .xlsx file")
    return content


def _guess(content: bytes) -> str:
    start = content[:512].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "a web page saved under the name of a spreadsheet"
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "a password-protected spreadsheet"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old .xls file, or a password-protected spreadsheet"
    if b"," in start and start.isascii():
        return "a text or CSV file under the name of a spreadsheet"
    return "no spreadsheet"


def _hindrance(infos: list[zipfile.ZipInfo]) -> tuple[str, str] | None:
    """What the table of contents says that forbids unpacking, and what was expected."""
    names = [info.filename.lower() for info in infos]
    if any(info.flag_bits & 0x1 for info in infos):
        return "a password-protected archive", "a file without a password"
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        return "an archive of another compression", "an .xlsx file"
    if len(set(names)) < len(names):
        return "two parts of one name", "each part once"
    if (size := sum(info.file_size for info in infos)) > LARGEST_CONTENT:
        return f"{size:,} bytes when unpacked", f"at most {LARGEST_CONTENT:,} bytes"
    return None


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Content of a part: never more than the table of contents says, with the checksum that it gives."""
    with archive.open(info) as part:
        content = part.read(info.file_size)
        part.read(1)  # the checksum is compared at the end
    if len(content) != info.file_size:
        raise zipfile.BadZipFile(f"part {info.filename} is cut short")
    return content


def _excess(parts: Mapping[str, bytes]) -> tuple[str, str] | None:
    """What is more than any release holds, and what was expected."""
    if any(_DECLARED.search(part, 0, 4096) for part in parts.values()):
        return "a part that declares names of its own", "parts without declarations"
    sheets = {name: part for name, part in parts.items() if b"sheetData" in part}
    listed = sum(len(_SHEET.findall(part)) for name, part in parts.items() if name.lower() == "xl/workbook.xml")
    areas = [extent(part) for part in sheets.values()]
    cells = max((rows * columns for rows, columns, _ in areas), default=0) * max(listed, len(sheets))
    if cells > MOST_CELLS or listed > 255:
        return f"{listed} sheets with room for {cells:,} cells", f"room for at most {MOST_CELLS:,} cells"
    filled = sum(count for _, _, count in areas) * max(1, listed // max(1, len(sheets)))
    longest = max((_longest_text(part) for name, part in parts.items() if name not in sheets), default=0)
    if longest > LONGEST_TEXT or longest * filled > MOST_TEXT:
        return f"a text of {longest:,} bytes", "texts as long as a cell may hold"
    return None


def _longest_text(part: bytes) -> int:
    """Bytes of the longest shared text; nought for a part without any."""
    starts = [found.start() for found in _TEXT.finditer(part)]
    return max((after - start for start, after in pairwise([*starts, len(part)])), default=0)


def part_of_sheet(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Name of each sheet -> the part that holds its cells."""
    book, links = (parts.get(name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    if not book or not links:
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in ElementTree.fromstring(links)}
    sheets = (each for each in ElementTree.fromstring(book).iter() if each.tag.endswith("}sheet"))
    named = {sheet.get("name", ""): targets.get(_link(sheet), "") for sheet in sheets}
    return {name: f"xl/{target}" if not target.startswith("/") else target[1:] for name, target in named.items()}


def _link(sheet: ElementTree.Element) -> str:
    """The link of a sheet to its part, in the common or the strict form of the standard."""
    return next((text for name, text in sheet.attrib.items() if name.endswith("relationships}id")), "")


def refused(path: Path, found: str, expected: str) -> InputRefused:
    """A file that cannot be read."""
    remedy = "Fetch the file again from its publisher"
    return InputRefused(Finding("file", Severity.FAULT, path.name, "", "", expected, found, remedy).as_fault())
