"""How good a judge is, measured on answers that people have labelled.

`labels` -> `suites` (the answers as they are, without their evidence, with an attack) -> `record` (what the judge said,
kept, so that it can be scored again without the judge) -> `scores`.
"""
