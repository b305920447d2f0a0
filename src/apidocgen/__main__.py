"""``python -m apidocgen``."""

from apidocgen.cli.main import run

if __name__ == "__main__":
    run()
