"""The pages that need no script: one for each place, and one with all of them."""
