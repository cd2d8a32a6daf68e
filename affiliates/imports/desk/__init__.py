"""Bringing a list in at the reviewers' desk: what is kept of it until it is published, questions and answers."""
