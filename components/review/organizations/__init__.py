"""Organizations that help families, on the reviewers' desk."""
