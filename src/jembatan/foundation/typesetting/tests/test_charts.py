"""Charts are drawn here, from what is handed over, in the papers' fonts."""

import altair
import pytest

from jembatan.foundation.typesetting.charts import chart_svg

BARS = {
    "data": {"values": [{"tone": "positif", "berita": 3}, {"tone": "negatif", "berita": 5}]},
    "mark": "bar",
    "encoding": {"x": {"field": "berita", "type": "quantitative"}, "y": {"field": "tone", "type": "nominal"}},
}


def test_a_chart_is_drawn_from_a_mapping_and_from_altair_alike() -> None:
    rows = altair.Data(values=BARS["data"]["values"])
    same = altair.Chart(rows).mark_bar().encode(x="berita:Q", y="tone:N")
    for drawn in (chart_svg(BARS), chart_svg(same)):
        assert drawn.startswith("<svg")
        assert "Source Sans 3" in drawn
        assert "#1e2a5e" in drawn.lower()
        assert ">negatif<" in drawn


def test_words_in_a_chart_are_escaped() -> None:
    hostile = {**BARS, "data": {"values": [{"tone": "</text><script>alert(1)</script>", "berita": 1}]}}
    assert "<script" not in chart_svg(hostile)


@pytest.mark.parametrize("address", ["https://example.org/x.json", "file:///etc/passwd", "/etc/passwd"])
def test_nothing_is_fetched_for_a_chart(address: str) -> None:
    with pytest.raises(ValueError, match="may not name an address"):
        chart_svg({**BARS, "data": {"url": address}})
