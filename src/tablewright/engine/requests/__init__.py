"""Reading requests: the shapes of the service model, decoding with serialization errors, and constraints."""
