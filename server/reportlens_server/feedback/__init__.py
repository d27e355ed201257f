"""Feedback in the server: asked for by a person, kept while the server runs, shown where the words stand.

Nothing here is imported from the library's `feedback` before somebody asks, but for types.
"""
