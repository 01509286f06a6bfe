"""Who subscribes to what in the rooms of the coverage desk; the same rules as `config.wiring`, one function a room."""


def wire() -> None:
    """Connect the rooms, in the order of the layers."""
    _wire_evidence()
    _wire_sources()
    _wire_captures()
    _wire_tone()
    _wire_triage()
    _wire_clippings()


def _wire_evidence() -> None:
    """Fetched pages are stored as evidence; articles that came of a release are drawn; an article's page shows both."""
    from jembatan.chain.coverage.attending import attendance
    from jembatan.chain.coverage.evidence import actions, panels, tasks
    from jembatan.foundation.intents.handlers import handlers
    from jembatan.foundation.registry import registry

    attendance.when_fetched(tasks.attend_fetched)
    attendance.when_traced(tasks.attend_traced)
    handlers.register(actions.PICTURE, tasks.draw_picture)
    registry.add_panel("article.detail", panels.article_evidence)


def _wire_sources() -> None:
    """Sources are looked at in their turn, hosts at their pace; silent ones are told of."""
    from jembatan.chain.coverage.fetching import manners
    from jembatan.chain.coverage.sources import tasks
    from jembatan.chain.coverage.sources.pace import wait_for_turn
    from jembatan.chain.coverage.sources.scheduling import POLL
    from jembatan.foundation.intents.duties import duties
    from jembatan.foundation.intents.handlers import handlers

    manners.add(wait_for_turn)
    handlers.register(POLL, tasks.poll_source)
    duties.register("sources.schedule_polls", 15, tasks.schedule_polls)
    duties.register("sources.watch_silence", 300, tasks.watch_silence)


def _wire_captures() -> None:
    """Photographed pages are read by the worker."""
    from jembatan.chain.coverage.captures import actions, tasks
    from jembatan.foundation.intents.handlers import handlers

    handlers.register(actions.READ, tasks.read_capture, tasks.reading_is_dead)


def _wire_tone() -> None:
    """Traced articles are read for who is named; changed names are noted; models are learnt by the worker."""
    from django.db.models.signals import post_delete, post_save

    from jembatan.chain.coverage.attending import attendance
    from jembatan.chain.coverage.tone import book, panels, tasks
    from jembatan.chain.coverage.tone.actions import LEARN
    from jembatan.foundation.intents.handlers import handlers
    from jembatan.foundation.registry import registry
    from jembatan.foundation.units.events import SectionClosed, UnitsLoaded

    attendance.when_traced(tasks.attend_traced)
    handlers.register(LEARN, tasks.learn_model)
    for model in book.NAMED_BY:
        post_save.connect(book.note_change, sender=model, dispatch_uid="tone.names")
        post_delete.connect(book.note_change, sender=model, dispatch_uid="tone.names")
    registry.subscribe(UnitsLoaded, book.note_change)
    registry.subscribe(SectionClosed, book.note_change)
    registry.add_panel("article.detail", panels.article_tones)


def _wire_triage() -> None:
    """Traced articles come to the desks that they concern; alerts go out at once, digests at their hour."""
    from jembatan.chain.coverage.attending import attendance
    from jembatan.chain.coverage.events import StoryGrew
    from jembatan.chain.coverage.tone.events import ToneChanged
    from jembatan.chain.coverage.triage import alerting, arriving, tasks
    from jembatan.foundation.intents.duties import duties
    from jembatan.foundation.intents.handlers import handlers
    from jembatan.foundation.registry import registry

    attendance.when_traced(arriving.attend_traced)
    registry.subscribe(ToneChanged, arriving.follow_tone)
    registry.subscribe(StoryGrew, arriving.follow_story)
    handlers.register(alerting.ALERT, tasks.send_alert, tasks.alert_is_dead, on_retry=tasks.alert_is_retried)
    duties.register("triage.digests", 300, tasks.make_due_digests)


def _wire_clippings() -> None:
    """Clippings are begun at their hour, made and sent by the worker; what did not go is said aloud."""
    from jembatan.chain.coverage.clippings import actions, addressing, tasks
    from jembatan.foundation.intents.duties import duties
    from jembatan.foundation.intents.handlers import handlers

    handlers.register(actions.MAKE, tasks.make, tasks.making_is_dead, on_retry=tasks.making_is_retried)
    handlers.register(addressing.LETTER, tasks.send_letter, tasks.letter_is_dead, on_retry=tasks.letter_is_retried)
    handlers.register(actions.ALARM, tasks.send_alarm)
    duties.register("clippings.begin", 60, tasks.begin_due_clippings)
    duties.register("clippings.watch", 60, tasks.watch)
