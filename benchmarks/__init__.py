"""The app against what people would build instead."""
