"""Bars as SVG, written by hand: readable on light and dark pages, without a font or script of its own."""

from dataclasses import dataclass
from html import escape

WIDTH, LABEL, BAR, LINE, GAP = 860, 330, 400, 24, 22
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
.bar { fill: #8c959f }
.own { fill: #0a66c2 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .bar { fill: #6e7681 }
  .own { fill: #58a6ff }
}
"""


@dataclass
class Bars:
    """A group of bars on one scale: `bars` are (label, value, whether it is this site's)."""

    title: str
    bars: list


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def chart(groups, title):
    """The SVG of groups of bars, each group to its own scale from zero."""
    parts, top = [], GAP
    for group in groups:
        parts.append(f'<text class="title" x="0" y="{top}">{escape(group.title)}</text>')
        most = max(value for _, value, _ in group.bars) or 1
        for place, one in enumerate(group.bars, 1):
            parts.append(bar(*one, most, top + place * LINE))
        top += (len(group.bars) + 1) * LINE + GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img" aria-labelledby="title">'
    return "\n".join(
        [head, f'<title id="title">{escape(title)}</title>', f"<style>{STYLE}</style>", *parts, "</svg>", ""]
    )


def bar(label, value, own, most, middle):
    """One bar with its label to the left and its figure to the right; `middle`: the line on which the text stands."""
    width = max(1, round(BAR * value / most, 1))
    kind = "bar own" if own else "bar"
    return (
        f'<text x="{LABEL - 8}" y="{middle}" text-anchor="end">{escape(label)}</text>'
        f'<rect class="{kind}" x="{LABEL}" y="{middle - 12}" width="{width}" height="16" rx="2"/>'
        f'<text x="{LABEL + width + 8}" y="{middle}">{number(value)}</text>'
    )
