"""A process of the installation never outlives the one that started it.

On Linux the kernel itself ends it (`PR_SET_PDEATHSIG`); everywhere a thread watches whether the parent is still the
same. Both are needed: the kernel's word works even while the interpreter hangs, the thread works on every system.
"""

import ctypes
import os
import signal
import sys
import threading
import time

from jembatan.config.home import home
from jembatan.config.running.processes import write_down

#: Number of the process that must stay alive; set by whoever starts a process, and not handed on to its children.
PARENT = "JEMBATAN_PARENT"
#: What the process is to the installation.
ROLE = "JEMBATAN_ROLE"
PR_SET_PDEATHSIG = 1
EXIT_ORPHANED = 70


def is_asked_for() -> bool:
    """Whether the present process was started by a supervisor."""
    return PARENT in os.environ


def arm(number: signal.Signals = signal.SIGTERM, grace: float = 5.0) -> None:
    """Tie the present process to its parent; does nothing when it was started by hand.

    When the parent dies the process gets `number`; if it still runs `grace` seconds later, it is ended. If the parent
    has died already, it ends at once.
    """
    parent = os.environ.pop(PARENT, None)
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(number))
    if os.getppid() != int(parent):
        os._exit(EXIT_ORPHANED)
    write_down(home(), os.environ.pop(ROLE, "process"))
    threading.Thread(target=_watch, args=(int(parent), number, grace), daemon=True, name="lifeline").start()


def _watch(parent: int, number: signal.Signals, grace: float) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), number)
    time.sleep(grace)
    os._exit(EXIT_ORPHANED)
