"""DynamoDB's limits on items, keys, expressions and requests.

Source, unless a constant names another:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
"""

# Numbers: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
MAX_NUMBER_DIGITS = 38
"""Significant digits of a number."""
MAX_NUMBER_EXPONENT = 125
"""Decimal exponent of the largest magnitude, 9.99...E+125."""
MIN_NUMBER_EXPONENT = -130
"""Decimal exponent of the smallest magnitude, 1E-130."""

# Items
MAX_ITEM_BYTES = 400 * 1024
"""An item's names and values together."""
MAX_NESTING = 32
"""Levels of lists and maps within one attribute."""
MAX_ATTRIBUTE_NAME_BYTES = 64 * 1024 - 1
"""An attribute's name in UTF-8."""

# Keys
MAX_PARTITION_KEY_BYTES = 2048
"""A partition key's value."""
MAX_SORT_KEY_BYTES = 1024
"""A sort key's value."""
MAX_KEY_NAME_LENGTH = 255
"""The name of a primary key or index key attribute, in characters."""

# Expressions
MAX_EXPRESSION_BYTES = 4096
"""An expression's text."""
MAX_EXPRESSION_OPERATORS = 300
"""Operators and functions in one expression."""
MAX_IN_OPERANDS = 100
"""Operands on the right of IN."""
MAX_PLACEHOLDER_BYTES = 255
"""A name or value placeholder, with its ``#`` or ``:``."""

# Tables and indexes
MIN_TABLE_NAME_LENGTH = 3
"""The shortest name of a table or index."""
MAX_TABLE_NAME_LENGTH = 255
"""The longest name of a table or index."""
MAX_GLOBAL_INDEXES = 20
"""Global secondary indexes of a table (the default quota)."""
MAX_LOCAL_INDEXES = 5
"""Local secondary indexes of a table."""
MAX_PROJECTED_ATTRIBUTES = 100
"""Attributes in the INCLUDE projections of all indexes of a table together."""
MAX_INDEX_KEY_ATTRIBUTES = 4
"""Attributes in a global secondary index's partition key, and likewise in its sort key."""

# Requests
MAX_REQUEST_BYTES = 16 * 1024 * 1024
"""The body of a request."""
MAX_PAGE_BYTES = 1024 * 1024
"""What one page of Query or Scan evaluates, before its filter."""
MAX_BATCH_GET_KEYS = 100
"""Keys of a BatchGetItem."""
MAX_BATCH_GET_BYTES = 16 * 1024 * 1024
"""What one BatchGetItem returns."""
MAX_BATCH_WRITE_REQUESTS = 25
"""Puts and deletes of a BatchWriteItem."""
MAX_TRANSACTION_ACTIONS = 100
"""Actions of a TransactGetItems or TransactWriteItems."""
MAX_TRANSACTION_BYTES = 4 * 1024 * 1024
"""The items of a transaction together."""
MAX_SCAN_SEGMENTS = 1_000_000
"""Segments of a parallel scan."""
