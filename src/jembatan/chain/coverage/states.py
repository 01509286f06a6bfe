"""The life of an article's row: fetched if it has an address, then traced."""

from jembatan.chain.coverage.models import Article

State = Article.State

#: (from, what happens, to). Nothing else changes a state.
TRANSITIONS: frozenset[tuple[str, str, str]] = frozenset(
    {
        (State.FETCHING, "fetch", State.TRACING),
        (State.FETCHING, "give_up", State.FAILED),
        (State.FETCHING, "join", State.SAME),
        (State.FAILED, "try_again", State.FETCHING),
        (State.FAILED, "supply_text", State.TRACING),
        (State.TRACING, "trace", State.TRACED),
        (State.TRACED, "trace", State.TRACED),
    }
)


def may(article: Article, step: str) -> bool:
    """Whether `step` is possible from the state that the article is in."""
    return any(origin == article.state and name == step for origin, name, _to in TRANSITIONS)


def after(article: Article, step: str) -> str:
    """The state after `step`. Raises KeyError where the step is not possible."""
    for origin, name, target in TRANSITIONS:
        if origin == article.state and name == step:
            return target
    raise KeyError(f"{step} from {article.state}")
