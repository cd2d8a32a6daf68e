"""What the docs say is there is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = [
    file.relative_to(ROOT)
    for folder in ("", "data/", "benchmarks/", "docs/")
    for file in sorted(ROOT.glob(f"{folder}*.md"))
]


@pytest.mark.parametrize("doc", DOCS, ids=str)
def test_every_file_a_doc_links_to_exists(doc: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / doc).read_text(encoding="utf-8"))

    assert [link for link in links if not (ROOT / doc).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("doc", DOCS, ids=str)
def test_every_path_a_doc_names_exists(doc: Path) -> None:
    named = re.findall(
        r"`((?:affiliates|components|server|pages|data|tools|tests|benchmarks)/[\w./]*)`", (ROOT / doc).read_text()
    )

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_test_that_shows_a_promise_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", (ROOT / "docs/security.md").read_text())
    tests = [(ROOT / "tests" / path, name) for path, name in named if not (ROOT / path).exists()]

    assert len(tests) > 90
    missing = [
        f"{path}::{name}"
        for path, name in tests
        if not path.exists() or f"def {name or 'test'}" not in path.read_text()
    ]
    assert missing == []


def test_every_make_target_a_doc_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        name for doc in DOCS for name in re.findall(r"`make ([a-z-]+)|^    make ([a-z-]+)", (ROOT / doc).read_text())
    }

    assert {name for pair in named for name in pair if name} <= targets


def test_every_requirement_is_pinned_and_has_a_reason() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / file).read_text().splitlines()
        for line in (line for line in lines if line and not line.startswith(("#", "-r"))):
            assert re.fullmatch(r"[\w-]+==[\w.]+( ; \w+ != \"\w+\")? +# .+", line), line
