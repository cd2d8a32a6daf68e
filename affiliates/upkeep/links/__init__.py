"""Whether public links still lead anywhere: what was found over time, and what reviewers do about it."""
