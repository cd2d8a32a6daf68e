"""The data files and feeds of the site, for other programs: open data, the sitemap, and the rules for robots."""
