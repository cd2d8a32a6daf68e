"""People who want a group where they live: signing up, the letters to them, and how they are forgotten."""
