"""What a prompt says of length and images, in its own words."""

from __future__ import annotations

import pytest

from reportlens.report.limits import stated_limits


@pytest.mark.parametrize(
    ("prompt", "words", "images"),
    [
        ("Tell us. Recommended answer length: 100-200 words + 1 to 3 screenshots.", (100, 200), (1, 3)),
        ("Insert 1-2 images of your bucket.", None, (1, 2)),
        ("Include a figure that shows all.", None, (1, 1)),
        ("Between 1,000 and 1,500 words, 2 figures.", (1000, 1500), (2, 2)),
        ("No more than 1.500 words and one figure.", (0, 1500), (1, 1)),
        ("Write around 200 words. You must not use more than 300 words.", (0, 300), None),
        ("Word limit: 250.", (0, 250), None),
        ("Minimum 20 words, maximum 80 words.", (20, 80), None),
        ("Brug 50-100 ord.", (50, 100), None),
        ("H\u00f8jst 100 ord, og mindst 20 ord", (20, 100), None),
        ("Explain the order of things, 3 or 4.", None, None),
        ("Include at least 2 screenshots.", None, (2, None)),
        ("Upload at most 3 images.", None, (0, 3)),
        ("50 words, plus up to two figures.", None, (0, 2)),
        ("You may include a figure.", None, (0, 1)),
        ("Optionally insert one image.", None, (0, 1)),
        ("Attach 2 plots.", None, (2, 2)),
        ("This may include loss graphs and logged images.", None, None),
        ("Explain in your own words, what you see in figure 2.", None, None),
    ],
)
def test_limits_are_read_as_they_are_meant(
    prompt: str, words: tuple[int, int] | None, images: tuple[int, int | None] | None
) -> None:
    found = stated_limits(prompt)

    assert (found.words, found.images) == (words, images)
