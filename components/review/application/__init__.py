"""One application on the desk: what it says, and every decision on it."""
