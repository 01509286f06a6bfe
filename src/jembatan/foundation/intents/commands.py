"""`jembatan work`."""

import logging
import os
import signal
import sys

import click


@click.command()
@click.option("--concurrency", default=4, show_default=True, type=click.IntRange(1, 64), help="Intents at a time.")
@click.option("--once", is_flag=True, help="Do what is due, then end.")
@click.option("--with-parent", type=int, metavar="PID", help="End when this supervising process ends.")
def work(concurrency: int, once: bool, with_parent: int | None) -> None:
    """Do what must happen: send, render, trace. SIGTERM and Ctrl-C finish what has begun and give the rest back."""
    import django

    django.setup()
    from jembatan.foundation.intents.worker import Worker, watch_parent

    worker = Worker(concurrency=concurrency, once=once)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.request_stop())
    if with_parent is not None:
        watch_parent(with_parent, worker)
    if not worker.run():
        # Handlers that did not end in time: their leases are given back, so no word of theirs counts any more.
        logging.shutdown()
        sys.stdout.flush()
        os._exit(1)
