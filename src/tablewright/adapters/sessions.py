"""boto3 sessions and process-wide routes whose DynamoDB clients are answered in process."""

import os
import threading
from collections.abc import Callable
from typing import Any

import botocore.session
from botocore import UNSIGNED
from botocore.client import BaseClient
from botocore.config import Config
from botocore.loaders import Loader

from tablewright.adapters.in_process import PLACEHOLDER_CREDENTIALS, SERVICES, Answering, answer_in_process

DEFAULT_URL = "http://tablewright.embedded"
"""An endpoint no name server knows: a request that were to get by this module would reach no one."""

_IN_PROCESS = Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1, "mode": "legacy"})
"""No signatures, and no retries, as nothing here fails for a moment only. A client's own configuration is merged in.

The legacy mode is the one that adds no words on retries to the messages of errors.
"""

_ISOLATED = {
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}
"""The user's AWS profiles have no say in what runs in process."""

_models = Loader()
"""The service models, read once for all sessions."""


class InProcessSession(botocore.session.Session):
    """A botocore session whose DynamoDB and DynamoDB Streams clients are answered in process."""

    def __init__(self, answering: Answering, region: str) -> None:
        super().__init__(session_vars=_ISOLATED)
        self._answering = answering
        self.register_component("data_loader", _models)
        self.set_config_variable("region", region)
        self.set_credentials(*PLACEHOLDER_CREDENTIALS)
        self.set_default_client_config(_IN_PROCESS)

    def create_client(self, service_name: str, *args: Any, **kwargs: Any) -> BaseClient:
        """Make a client.

        Raises:
            ValueError: the service is not DynamoDB or its streams, or an endpoint of one's own is asked for.
        """
        if service_name not in SERVICES:
            raise ValueError(
                f"this session runs DynamoDB in process and has no {service_name}: "
                f"make a client of {service_name} with a boto3 session of its own"
            )
        if kwargs.get("endpoint_url") not in (None, DEFAULT_URL):
            raise ValueError(
                f"this session runs DynamoDB in process and does not connect to {kwargs['endpoint_url']}: "
                "leave endpoint_url out, or use an ordinary boto3 session"
            )
        kwargs["endpoint_url"] = DEFAULT_URL
        client = super().create_client(service_name, *args, **kwargs)
        answer_in_process(client, self._answering)
        return client


class Routes:
    """Endpoint URLs that lead to an embedded DynamoDB wherever in this process a client is made for them.

    For libraries that make their own sessions (PynamoDB). While there is a route, botocore's
    ``Session.create_client`` is wrapped; clients for any other endpoint are made as ever.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._routes: dict[str, Answering] = {}
        self._original: Callable[..., BaseClient] | None = None

    def add(self, url: str, answering: Answering) -> None:
        """Lead ``url`` to ``answering``.

        Raises:
            ValueError: the URL is no URL of an endpoint, or leads elsewhere already.
        """
        url = _normal(url)
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"{url} is not an endpoint URL: it starts with http:// or https://")
        with self._lock:
            if url in self._routes:
                raise ValueError(f"{url} leads to another embedded DynamoDB already: choose another URL")
            self._routes[url] = answering
            if self._original is None:
                self._wrap()

    def remove(self, url: str) -> None:
        """Make no more clients for ``url``; those there are go on being answered."""
        with self._lock:
            self._routes.pop(_normal(url), None)
            if not self._routes and self._original is not None:
                setattr(botocore.session.Session, "create_client", self._original)  # noqa: B010
                self._original = None

    def _wrap(self) -> None:
        original = botocore.session.Session.create_client
        routes = self._routes

        def create_client(
            session: botocore.session.Session, service_name: str, *args: Any, **kwargs: Any
        ) -> BaseClient:
            if service_name not in SERVICES or isinstance(session, InProcessSession):
                return original(session, service_name, *args, **kwargs)
            if _normal(kwargs.get("endpoint_url") or "") in routes:
                # Unsigned from the start, so that no one goes looking for credentials.
                config = kwargs.get("config")
                unsigned = Config(signature_version=UNSIGNED)
                kwargs["config"] = config.merge(unsigned) if config else unsigned
            client = original(session, service_name, *args, **kwargs)
            answering = routes.get(_normal(client.meta.endpoint_url))
            if answering is not None:
                answer_in_process(client, answering)
            return client

        self._original = original
        setattr(botocore.session.Session, "create_client", create_client)  # noqa: B010


def _normal(url: str) -> str:
    return url.rstrip("/").lower()


routes = Routes()
"""The routes of this process."""
