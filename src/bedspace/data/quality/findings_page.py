"""The page of findings: one self-contained HTML file, a table for each kind of finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib import resources
from itertools import groupby

from bedspace.data.findings import Finding, Severity

_ORDER = list(Severity)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by severity, kind, file, sheet and cell."""
    return sorted(findings, key=lambda f: (_ORDER.index(f.severity), f.kind, f.file, f.sheet, f.cell))


def findings_page(findings: Iterable[Finding], files: int, fingerprint: str) -> str:
    """The page as text.

    Parameters
    ----------
    findings : iterable of Finding
    files : int
        Number of files looked at.
    fingerprint : str
        Of the data.
    """
    import jinja2

    ordered = in_order(findings)
    groups = [(key, list(found)) for key, found in groupby(ordered, key=lambda f: (f.severity.value, f.kind))]
    counts = Counter(finding.severity.value for finding in ordered)
    text = resources.files("bedspace.data.quality").joinpath("findings_page.html").read_text(encoding="utf-8")
    template = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(text)
    return template.render(files=files, fingerprint=fingerprint, counts=list(counts.items()), groups=groups)
