"""Links that no longer work, on the reviewers' desk."""
