"""The command line: ``python -m affiliates --help`` lists the commands."""

import signal

if __name__ == "__main__":
    stops = signal.getsignal(signal.SIGINT)
    if stops is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while the commands are loaded: no traceback
    from affiliates.cli.main import main

    signal.signal(signal.SIGINT, stops)
    main()
