"""JSON, in which requests, answers and stored items are written."""

import msgspec

encode = msgspec.json.Encoder().encode
"""The JSON of a value, as bytes."""
encode_sorted = msgspec.json.Encoder(order="sorted").encode
"""The JSON of a value with the members of every object in the order of their names: equal for equal values."""
decode = msgspec.json.Decoder().decode
"""The value that JSON text stands for; raises one of `NOT_READ`."""

NOT_READ = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What is raised of text that is not JSON, is not of the type asked for, or is nested deeper than anything valid."""
