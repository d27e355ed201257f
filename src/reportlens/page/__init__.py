"""The hand-in as the examiner will see it: a report as one self-contained page."""

from __future__ import annotations

from reportlens.page.figures import Figures
from reportlens.page.page import page

__all__ = ["Figures", "page"]
