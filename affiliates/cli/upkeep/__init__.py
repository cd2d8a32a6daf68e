"""The commands that a clock starts: weekly and monthly jobs."""
