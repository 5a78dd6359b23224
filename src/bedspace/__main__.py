"""``python -m bedspace`` is the command line."""

from bedspace.cli.main import main

main()
