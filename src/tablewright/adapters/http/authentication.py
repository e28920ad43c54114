"""Who asks, and for which region, read from a request's SigV4 parameters.

Any credentials are accepted, but they must be there and be complete, as for Amazon: a client that forgets to
sign its requests learns it here. The region is the one the request was signed for.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from tablewright.adapters.http.answers import Answer, refusal

Headers = Mapping[bytes, bytes]
"""A request's headers, names in lower case."""

_SIGNATURE_VERSION = b"AWS4-"
"""What the name of every algorithm begins with; which one it is, is looked at when a signature is verified."""
_HEADER_PARAMETERS = (b"Credential", b"Signature", b"SignedHeaders")
_QUERY_PARAMETERS = ("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date")
_REMEMBERED_SCOPES = 1024


class Authenticator:
    """Tells the region a request is signed for, or refuses the request."""

    def __init__(self, default_region: str) -> None:
        self._default_region = default_region
        self._regions: dict[bytes, str] = {}
        """Regions by credential scope: a client signs every request of a day under the same one."""

    def region(self, headers: Headers, query: bytes) -> str | Answer:
        """The region asked for, or the refusal to send. ``query`` is the URL's query string."""
        authorization = headers.get(b"authorization")
        if query and b"X-Amz-Algorithm" in query:
            if authorization is not None:
                return refusal(
                    400,
                    "InvalidSignatureException",
                    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
                )
            return self._region_of_query(query)
        if authorization is None or not authorization.startswith(_SIGNATURE_VERSION):
            return refusal(400, "MissingAuthenticationTokenException", "Request is missing Authentication Token")
        start = authorization.find(b"Credential=")
        if (
            start < 0
            or b"Signature=" not in authorization
            or b"SignedHeaders=" not in authorization
            or not (b"x-amz-date" in headers or b"date" in headers)
        ):
            return _incomplete_header(authorization, headers)
        end = authorization.find(b",", start)
        scope = authorization[start + 11 : end if end >= 0 else None]
        if not scope:
            return _incomplete_header(authorization, headers)
        return self._regions.get(scope) or self._region_of_scope(scope)

    def _region_of_query(self, query: bytes) -> str | Answer:
        parameters = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True))
        missing = [name for name in _QUERY_PARAMETERS if not parameters.get(name)]
        if missing:
            needed = " ".join(f"AWS query-string parameters must include '{name}'." for name in missing)
            return refusal(400, "IncompleteSignatureException", f"{needed} Re-examine the query-string parameters.")
        return self._region_of_scope(parameters["X-Amz-Credential"].encode())

    def _region_of_scope(self, scope: bytes) -> str:
        """The third part of ``AKID/20260101/us-east-1/dynamodb/aws4_request``; a scope without one gets the
        default.
        """
        parts = scope.strip().split(b"/")
        region = parts[-3].decode("latin-1") if len(parts) >= 5 else ""
        if len(self._regions) >= _REMEMBERED_SCOPES:
            self._regions.clear()
        self._regions[scope] = region or self._default_region
        return self._regions[scope]


def _incomplete_header(authorization: bytes, headers: Headers) -> Answer:
    complaints = [
        f"Authorization header requires '{name.decode()}' parameter."
        for name in _HEADER_PARAMETERS
        if not re.search(rb"\b%b=[^,\s]" % name, authorization)
    ]
    if b"x-amz-date" not in headers and b"date" not in headers:
        complaints.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
    complaints.append(f"Authorization={authorization.decode('latin-1')}")
    return refusal(400, "IncompleteSignatureException", " ".join(complaints))
