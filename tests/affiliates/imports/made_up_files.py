"""Lists as files of every format, made up by other programs than those that read them."""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from affiliates.imports.reading.source import sheets_in
from affiliates.imports.reading.table import Table, find_table

ROWS = (("Group", "State", "Zip"), ("Made-up One", "Québec", "02139"), ("Made-up Two", "Ohio", "43004"))
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def workbook(*sheets: Sequence[Sequence[Any]], names: Sequence[str] = ()) -> bytes:
    """An Excel workbook; text that begins with = is a formula in it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        zeros, day = book.add_format({"num_format": "00000"}), book.add_format({"num_format": "m/d/yyyy"})
        for place, rows in enumerate(sheets):
            sheet = book.add_worksheet(names[place] if names else None)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    style = zeros if isinstance(value, int) else day if hasattr(value, "year") else None
                    sheet.write(number, column, value, style)
    return out.getvalue()


def spreadsheet(rows: Sequence[Sequence[str]], *, before: str = "", manifest: str = "", **others: str) -> bytes:
    """An OpenDocument spreadsheet with one sheet; ``before`` stands before its root, ``others`` are more parts."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            if cell
            else '<table:table-cell table:number-columns-repeated="1"/>'
            for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    content = (
        f'{before}<office:document-content {_NAMES}><office:body><office:spreadsheet><table:table table:name="List">'
        f"{cells}{blank}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": _ODS,
        "content.xml": content,
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    }
    return packed({**parts, **others})


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A packed file of these parts; the first one is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for place, (name, content) in enumerate(parts.items()):
            archive.writestr(name, content, zipfile.ZIP_DEFLATED if place else zipfile.ZIP_STORED)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes = b"x") -> bytes:
    """A packed file with one more part."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, part)
    return out.getvalue()


def delimited(rows: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    """A text with a row on each line."""
    return end.join(delimiter.join(row) for row in rows) + end


def geojson(*points: tuple[str, float, float]) -> bytes:
    """A collection of points: name, longitude, latitude."""
    features = [
        {"type": "Feature", "properties": {"Group": name}, "geometry": {"type": "Point", "coordinates": [x, y]}}
        for name, x, y in points
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def table_of(content: bytes | str, name: str = "list.csv", **options: Any) -> Table:
    """The list in a file, as an import finds it."""
    return find_table(sheets_in(name, content.encode() if isinstance(content, str) else content), **options)
