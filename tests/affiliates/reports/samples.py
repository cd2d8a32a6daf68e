"""Reports on made-up directories, and how other programs read them."""

import re
import subprocess
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from affiliates.geo.regions import SHIPPED_DATA
from affiliates.reports.builder import build_report
from affiliates.reports.data import ReportData
from affiliates.storage.files.directory.lists import FileSupportDirectory
from affiliates.support.schema import SupportOrganization
from tests.made_up import groups_of, row

DAY = date(2026, 6, 30)
SCRIPTS = {
    "Arabic": "مجموعة الآباء",
    "Hebrew": "קבוצת הורים",
    "Cyrillic": "Група батьків",
    "Greek": "Ομάδα γονέων",
    "Devanagari": "अभिभावक समूह",
    "Bengali": "পরিবার গোষ্ঠী",
    "Tamil": "பெற்றோர் குழு",
    "Thai": "กลุ่มผู้ปกครอง",
    "Ethiopic": "የወላጆች ቡድን",
    "Georgian": "მშობელთა ჯგუფი",
    "Armenian": "Ծնողների խումբ",
    "Khmer": "ក្រុមឪពុកម្តាយ",
    "Chinese": "家长小组 家長小組",
    "Japanese": "親の会 カタカナ",
    "Korean": "부모 모임",
    "Inuktitut": "ᐃᓄᒃᑎᑐᑦ",
    "Vietnamese": "Nhóm phụ huynh Việt Nam",
    "accents": "Łódź – Québec « Ça suffit ! »",
    "emoji": "School 🏫 ❤ ✓",
}


def report_on(folder: Path, *rows: dict[str, str], **options: Any) -> ReportData:
    """The data of a report on these rows, as of ``DAY`` and made on that day."""
    values = {"as_of": DAY, "made_on": DAY, "organizations": _shipped_organizations(), **options}
    return build_report(groups_of(folder, *rows), **values)


@cache
def _shipped_organizations() -> tuple[SupportOrganization, ...]:
    return tuple(FileSupportDirectory(SHIPPED_DATA).read().organizations)


def varied(count: int = 12) -> list[dict[str, str]]:
    """Rows of different scopes and statuses, with and without optional values."""
    kinds = [
        {"scope": "statewide", "regions": "US-MI", "last_verified_on": "2026-02-03", "city": "Détroit"},
        {"scope": "local", "regions": "US-MI US-OH", "website": "https://made-up.example", "languages": "en es"},
        {"scope": "regional", "regions": "CA-ON CA-QC", "affiliate_since": "2020-01-31", "status": "active"},
        {"scope": "national", "regions": "US", "email": "hello@made-up.example"},
        {"scope": "virtual", "regions": ""},
        {"scope": "statewide", "regions": "US-TX", "status": "inactive"},
    ]
    return [row(number, **kinds[number % len(kinds)]) for number in range(count)]


def pdf_text(content: bytes, *options: str) -> str:
    """The text of a PDF as poppler reads it, with runs of white space as one space."""
    read = subprocess.run(["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True)
    return re.sub(r"\s+", " ", read.stdout.decode())


def pdf_pages(content: bytes) -> int:
    """How many pages poppler finds."""
    info = subprocess.run(["pdfinfo", "-"], input=content, capture_output=True, check=True).stdout.decode()
    return int(re.findall(r"Pages: +(\d+)", info)[0])


def pdf_picture(content: bytes, folder: Path, page: int = 1) -> Path:
    """A picture of a PDF page as poppler draws it, at 60 dots per inch."""
    (folder / "page.pdf").write_bytes(content)
    command = ["pdftoppm", "-r", "60", "-f", str(page), "-l", str(page), "-singlefile", "-png", "page.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "page.png"
