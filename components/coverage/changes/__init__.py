"""What changed over time: the share as a line, and two days compared."""
