"""`python -m kouetsu`."""

import sys

from kouetsu.cli import main

sys.exit(main())
