"""The coverage page without a browser, and what is drawn there."""

import json
import re
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.components.app import ROOT


def coverage_page(**url: str | list[str]) -> AppTest:
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    test.switch_page("pages/coverage.py")
    for name, value in url.items():
        test.query_params[name.removesuffix("_")] = value
    return test.run()


def headline_of(test: AppTest) -> str:
    return str(test.header[0].value)


def figures_of(test: AppTest) -> list[tuple[str, str]]:
    """Each figure, and the note below it."""
    boxes = [block for block in _blocks(test.main) if [each.type for each in block.children.values()][:1] == ["metric"]]
    return [(block.children[0].value, block.children[1].value) for block in boxes]


def _blocks(block: Any) -> Iterator[Any]:
    yield block
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _blocks(child)


def lines_of(test: AppTest) -> list[list[str]]:
    """The table of every place, its links read as their words."""
    table = test.table[-1].value.map(lambda cell: re.sub(r"\[(.*)\]\(.*\)", r"\1", cell))
    return [list(table.columns), *table.to_numpy().tolist()]


def painted(test: AppTest) -> dict[str, object]:
    """The message that the map got."""
    frame = next(each for each in test.get("component_instance") if "affiliateMap" in each.proto.json_args)
    script = json.loads(frame.proto.json_args)["feature_group"]
    found = re.search(r"affiliateMap\.paint\((.*)\);", script)
    assert found
    message: dict[str, object] = json.loads(found[1])
    return message
