"""Members that many operations share, as the service model constrains them."""

from tablewright.engine.requests.shapes import ListOf, MapOf, Text

TABLE_NAME = Text(min=1, max=1024)
INDEX_NAME = Text(min=3, max=255, pattern="[a-zA-Z0-9_.-]+")
EXPRESSION = Text()
NAMES = MapOf(Text(max=65535))
ATTRIBUTES_TO_GET = ListOf(Text(max=65535), min=1)
RETURN_CONSUMED_CAPACITY = Text(enum=("INDEXES", "TOTAL", "NONE"))
RETURN_ITEM_COLLECTION_METRICS = Text(enum=("SIZE", "NONE"))
RETURN_VALUES = Text(enum=("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"))
RETURN_VALUES_ON_CONDITION_CHECK_FAILURE = Text(enum=("ALL_OLD", "NONE"))
CONDITIONAL_OPERATOR = Text(enum=("OR", "AND"))
