"""``graphkit`` and ``python -m graphkit``."""

import gc
import os
import sys


def run() -> None:
    """Run the command line and end the process at once.

    A question takes a few milliseconds and Python's own start and end many times that. So the collector
    waits until all is imported, and the process ends without taking its modules apart one by one; what
    was written is flushed first.
    """
    gc.disable()
    from graphkit.cli import main

    gc.enable()
    if sys.stdout is None or sys.stderr is None:  # closed by the caller: there is nobody to answer
        os._exit(2)
    try:
        main(prog_name="graphkit")
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(bool(end.code))
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        os.write(2, f"graphkit: what was found cannot be written: {error.strerror}\n".encode())
        status = 2
    os._exit(status)


if __name__ == "__main__":
    run()
