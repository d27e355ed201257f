"""`reportlens feedback`: ask a judge whether the answers cover what their prompts ask."""

from reportlens.feedback.command import add_feedback_arguments as arguments
from reportlens.feedback.command import run_feedback as run

SUMMARY = (
    "Ask a judge whether the answers cover everything that their prompts ask. Sends nothing unless told to."
)

__all__ = ["SUMMARY", "arguments", "run"]
