"""The ``gongkai`` command: the project's manage.py, for people and tests alike."""

import os
import sys


def main() -> None:
    """Run a subcommand under the profile named by ``GONGKAI_PROFILE`` (default demonstration)."""
    profile = os.environ.get("GONGKAI_PROFILE", "demonstration")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"gongkai.settings.{profile}")
    from django.core.management import execute_from_command_line

    arguments = list(sys.argv)
    if len(arguments) > 1:
        # Module names cannot hold a dash, command names of design.md do (time-limit).
        arguments[1] = arguments[1].replace("-", "_") if arguments[1][0] != "-" else arguments[1]
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
