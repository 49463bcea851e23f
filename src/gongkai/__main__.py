"""The ``gongkai`` command: the project's manage.py, for people and tests alike."""

import os
import sys

_WRONG = 2
"""As the other commands end where what they were given is not usable."""


def main() -> None:
    """Run a subcommand under the profile named by ``GONGKAI_PROFILE`` (default demonstration).

    A data folder or a database that is not there is said in one sentence; with ``--traceback``
    everything is told.
    """
    profile = os.environ.get("GONGKAI_PROFILE", "demonstration")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"gongkai.settings.{profile}")
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    arguments = list(sys.argv)
    if len(arguments) > 1:
        # Module names cannot hold a dash, command names of design.md do (time-limit).
        arguments[1] = arguments[1].replace("-", "_") if arguments[1][0] != "-" else arguments[1]
    try:
        execute_from_command_line(arguments)
    except (DatabaseError, OSError) as problem:
        from gongkai.settings.faults import in_words

        said = "" if "--traceback" in arguments else in_words(problem)
        if not said:
            raise
        sys.stderr.write(f"{said}\n")
        sys.exit(_WRONG)


if __name__ == "__main__":
    main()
