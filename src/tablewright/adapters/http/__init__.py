"""The embedded DynamoDB behind HTTP/1.1.

`serve` runs it until the process is told to stop; `start_server` runs it inside an event loop that is there
already.
"""

try:
    import httptools as _httptools
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "the HTTP server needs httptools, which is not installed: pip install 'tablewright[server]'",
        name=error.name,
    ) from error

from tablewright.adapters.http.limits import Limits
from tablewright.adapters.http.server import DEFAULT_PORT, LOOPBACK, ListenError, Server, check_address, start_server
from tablewright.adapters.http.serving import serve

__all__ = ["DEFAULT_PORT", "LOOPBACK", "Limits", "ListenError", "Server", "check_address", "serve", "start_server"]

del _httptools
