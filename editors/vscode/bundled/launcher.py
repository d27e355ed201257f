"""Starts the server that lies beside this file, whatever else the Python that runs it has installed.

The extension calls it as `python -I -S launcher.py [--packages FOLDER] [arguments of the server]`:
without the user's site packages, environment variables and current folder on the path.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - told even to a Python that was forced upon the extension
    sys.exit("reportlens needs Python 3.11 or newer, and this is " + sys.version.split()[0])

HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - no import but these two before the check


def main() -> None:
    """Put the libraries on the path, our own first, and hand over."""
    sys.path.insert(0, os.path.join(HERE, "libs"))  # noqa: PTH118
    arguments = sys.argv[1:]
    if arguments[:1] == ["--packages"]:
        sys.path.append(arguments[1])
        del arguments[:2]
    sys.argv[1:] = arguments
    from reportlens_server.__main__ import main as serve  # noqa: PLC0415 - the path comes first

    sys.exit(serve())


if __name__ == "__main__":
    main()
