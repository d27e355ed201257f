"""What the text says: facts, no judgements.

`parse` cuts the text into pieces (`outline`), reads each question (`question`: `prompt`, `answer`) and the
checklist (`checklist`, `items`), and tells the template's edition (`edition`). `model` holds the values.
"""
