"""What has to be made: all that a report needs besides the groups, in plain values that another process can be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from affiliates.languages.catalogs import ENGLISH, language_with
from affiliates.reports.builder import build_report
from affiliates.reports.formats import FORMATS
from affiliates.support.schema import SupportOrganization


@dataclass(frozen=True)
class ReportJob:
    """One report: its format, a key of ``FORMATS``, the code of its language, its day, and the rest that
    ``build_report`` takes. All of it is public."""

    kind: str
    language: str
    day: date
    organizations: Sequence[SupportOrganization]
    options: Mapping[str, Any]

    def make(self, groups: pd.DataFrame) -> bytes:
        """The report on ``groups``, in the bytes of its file."""
        report = build_report(
            groups,
            as_of=self.day,
            made_on=self.day,
            language=language_with(self.language) or ENGLISH,
            organizations=self.organizations,
            **self.options,
        )
        return FORMATS[self.kind].make(report)
