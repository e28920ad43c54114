"""The command line: parses arguments, calls a use case, prints what it gives. A command is loaded when it is called."""
