"""Writing items: what an action does to one item, alone, in a batch or in a transaction."""
