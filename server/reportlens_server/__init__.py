"""The adapter: the only place that knows the Language Server Protocol."""

VERSION = "0.1.0"
