"""What brings a library from one version to the next: a module a version, its ``STEPS`` in order.

A step is one SQL statement, or a function of the connection where SQL is not enough.
"""
