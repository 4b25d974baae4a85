"""`python -m insyn` is the `insyn` command."""

from insyn.command import main

main()
