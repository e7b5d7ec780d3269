"""`dateline`, and `python -m dateline`."""

import os
import signal

from dateline import INTERRUPTED


def run() -> None:
    """Run the command. Ctrl-C ends it without a word as long as it only imports what it needs."""
    # A script's background job ignores it, and goes on doing so.
    listens = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if listens:
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    from dateline.cli import main

    if listens:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    main(prog_name="dateline")


if __name__ == "__main__":
    run()
