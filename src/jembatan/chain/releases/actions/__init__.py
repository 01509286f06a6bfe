"""Every change of a release has its one home here."""

from jembatan.chain.releases.actions.numbers import set_numbering
from jembatan.chain.releases.actions.photos import attach_asset, detach_asset, order_assets
from jembatan.chain.releases.actions.publication import open_version, publish_version, retract_version
from jembatan.chain.releases.actions.review import clear_version, return_version, withdraw_version
from jembatan.chain.releases.actions.submission import revise_release, submit_release
from jembatan.chain.releases.actions.writing import change_release, save_draft, start_release

__all__ = [
    "attach_asset",
    "change_release",
    "clear_version",
    "detach_asset",
    "open_version",
    "order_assets",
    "publish_version",
    "retract_version",
    "return_version",
    "revise_release",
    "save_draft",
    "set_numbering",
    "start_release",
    "submit_release",
    "withdraw_version",
]
