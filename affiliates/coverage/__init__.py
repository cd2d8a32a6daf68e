"""Where there are groups and where there are none: metrics, planning, and changes over time."""
