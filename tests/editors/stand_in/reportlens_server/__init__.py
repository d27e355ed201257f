"""Stands in for the server until it is there."""
