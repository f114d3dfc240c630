"""What runs inside a terminal: shows the card as often as asked, then becomes the program.

Usage: on_stage.py FOLDER COMMAND...; a file ``card-N`` in the folder asks for the card, answered by
``size-N`` with columns and rows; a file ``play`` starts the command.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from ink import card


def main() -> None:
    """Wait for what is asked for."""
    folder, command = Path(sys.argv[1]), sys.argv[2:]
    number = 0
    while not (folder / "play").exists():
        if (folder / f"card-{number}").exists():
            columns, rows = os.get_terminal_size()
            sys.stdout.write(card(columns, rows))
            sys.stdout.flush()
            answer = folder / "answer"
            answer.write_text(f"{columns} {rows}")
            answer.rename(folder / f"size-{number}")
            number += 1
        time.sleep(0.05)
    sys.stdout.write("\x1b[2J\x1b[?25h")
    sys.stdout.flush()
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
