"""Figures come onto the page, or leave a marked gap that says why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from page_samples import png, question
from reportlens.page import Figures, page
from reportlens.report.parse import parse


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "reports" / "figures").mkdir(parents=True)
    (tmp_path / "reports" / "figures" / "hive.png").write_bytes(png(320, 200))
    return tmp_path / "reports"


def shown(folder: Path, answer: str, **options: object) -> tuple[str, Figures]:
    figures = Figures(folder, **options)  # type: ignore[arg-type]
    html = page(parse(question(1, answer) + question(2, "x")), figures)
    return html.split('<div class="answer">')[1].split("</section>")[0], figures


def test_a_figure_is_embedded_with_its_size_and_description(folder: Path) -> None:
    html, figures = shown(folder, "![bees at work](figures/hive.png)")
    assert '<figure><img src="data:image/png;base64,iVBORw0KGgo' in html
    assert 'alt="bees at work" width="320" height="200"' in html
    assert "<figcaption>bees at work</figcaption>" in html
    assert figures.gaps == []


@pytest.mark.parametrize(
    "written",
    [
        "./figures/hive.png",
        "figures/hive.png?raw=true",
        "<figures/hive.png>",
        "/reports/figures/hive.png",
        "../reports/figures/hive.png",
    ],
)
def test_a_figure_is_found_however_its_path_is_written(folder: Path, written: str) -> None:
    assert "data:image/png" in shown(folder, f"![x]({written})")[0]


def test_an_image_tag_and_an_image_in_a_line_are_shown(folder: Path) -> None:
    pytest.importorskip("nh3")
    html, _ = shown(
        folder, "Look: ![x](figures/hive.png) and <img src='figures/hive.png' width=40 alt='raw'>."
    )
    assert html.count("data:image/png") == 2
    assert "<figure>" not in html


def test_a_figure_without_words_gets_some_for_those_who_do_not_see_it(folder: Path) -> None:
    assert 'alt="figures/hive.png (no description given)"' in shown(folder, "![](figures/hive.png)")[0]


def _nothing(_: Path) -> None:
    pass


def _folder(path: Path) -> None:
    path.mkdir()


def _text(path: Path) -> None:
    path.write_text("no image at all", encoding="utf-8")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _pointer(path: Path) -> None:
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", encoding="utf-8")


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.write(png(10, 10))
        file.truncate(200_000_000)


def _secret(path: Path) -> None:
    path.symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_nothing, "does not exist"),
        (_folder, "is a folder, not a file"),
        (_text, "does not begin like an image"),
        (_empty, "is empty"),
        (_pointer, "is a Git LFS pointer, not the image itself"),
        (_loop, "cannot be read"),
        (_pipe, "is no regular file"),
        (_huge, "is 200 MB large, above the 20 MB that a page shows"),
        (_secret, "lies outside the project"),
    ],
)
def test_a_figure_that_cannot_be_shown_leaves_a_gap_that_says_why(
    folder: Path, make: object, reason: str
) -> None:
    make(folder / "figures" / "odd.png")  # type: ignore[operator]
    html, figures = shown(folder, "Before.\n\n![the bees](figures/odd.png)\n\nAfter.")
    assert "<strong>Figure not shown:</strong> <code>figures/odd.png</code> " + reason in html
    assert "Before." in html
    assert "After." in html
    assert [it.name for it in figures.gaps] == ["figures/odd.png"]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_a_figure_that_may_not_be_read_leaves_a_gap(folder: Path) -> None:
    (folder / "figures" / "hive.png").chmod(0)
    assert "permission denied" in shown(folder, "![x](figures/hive.png)")[0]


@pytest.mark.parametrize(
    "path",
    [
        "../../../../../../etc/passwd",
        "/etc/passwd",
        "figures/%00.png",
        "figures/" + "a" * 3000 + ".png",
        "file:///etc/passwd",
    ],
)
def test_nothing_outside_the_project_is_ever_opened(folder: Path, path: str) -> None:
    html, _ = shown(folder, f"![x](<{path}>) <img src='{path}'>")
    assert "data:image" not in html
    assert "root:" not in html


def test_a_figure_on_the_web_is_named_and_linked_not_loaded(folder: Path) -> None:
    html, _ = shown(folder, "![x](https://example.org/bees.png)")
    assert "<img" not in html
    assert "stands on the web and is not loaded" in html
    assert 'href="https://example.org/bees.png"' in html


def test_no_more_is_embedded_than_allowed_and_the_rest_is_linked(folder: Path) -> None:
    (folder / "figures" / "second.png").write_bytes(png(400, 100))
    size = (folder / "figures" / "hive.png").stat().st_size
    html, figures = shown(folder, "![a](figures/hive.png)\n\n![b](figures/second.png)", total=size)
    assert html.count("data:image/png") == 1
    assert '<img src="figures/second.png"' in html
    assert figures.linked == ["figures/second.png"]


def test_linked_figures_and_files_are_found_from_where_the_page_stands(folder: Path) -> None:
    html, _ = shown(
        folder,
        "![a](figures/hive.png) [the code](../src/bees.py#L3)",
        mode="link",
        beside=folder.parent / "out",
    )
    assert '<img src="../reports/figures/hive.png"' in html
    assert 'href="../src/bees.py#L3"' in html


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (png(7, 9), (7, 9)),
        (b"GIF89a" + bytes([7, 0, 9, 0]), (7, 9)),
        (b"\xff\xd8\xff\xe0\x00\x10" + b"J" * 14 + b"\xff\xc0\x00\x11\x08\x00\x09\x00\x07\x03", (7, 9)),
        (b"\xff\xd8\xff\xe0\xff\xff", None),
        (b"\x89PNG\r\n\x1a\n", None),
    ],
)
def test_the_size_of_an_image_is_read_from_its_head(head: bytes, size: tuple[int, int] | None) -> None:
    from reportlens.page.pixels import format_of, size_of

    assert size_of(head, format_of(head)) == size
