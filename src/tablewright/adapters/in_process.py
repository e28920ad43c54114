"""Answers boto3's calls in the process that makes them: no socket, no server, no signature.

A client hands over each call at botocore's ``before-call`` event, when the request is serialized, and gets
the parsed response back; that skips everything botocore does to send a request, which is most of what a call
costs. Only what succeeds is answered there. A call that fails goes on as if to the network and gets its error
at ``before-send``, so that the client's own retries and error handling do their work.
"""

import itertools
import secrets
import threading
from typing import Any, Protocol, cast

import botocore.parsers
from botocore import UNSIGNED
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.client import BaseClient
from botocore.credentials import Credentials
from botocore.model import OperationModel, Shape

from tablewright.engine import Reply

SERVICES = ("dynamodb", "dynamodbstreams")
"""The services answered here, as boto3 names them."""

PLACEHOLDER_CREDENTIALS = ("embedded", "embedded")
"""Nothing is signed with them; they keep libraries from looking for real ones."""


class Answering(Protocol):
    """What calls are handed to."""

    def execute(self, region: str, target: str, body: bytes) -> Reply:
        """Answer one request of a region, durably."""
        ...


class InProcessResponse(AWSResponse):
    """A response that was never on a wire."""

    def __init__(self, url: str, status: int, headers: dict[str, str], body: bytes) -> None:
        super().__init__(url, status, cast(Any, headers), None)
        self._body = body

    @property
    def content(self) -> bytes:
        """The response's body."""
        return self._body


class InProcessCalls:
    """The calls of one client."""

    def __init__(self, answering: Answering, client: BaseClient) -> None:
        self._answering = answering
        self._region = client.meta.region_name
        self._url = client.meta.endpoint_url
        self._parser = botocore.parsers.create_parser(client.meta.service_model.resolved_protocol)
        self._request_id_prefix = secrets.token_hex(18).upper()
        self._numbers = itertools.count(1)
        self._unanswered = threading.local()
        """Per thread, the failure that ``before_call`` has left for ``before_send``."""

    def attach(self, client: BaseClient) -> None:
        """Take over the client's calls.

        Handlers of others come first, so that stubs and spies keep working.
        """
        service = client.meta.service_model.service_id.hyphenize()
        events: Any = client.meta.events
        events.register_last(f"before-call.{service}", self.before_call)
        events.register_last(f"before-send.{service}", self.before_send)
        events.register(f"choose-signer.{service}", _leave_unsigned)

    def before_call(self, model: OperationModel, params: dict[str, Any], **_: object) -> tuple[AWSResponse, Any] | None:
        """Answer a call that succeeds; leave one that fails to ``before_send``."""
        reply = self._answering.execute(self._region, params["headers"]["X-Amz-Target"], params["body"])
        if reply.status != 200:
            self._unanswered.reply = reply
            return None
        self._unanswered.reply = None
        headers = self._headers(reply)
        response = {
            "headers": headers,
            "status_code": 200,
            "body": reply.body,
            "context": {"operation_name": model.name},
        }
        parsed = self._parser.parse(response, cast(Shape, model.output_shape))
        parsed["ResponseMetadata"]["RetryAttempts"] = 0
        return InProcessResponse(self._url, 200, headers, reply.body), parsed

    def before_send(self, request: AWSPreparedRequest, **_: object) -> AWSResponse:
        """Answer an attempt of a call: the first with the failure that is known already, a retry afresh."""
        reply = getattr(self._unanswered, "reply", None)
        self._unanswered.reply = None
        if reply is None:
            target = request.headers["X-Amz-Target"]
            reply = self._answering.execute(self._region, _text(target), cast(bytes, request.body))
        return InProcessResponse(request.url, reply.status, self._headers(reply), reply.body)

    def _headers(self, reply: Reply) -> dict[str, str]:
        return {
            "x-amzn-requestid": f"{self._request_id_prefix}{next(self._numbers):016X}",
            "content-type": "application/x-amz-json-1.0",
            "content-length": str(len(reply.body)),
        }


def answer_in_process(client: BaseClient, answering: Answering) -> None:
    """Have every call of ``client`` answered by ``answering``, under the region the client was made for."""
    InProcessCalls(answering, client).attach(client)
    signer = cast(Any, client)._request_signer
    if signer._credentials is None:
        # PynamoDB makes a new client for every call as long as its client has no credentials.
        signer._credentials = Credentials(*PLACEHOLDER_CREDENTIALS)


def _text(header: str | bytes) -> str:
    return header if isinstance(header, str) else header.decode()


def _leave_unsigned(**_: object) -> object:
    return UNSIGNED
