"""The Alliance's own words, who else can help, how coverage is measured, and words made of values."""
