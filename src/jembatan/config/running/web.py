"""The web server's process: granian, whose own workers are tied to it as it is tied to the supervisor.

Run as `python -m jembatan.config.running.web HOST PORT WORKERS`. Its workers are spawned, so each first imports this
very module, and ties itself to its parent before it opens the port.
"""

import multiprocessing
import os
import signal
import sys

from jembatan.config.running import lifeline

#: Requests that one worker answers at the same time.
THREADS = 4
#: Seconds that a worker has to finish what it is answering when all is stopped.
PATIENCE = 4


def serve(host: str, port: int, workers: int) -> None:
    """Answer requests until told to stop."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    multiprocessing.set_start_method("spawn")
    os.environ[lifeline.PARENT] = str(os.getpid())
    os.environ[lifeline.ROLE] = "web worker"
    Server(
        "jembatan.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=64,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__mp_main__":
    lifeline.arm(signal.SIGKILL)

if __name__ == "__main__":
    lifeline.arm()
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
