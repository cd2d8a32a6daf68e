"""Applications: what they hold, how they are validated, compared and submitted."""
