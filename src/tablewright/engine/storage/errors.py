"""What is raised where the data directory cannot be used."""


class StorageError(Exception):
    """The data directory cannot be used: who owns it, its version, permissions or space; says what to do."""
