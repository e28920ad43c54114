"""PartiQL: statements read into the syntax tree of expressions, and carried out as reads and actions.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
"""
