"""The commands of `tablewright`, a module each: ``NAME`` and ``command``."""
