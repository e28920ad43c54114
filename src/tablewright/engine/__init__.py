"""The embedded DynamoDB: operations without I/O over durable storage."""

from tablewright.engine.clock import Clock, ManualClock, SystemClock
from tablewright.engine.engine import Accepted, Engine, PausedReply, Reply
from tablewright.engine.errors import DynamoDBError
from tablewright.engine.service import Service
from tablewright.engine.storage.database import StorageError
from tablewright.engine.weather import Weather

__all__ = [
    "Accepted",
    "Clock",
    "DynamoDBError",
    "Engine",
    "ManualClock",
    "PausedReply",
    "Reply",
    "Service",
    "StorageError",
    "SystemClock",
    "Weather",
]
