"""`reportlens eval`: measure a judge on labelled answers."""

from reportlens.feedback.evaluation.command import add_eval_arguments as arguments
from reportlens.feedback.evaluation.command import run_eval as run

SUMMARY = "Measure a judge on labelled answers."

__all__ = ["SUMMARY", "arguments", "run"]
