"""What any place that keeps things promises: the protocols of a store, and what is given to it."""
