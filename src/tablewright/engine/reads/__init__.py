"""Reading ranges of items: from a table or an index, page by page."""
