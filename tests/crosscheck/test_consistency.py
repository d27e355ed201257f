"""Study numbers, member against contribution."""

import pytest

from reportlens.crosscheck.consistency import study_numbers
from reportlens.report.parse import parse

TEXT = "### Question 2\n\n> **Who?**\n>\n> Answer:\n\ns123456 s234567\n\n### Question 31\n\n> **What?**\n>\n> Answer:\n\ns123456, s{}\n"


@pytest.mark.parametrize(("number", "near"), [("234576", True), ("234568", True), ("987654", False)])
def test_a_slip_is_told_from_a_stranger(number: str, near: bool) -> None:  # noqa: FBT001
    (found,) = study_numbers(parse(TEXT.format(number)))

    assert found.here.text == number
    assert found.near is near
    assert (found.there.text == "234567") is near
