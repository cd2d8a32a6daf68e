"""What is known to be missing in the directory: a list that people keep, and that has to shrink as gaps are filled."""

from io import StringIO

import pandas as pd

from affiliates.directory.mistakes import Problem
from affiliates.directory.queries import groups_as_text
from affiliates.directory.schema import COLUMNS


def known_gap_problems(source: str, text: str, groups: pd.DataFrame) -> list[Problem]:
    """Each known gap as a note; one that has been filled, or that names no group or column, as an error.

    ``text`` is a CSV with the columns id, column and gap; ``source`` names it in the problems. ``groups`` are those of
    the directory, allies included.
    """
    try:
        gaps = pd.read_csv(StringIO(text), dtype=str, keep_default_na=False, usecols=["id", "column", "gap"])
    except ValueError as error:
        return [Problem(source, 0, "", f"needs the columns id, column and gap, in UTF-8 ({error})")]
    values = groups_as_text(groups).set_index("id", drop=False)
    problems = []
    for number, gap in enumerate(gaps.itertuples(), start=2):
        if gap.id not in values.index or gap.column not in COLUMNS:
            message, is_error = f"{gap.id} is not in the directory: remove this line", True
        elif values.at[gap.id, gap.column]:
            message, is_error = f"{gap.id} has a value now: remove this line", True
        else:
            message, is_error = f"{gap.id}: {gap.gap}", False
        problems.append(Problem(source, number, str(gap.column), message, is_error))
    return problems
