"""What a judge says about an answer: whether it covers everything that the prompt asks.

The way of a check: `rubric` names what a question asks (criteria) -> a judge (`offline`, `openai_judge`, `editor_judge`)
-> `grounding` keeps only what the answer's own words bear out -> `Feedback` -> `findings` or `show`.
"""
