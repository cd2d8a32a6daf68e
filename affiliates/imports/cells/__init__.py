"""What the cells of a list mean: places, links, dates, languages, choices."""
