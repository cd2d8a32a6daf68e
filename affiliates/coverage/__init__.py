"""Where groups are and where none is: metrics, planning, changes over time."""
