"""Verifies the signatures of requests, for a server that lets in only those who hold one of its keys.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import parse_qsl, quote

from tablewright.adapters.http.answers import Answer, refusal

_ALGORITHM = "AWS4-HMAC-SHA256"
_SERVICE = "dynamodb"
_SKEW_SECONDS = 5 * 60
_LIFETIME_DIGITS = 9
_TIME = "%Y%m%dT%H%M%SZ"


class _Refused(Exception):
    """The request is refused with this answer."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.answer = refusal(400, code, message)


@dataclass(frozen=True, slots=True)
class _Signed:
    """What a request says of its own signature."""

    access_key: str
    date: str
    region: str
    service: str
    signed_headers: tuple[str, ...]
    signature: str
    timestamp: str
    lifetime: int | None
    """Seconds a presigned query is good for; None where the signature is in a header."""

    @property
    def scope(self) -> str:
        return f"{self.date}/{self.region}/{self.service}/aws4_request"


class SignatureVerifier:
    """Knows the keys, and refuses what is not signed with one of them."""

    def __init__(self, keys: Mapping[str, str], now: Callable[[], float] = time.time) -> None:
        """``keys`` are secret access keys by access key id; ``now`` tells the time in seconds since 1970."""
        self._keys = dict(keys)
        self._now = now

    def refusal(self, method: bytes, query: bytes, headers: Mapping[bytes, bytes], body: bytes) -> Answer | None:
        """The refusal to send, or None for a request that is rightly signed.

        ``headers`` have names in lower case and ``body`` is as it was sent. That the parameters of the signature
        are all there was seen to before (`tablewright.adapters.http.authentication`).
        """
        try:
            self._verify(method, query, headers, body)
        except _Refused as refused:
            return refused.answer
        return None

    def _verify(self, method: bytes, query: bytes, headers: Mapping[bytes, bytes], body: bytes) -> None:
        signed = _from_query(query) if b"X-Amz-Algorithm" in query else _from_headers(headers)
        secret = self._keys.get(signed.access_key)
        if secret is None:
            raise _Refused("UnrecognizedClientException", "The security token included in the request is invalid.")
        self._check_scope(signed)
        request = _canonical_request(signed, method, query, headers, body)
        to_sign = "\n".join((_ALGORITHM, signed.timestamp, signed.scope, _digest(request.encode())))
        key = _signing_key(secret, signed.date, signed.region, signed.service)
        expected = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, signed.signature):
            raise _Refused("InvalidSignatureException", _MISMATCH.format(request=request, to_sign=to_sign))
        if b"x-amz-security-token" in headers:
            # None of the keys is temporary. Amazon looks at the token last, and ends this message without a full stop.
            raise _Refused("UnrecognizedClientException", "The security token included in the request is invalid")

    def _check_scope(self, signed: _Signed) -> None:
        if signed.service != _SERVICE:
            raise _invalid(f"Credential should be scoped to correct service: '{_SERVICE}'. ")  # The space is Amazon's.
        if signed.date != signed.timestamp[:8]:
            raise _invalid(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                f"'{signed.date}' != '{signed.timestamp[:8]}', from '{signed.timestamp}'."
            )
        if "host" not in signed.signed_headers:
            raise _invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
        now = self._now()
        made = _seconds(signed.timestamp)
        if made > now + _SKEW_SECONDS:
            raise _invalid(
                f"Signature not yet current: {signed.timestamp} is still later than "
                f"{_text(now + _SKEW_SECONDS)} ({_text(now)} + 5 min.)"
            )
        good_for = _SKEW_SECONDS if signed.lifetime is None else signed.lifetime
        if made + good_for < now:
            raise _invalid(
                f"Signature expired: {signed.timestamp} is now earlier than "
                f"{_text(now - good_for)} ({_text(now)} - {good_for // 60} min.)"
            )


_MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details.\n\n"
    "The Canonical String for this request should have been\n'{request}'\n\n"
    "The String-to-Sign should have been\n'{to_sign}'\n"
)


def _invalid(message: str) -> _Refused:
    return _Refused("InvalidSignatureException", message)


# -- what a request says of its signature --------------------------------------------------------------


def _from_headers(headers: Mapping[bytes, bytes]) -> _Signed:
    authorization = headers[b"authorization"].decode("latin-1").removeprefix(_ALGORITHM)
    parts = dict(part.strip().split("=", 1) for part in authorization.split(",") if "=" in part)
    timestamp = headers.get(b"x-amz-date", b"").decode("latin-1") or _basic(headers.get(b"date", b"").decode("latin-1"))
    return _signed(
        parts.get("Credential", ""), parts.get("SignedHeaders", ""), parts.get("Signature", ""), timestamp, None
    )


def _from_query(query: bytes) -> _Signed:
    parts = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True))
    lifetime = parts.get("X-Amz-Expires", "0")
    if not lifetime.isdecimal() or len(lifetime) > _LIFETIME_DIGITS:
        raise _invalid(f"X-Amz-Expires must be a number of seconds, not '{lifetime}'")
    return _signed(
        parts["X-Amz-Credential"],
        parts["X-Amz-SignedHeaders"],
        parts["X-Amz-Signature"],
        parts["X-Amz-Date"],
        int(lifetime),
    )


def _signed(credential: str, headers: str, signature: str, timestamp: str, lifetime: int | None) -> _Signed:
    elements = credential.rsplit("/", 4)
    if len(elements) != 5:
        raise _Refused(
            "IncompleteSignatureException",
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
            f"got '{credential}'",
        )
    access_key, date, region, service, terminator = elements
    if terminator != "aws4_request":
        raise _invalid(f"Credential should be scoped with a valid terminator: 'aws4_request', not '{terminator}'.")
    names = tuple(headers.lower().split(";"))
    return _Signed(access_key, date, region, service, names, signature, timestamp, lifetime)


def _basic(date: str) -> str:
    """A Date header's time in the form of X-Amz-Date."""
    try:
        return parsedate_to_datetime(date).astimezone(UTC).strftime(_TIME)
    except (ValueError, OverflowError):
        return date


def _seconds(timestamp: str) -> float:
    try:
        return datetime.strptime(timestamp, _TIME).replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise _Refused(
            "IncompleteSignatureException",
            f"Date must be in ISO-8601 'basic format'. Got '{timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601",
        ) from None


def _text(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime(_TIME)


# -- the signature it should have ----------------------------------------------------------------------


def _canonical_request(
    signed: _Signed, method: bytes, query: bytes, headers: Mapping[bytes, bytes], body: bytes
) -> str:
    lines = (
        f"{name}:{' '.join(headers.get(name.encode('latin-1'), b'').decode('latin-1').split())}\n"
        for name in signed.signed_headers
    )
    return "\n".join(
        (
            method.decode("latin-1"),
            "/",
            _canonical_query(query),
            "".join(lines),
            ";".join(signed.signed_headers),
            _digest(body),
        )
    )


def _canonical_query(query: bytes) -> str:
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    encoded = sorted(
        (quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in pairs if name != "X-Amz-Signature"
    )
    return "&".join(f"{name}={value}" for name, value in encoded)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@lru_cache(maxsize=256)
def _signing_key(secret: str, date: str, region: str, service: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in (date, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key
