"""The lists that visitors are shown: read beside them, asked once for each page, kept while the store is away."""
