"""The regions of a report and their figures, in words of its language."""

import pandas as pd

from affiliates.content.place_names import names_in_order
from affiliates.coverage.metrics import Tier, Verification
from affiliates.coverage.words.labels import tier_name, verification_name
from affiliates.languages.language import N_
from affiliates.reports.data import ReportData

_KINDS = {
    "state": N_("state"),
    "district": N_("district"),
    "territory": N_("territory"),
    "province": N_("province"),
}


def region_table_in_words(report: ReportData) -> pd.DataFrame:
    """``ReportData.region_table`` for people: names, kinds of regions and of groups, and verification are words of the
    report's language, and the names are in the order of its alphabet."""
    language, table = report.language, report.region_table()
    names = {code: name for code, name in names_in_order(language).items() if code in table.index}
    table = table.loc[list(names)]
    table["name"] = [*names.values()]
    table["kind"] = [language.gettext(_KINDS[kind]) for kind in table["kind"]]
    table["tier"] = [tier_name(language, Tier(tier)) for tier in table["tier"]]
    table["verification"] = [
        None if pd.isna(each) else verification_name(language, Verification(each)) for each in table["verification"]
    ]
    return table
