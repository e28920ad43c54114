"""Tables and indexes: the rules they are made and changed by, their states, and how they are described."""
