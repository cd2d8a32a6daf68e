"""The parts of the page that finds a group."""
