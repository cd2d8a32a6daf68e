"""Parts of an HTML page: texts that stay texts, lists, tables, links to a region."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape

import pandas as pd

from affiliates.content.wording import format_percent
from affiliates.geo.regions import region_names


def escaped(value: object) -> str:
    """A text of ours, or of anyone, as HTML that shows it letter by letter, in an attribute too."""
    return escape(str(value).replace("\0", "\ufffd"))


def isolated_text(value: object) -> str:
    """What a person wrote: its direction is its own and reaches nothing around it."""
    return f"<bdi>{escaped(value)}</bdi>"


def bullet_list(texts: Iterable[str]) -> str:
    """A list of texts."""
    return "<ul>" + "".join(f"<li>{escaped(each)}</li>" for each in texts) + "</ul>"


def whole_number(number: int | None) -> str:
    """A whole number, empty where it is missing."""
    return "" if pd.isna(number) else f"{number:,}"


def share_text(part: float | None) -> str:
    """A share in percent, empty where it is missing."""
    return "" if pd.isna(part) else format_percent(part)


def region_link(region: str | None, told_of: Collection[str]) -> str:
    """The name of a region, which leads to what is said about it if it is ``told_of``; empty where it is missing."""
    if pd.isna(region):
        return ""
    name = escaped(region_names()[region])
    return f'<a href="#{region}">{name}</a>' if region in told_of else name


def table(
    caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int] = (), kind: str = ""
) -> Iterator[str]:
    """A table whose cells are HTML already; the first cell of a row names it, ``numbers`` are columns of figures."""
    css = [' class="n"' if column in numbers else "" for column in range(len(header))]
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{escaped(caption)}">'
    yield f'<table class="{kind}"><caption>{escaped(caption)}</caption><thead><tr>'
    yield "".join(f'<th scope="col"{css[column]}>{escaped(cell)}</th>' for column, cell in enumerate(header))
    yield "</tr></thead><tbody>"
    for first, *others in rows:
        cells = "".join(f"<td{css[column]}>{cell}</td>" for column, cell in enumerate(others, start=1))
        yield f'<tr><th scope="row"{css[0]}>{first}</th>{cells}</tr>'
    yield "</tbody></table></div>"
