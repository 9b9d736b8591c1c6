"""What a list shows, as a file: JSON with everything exact, or CSV for a spreadsheet. Pure. No Qt."""

import csv
import io
import json
from collections.abc import Iterable

from app.desktop.window.rows import Caption, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection)."""

FORMATS = {".json": "JSON (*.json)", ".csv": "CSV (*.csv)"}
"""File name endings, and what a file dialog calls them."""


def exported(items: Iterable[Caption | Row], ending: str) -> bytes:
    """The rows in the format of that file name ending; JSON for any but `.csv`. UTF-8."""
    rows = [item for item in items if isinstance(item, Row)]
    return _csv(rows) if ending == ".csv" else _json(rows)


def _json(rows: list[Row]) -> bytes:
    return (json.dumps([_fields(row) for row in rows], ensure_ascii=False, indent=1) + "\n").encode()


def _csv(rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["at", "title", "note", "state", "details", "payload"], lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in {**_fields(row), "details": " ".join(row.text)}.items()})
    return out.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for the system's old encoding


def _fields(row: Row) -> dict[str, object]:
    return {
        "at": row.at,
        "title": row.title,
        "note": row.note,
        "state": row.mark.text if row.mark is not None else "",
        "details": list(row.text),
        "payload": row.code,
    }


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
