"""PDFs by typst: one look, own fonts, no network, the same bytes for the same input."""

from jembatan.foundation.typesetting.setting import TypesettingFailed, typeset

__all__ = ["TypesettingFailed", "typeset"]
