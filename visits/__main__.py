"""`python -m visits` is the command line."""

from visits.cli import main

if __name__ == "__main__":
    main()
