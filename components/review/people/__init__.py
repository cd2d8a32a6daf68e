"""People who want a group where they live, on the reviewers' desk."""
