#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

from govap.environment import RefusedSetting


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govap.settings")
    try:
        execute_from_command_line(sys.argv)
    except RefusedSetting as refusal:
        sys.exit(f"govap: {refusal}")


if __name__ == "__main__":
    main()
