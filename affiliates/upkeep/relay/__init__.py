"""“Write to this group”: a visitor's message to a group's private contact, which we pass on and do not keep."""
