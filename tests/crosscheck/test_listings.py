"""Files are taken away from a repository, and the boxes that stood on them have to be named, and no others."""

import re
from collections import Counter
from pathlib import Path

import pytest

from made import boxes
from reportlens.crosscheck.evidence import shown
from reportlens.crosscheck.repository import Repository, from_listing, repository
from reportlens.crosscheck.verdict import judged, told, unclaimed, without_evidence
from reportlens.report.items import items
from reportlens.report.model import Report
from reportlens.report.parse import parse

TAKEN = {
    "pre-commit": r"(^|/)\.pre-commit-config\.ya?ml$",
    "load-test": r"locust|load.?test|k6|stress|performance.*\.py",
    "docker-files": r"dockerfile|docker-compose|\.docker$|/dockers?/",
    "continuous-integration": r"^\.github/workflows/",
    "data-versions": r"(^|/)\.dvc/|\.dvc$|(^|/)dvc\.(yaml|lock)$",
    "requirements": r"(^|/)(requirements[^/]*\.txt|pyproject\.toml|environment[^/]*\.ya?ml|uv\.lock|setup\.(py|cfg)|poetry\.lock"
    r"|pipfile[^/]*|conda[^/]*\.ya?ml)$|/requirements/",
    "data-tests": r"(^|/)tests?/|(^|/)test_[^/]*\.py$|_test\.py$",
    "config-files": r"(^|/)(configs?|conf|hydra_configs?|config_files|experiments?)/|config[^/]*\.(ya?ml|json|toml|py)$"
    r"|sweep[^/]*\.ya?ml$|hparams|hyperparam|params\.ya?ml",
}
"""What a person would take away to make the work of an item disappear."""
ALONG = {
    "docker-files": {"docker-local"},
    "data-tests": {"model-tests", "coverage", "load-test"},
    "config-files": {"pre-commit"},
    "continuous-integration": {"ci-lint"},
}
"""What else stands on the same files."""
WHOLE = """
  900 reports/README.md
  800 .pre-commit-config.yaml
  700 .github/workflows/tests.yaml
  100 .github/dependabot.yaml
  300 .dvc/config
  120 data.dvc
  900 pyproject.toml
  900 uv.lock
  600 cloudbuild.yaml
  500 configs/train.yaml
  500 dockerfiles/train.dockerfile
  400 tests/test_data.py
  400 tests/test_model.py
  400 load/locustfile.py
  900 src/cats/train.py
  900 src/cats/frontend.py
   10 src/cats/data_drift.py
"""
NO_ANSWERS = "# A report\n\n### Question 1\n\n> Answer:\n\n7\n\n### Question 2\n\n> Answer:\n\ns123456\n"


def _report(*, ticked: bool) -> Report:
    others = [it for it in items() if it != "repository"]
    return parse(NO_ANSWERS).replaced(
        checklist=tuple(boxes({"repository": True} | dict.fromkeys(others, ticked)))
    )


def _without(whole: Repository, pattern: str) -> Repository:
    left = tuple(it for it in whole.files if not re.search(pattern, it.path.lower()))
    return repository(left, complete=whole.complete)


def _missing(report: Report, files: Repository) -> set[str]:
    return {it.key for it, _ in without_evidence(report, files)}


def test_a_repository_that_has_it_all_lacks_nothing() -> None:
    assert _missing(_report(ticked=True), from_listing(WHOLE)) == set()


@pytest.mark.parametrize("key", TAKEN)
def test_a_box_whose_files_are_gone_is_named_and_no_other(key: str) -> None:
    missing = _missing(_report(ticked=True), _without(from_listing(WHOLE), TAKEN[key]))

    assert key in missing
    assert missing <= {key} | ALONG.get(key, set())


def test_nothing_is_missed_in_a_listing_that_was_cut_short() -> None:
    cut = "\n".join(it for it in WHOLE.split("\n") if "README" not in it and "dvc" not in it)

    assert _missing(_report(ticked=True), from_listing(cut)) == set()


def test_where_nothing_is_ticked_the_plain_signs_are_named() -> None:
    found = {it.key: file for it, file in unclaimed(_report(ticked=False), from_listing(WHOLE))}

    assert found == {
        "data-versions": "data.dvc",
        "frontend": "src/cats/frontend.py",
        "load-test": "load/locustfile.py",
    }


def test_on_real_listings_most_boxes_are_named_and_no_others(shared: Path) -> None:
    asked: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for listing in sorted(shared.glob("reports/*/allfiles.txt")):
        report = parse(listing.with_name("README.md").read_bytes().decode())
        whole = from_listing(listing.read_text(encoding="utf-8"))
        ticked = {it.key for it in report.checklist if judged(it) and told(report).denied(it.key) is None}
        before = _missing(report, whole)
        for key in TAKEN if whole.complete else ():
            less = _without(whole, TAKEN[key])
            missing = _missing(report, less) - before
            assert missing <= {key} | ALONG.get(key, set()), (listing.parent.name, key)
            if key in ticked and len(less.files) < len(whole.files):
                asked[key] += 1
                named[key] += key in missing
                assert (key in missing) is not bool(shown(key, less).file)

    assert named.total() / asked.total() >= 0.9, {key: (named[key], asked[key]) for key in asked}
