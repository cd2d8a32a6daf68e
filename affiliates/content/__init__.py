"""The Alliance's own words, who else helps, and how coverage is counted."""
