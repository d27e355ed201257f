"""The command line as a process of its own: `reportlens`, `python -m reportlens`."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_SHORT = ("check", "inspect", "explain", "rules")
"""The commands that soon end."""


def process() -> NoReturn:
    """Run one command and end.

    A short command collects no garbage, from its first import on: its values have no cycles worth a search.
    And it ends at once, without taking apart what it built. Together that is a seventh of its time.
    """
    short = sys.argv[1:2] != [] and sys.argv[1] in _SHORT
    if short:
        gc.disable()
    from reportlens.cli import main  # noqa: PLC0415 - what is imported is most of what there is to collect

    code = main()
    if not short or sys.gettrace() or sys.getprofile():
        sys.exit(code)
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    if not sys.flags.safe_path:
        # `python -m` puts the folder that it is started in before all libraries: a module there is none of ours.
        del sys.path[0]
    process()
