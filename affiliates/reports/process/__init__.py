"""A process of their own for reports, so that making one takes nothing from the visitors' pages."""
