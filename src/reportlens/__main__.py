"""`python -m reportlens`: the command line."""

import sys

from reportlens.cli import main

sys.exit(main())
