"""``python -m apidocgen``."""

import sys

from apidocgen.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
