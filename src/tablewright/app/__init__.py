"""The use cases, and the only place where the parts are put together: what a command line or a console calls."""
