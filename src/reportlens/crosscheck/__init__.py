"""Hold checklist, answers and repository against each other; knows nothing of rules and findings."""
