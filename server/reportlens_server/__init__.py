"""The adapter: the only place that knows the Language Server Protocol."""
