"""The design language: tables, keys, entities, access patterns and environments, declared as plain Python."""
