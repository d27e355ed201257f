"""The adapter: the only place that knows the Language Server Protocol."""

from reportlens import __version__ as VERSION  # noqa: N812  # which costs nothing: it loads the rest when asked

__all__ = ["VERSION"]
