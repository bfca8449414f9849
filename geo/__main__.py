"""`python -m geo` is `kzuz`."""

from geo.cli import main

main()
