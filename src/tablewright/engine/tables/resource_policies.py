"""Resource-based policies: checked and kept, and not enforced, for the engine knows no identities.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html and
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html
"""

from dataclasses import replace
from typing import Any

from tablewright.engine.engine import Engine
from tablewright.engine.errors import INVALID, DynamoDBError, policy_not_found, validation
from tablewright.engine.schema import Table
from tablewright.engine.storage.streams import StreamWindow
from tablewright.engine.wire import NOT_READ, decode

Holder = Table | StreamWindow
"""What can have a policy."""

MAX_POLICY_BYTES = 20 * 1024
NO_POLICY = "NO_POLICY"
"""As an ExpectedRevisionId: there must be no policy yet."""

_STATEMENT_MEMBERS = (
    ("Effect", ("Effect",)),
    ("Principal", ("Principal", "NotPrincipal")),
    ("Action", ("Action", "NotAction")),
    ("Resource", ("Resource", "NotResource")),
)


def check_policy(policy: str | None) -> None:
    """Refuse what is not a resource-based policy: JSON with statements that have all they need.

    Raises:
        DynamoDBError: ValidationException.
    """
    if policy is None:
        return
    if len(policy.encode()) > MAX_POLICY_BYTES:
        raise validation(f"{INVALID}Maximum policy size of {MAX_POLICY_BYTES} bytes exceeded")
    for statement in _statements_of(policy):
        for member, alternatives in _STATEMENT_MEMBERS:
            if not isinstance(statement, dict) or not any(name in statement for name in alternatives):
                raise _invalid_document(f"Missing required field {member}")
        if statement["Effect"] not in ("Allow", "Deny"):
            raise _invalid_document(f"Invalid effect: {statement['Effect']}")


def _statements_of(policy: str) -> list[Any]:
    try:
        document = decode(policy)
    except NOT_READ:
        document = policy
    if document is None:
        raise _invalid_document("This text appears not to be a policy")
    if not isinstance(document, dict):
        raise _invalid_document("This policy contains invalid Json")
    if not document:
        raise _invalid_document(f"Syntax error at position (1,{len(policy) + 1})")
    statements = document.get("Statement")
    if statements is None:
        raise _invalid_document("Missing required field Statement")
    if isinstance(statements, dict):
        return [statements]
    if not isinstance(statements, list) or not statements:
        raise _invalid_document("Could not parse the policy: Statement is empty!")
    return statements


def _invalid_document(problem: str) -> DynamoDBError:
    return validation(f"{INVALID}Invalid policy document: {problem}")


def check_revision(holder: Holder, expected: str | None) -> None:
    """Refuse a change of the policy unless it is at the expected revision.

    Raises:
        DynamoDBError: PolicyNotFoundException.
    """
    if expected is not None and expected != (holder.policy_revision or NO_POLICY):
        raise policy_not_found("The policy's revision is not the expected one")


def with_policy(holder: Holder, policy: str, now: float) -> Holder:
    """A table or stream with a policy, at a new revision unless it is the policy that it has."""
    if holder.policy == policy:
        return holder
    return _holding(holder, policy, next_revision(holder.policy_revision, now))


def without_policy(holder: Holder) -> Holder:
    """A table or stream without its policy."""
    return _holding(holder, None, None)


def _holding(holder: Holder, policy: str | None, revision: str | None) -> Holder:
    if isinstance(holder, Table):
        return replace(holder, policy=policy, policy_revision=revision)
    return holder._replace(policy=policy, policy_revision=revision)


def keep(engine: Engine, holder: Holder) -> None:
    """Store a table or stream with the policy that it has now."""
    if isinstance(holder, Table):
        engine.tables.change(holder)
    else:
        engine.streams.change(holder)


def next_revision(previous: str | None, now: float) -> str:
    """A revision's id: the time in milliseconds, and never the previous one's."""
    return str(max(int(now * 1000), int(previous or 0) + 1))


def no_policy(arn: str) -> DynamoDBError:
    """The error of asking for a policy that is not there."""
    return policy_not_found(f"Resource-based policy not found for the provided ResourceArn: {arn}")
