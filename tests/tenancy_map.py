"""Every address of the installation, with the closed row of unit A that it is asked for.

A name that stands in none of the tables below fails the crawl: whoever adds a page says here what it could betray.
"""

from __future__ import annotations

from typing import Any

from tests.tenancy_crawl import Address
from tests.tenancy_secret import Secret

#: Addresses without parameters: lists, forms and searches. True: A's own people find the secret word there.
PLAIN: dict[str, bool] = {
    "home": True,
    "search": True,
    "audit_log": False,
    "intent_list": True,
    "unit_detail": False,
    "unit_list": False,
    "unit_name_new": False,
    "unit_email": False,
    "section_new": False,
    "alias_new": False,
    "member_list": True,
    "member_invite": False,
    "account_settings": False,
    "unit_switch": False,
    "appointment_new": False,
    "outlet_list": False,
    "outlet_new": False,
    "contact_list": True,
    "contact_new": False,
    "contact_import": False,
    "contact_lists": True,
    "contact_list_new": True,
    "event_list": True,
    "event_calendar": True,
    "event_new": False,
    "event_clashes": False,
    "asset_list": True,
    "asset_new": False,
    "release_list": True,
    "release_new": False,
    "release_numbering": False,
    "delivery_list": True,
    "clipping_list": False,
    "clipping_new": False,
    "clipping_plan": False,
    "article_list": False,
    "article_new": False,
    "partner_list": False,
    "partner_new": False,
    "journalist_list": False,
    "accreditation_list": True,
    "accreditation_new": True,
    "agreement_list": True,
    "agreement_new": False,
    "placement_list": True,
    "paper_numbering": False,
    "proof_list": True,
    "reply_list": True,
    "reply_new": False,
    "reply_rules": False,
    "desk": True,
    "desk_act": False,
    "desk_searches": True,
    "desk_search_new": True,
    "tone_measure": False,
    "tone_sample_new": False,
    "source_list": True,
    "capture_list": True,
    "capture_new": False,
    "capture_worker": False,
    "source_new": False,
    "source_paste": False,
    "newsroom": False,
    "newsroom_feed": False,
}

#: First word of a name -> the attributes of `Secret` that its `pk` stands for.
ROWS: dict[str, tuple[str, ...]] = {
    "event": ("event",),
    "asset": ("asset",),
    "release": ("release", "submitted.release", "cleared.release", "embargoed.release", "published.release"),
    "version": ("submitted", "cleared", "embargoed", "published"),
    "dispatch": ("dispatch",),
    "delivery": ("delivery",),
    "clipping": ("clipping",),
    "contact": ("contact",),
    "article": ("article",),
    "intent": ("intent",),
    "source": ("news_source",),
    "audit": ("audit_record",),
    "member": ("author",),
    "appointment": ("appointment",),
    "section": ("section",),
    "alias": ("alias",),
    "unit": ("unit_name",),
    "outlet": ("outlet",),
    "newsroom": ("release", "submitted.release", "embargoed.release", "published.release", "retracted.release"),
    "preview": ("release",),
    "partner": ("partner",),
    "paper": ("partner_paper",),
    "journalist": ("journalist",),
    "accreditation": ("accreditation",),
    "agreement": ("agreement",),
    "term": ("term",),
    "placement": ("placement",),
    "letter": ("letter",),
    "proof": ("placement",),
    "reply": ("reply_request",),
    "tone": ("tone_sample",),
    "capture": ("capture",),
    "alert": ("saved_search",),
}
#: Where the first word says too little.
BY_NAME: dict[str, tuple[str, ...]] = {
    "contact_list_edit": ("contact_list",),
    "clipping_paper": ("clipping_paper",),
    "clipping_letter_retry": ("clipping_letter",),
    "trail_event": ("event",),
    "trail_release": ROWS["release"],
    "trail_article": ("article",),
    "trail_asset": ("asset",),
    "dispatch_new": ROWS["release"],
    "order_check": ("placement",),
    "proof_item_file": ("proof_item",),
    "proof_item_dismiss": ("proof_item",),
    "proof_item_restore": ("proof_item",),
    "proof_sheet": ("agreement",),
    "proof_sheet_xlsx": ("agreement",),
    "proof_sheet_csv": ("agreement",),
    "proof_check": ("placement",),
    "hand_in": ("placement",),
    "tone_judge": ("article",),
    "evidence_file": ("evidence",),
    "evidence_picture": ("article",),
    "evidence_check": ("article",),
    "desk_item": ("desk_item",),
    "desk_undo": ("desk_act",),
    "desk_search_edit": ("saved_search",),
    "desk_search_remove": ("saved_search",),
    "desk_alert_retry": ("desk_alert",),
}
#: Pages at which A's own people must find the secret word.
SHOWS = frozenset(
    {
        "event_detail",
        "event_edit",
        "asset_detail",
        "asset_edit",
        "capture_detail",
        "source_detail",
        "source_edit",
        "release_detail",
        "release_edit",
        "release_preview",
        "dispatch_detail",
        "clipping_detail",
        "desk_item",
        "desk_search_edit",
        "desk_search_remove",
        "contact_edit",
        "contact_list_edit",
        "member_detail",
        "agreement_detail",
        "placement_detail",
        "placement_cancel",
        "proof_detail",
        "proof_sheet",
        "proof_sheet_csv",
        "reply_detail",
        "reply_edit",
        "trail_event",
        "trail_release",
        "trail_asset",
    }
)
#: Rooms of libraries: crawled with made-up parameters, since nothing of a unit stands behind them.
LIBRARIES = ("account_", "mfa_", "admin:", "socialaccount_", "set_language", "javascript-catalog")
#: Ours, and nothing of a unit stands behind them.
OWN_BARE = frozenset(
    {
        "source",
        "web_language",
        "web_theme",
        "sign_in",
        "design",
        "design_autosave",
        "design_ask",
        "design_upload",
        "theme",
    }
)


def parameters(address: Address, secret: Secret) -> list[dict[str, Any]]:
    """The parameter sets under which `address` is crawled. Raises LookupError for an address that nobody has named."""
    if address.name.startswith(LIBRARIES) or address.name in OWN_BARE:
        return [{name: _made_up(name) for name in address.parameters}]
    if not address.parameters:
        if address.name not in PLAIN and not address.name.startswith("newsroom"):
            raise LookupError(address.name)
        return [{}]
    rows = BY_NAME.get(address.name) or ROWS.get(address.name.split("_")[0])
    if rows is None:
        raise LookupError(address.name)
    return [{name: _value(name, row, secret) for name in address.parameters} for row in rows]


def _value(name: str, row: str, secret: Secret) -> Any:
    if name == "slug":
        return secret.unit.slug
    if name == "institution":
        return secret.unit.pk
    if name == "asset_pk":
        return secret.asset.pk
    if name in {"name", "rendition"}:
        return "screen"
    if name == "token":  # whoever has the true one may see what it opens; that is tested in its room
        return "tidak-pernah-dibuat"
    if name == "order":
        return 1
    if name == "role":
        return "editor"
    target: Any = secret
    for part in row.split("."):
        target = getattr(target, part)
    return target.pk


def _made_up(name: str) -> str:
    return {"app_label": "auth", "url": "tidak-ada", "content_type_id": "1"}.get(name, "1")
