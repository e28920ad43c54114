"""The engine's storage: one SQLite file a region, keys in an order-preserving encoding, one change log."""
