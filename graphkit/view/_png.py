"""SVG as PNG, for reports that take no SVG. resvg draws it: no browser, no network."""

from __future__ import annotations

import re
import warnings

from graphkit.errors import UsageError

#: A picture of more is scaled down: such a PNG takes 240 MB to open.
MOST_PIXELS = 60_000_000
_SIZE = re.compile(r'<svg [^>]{0,300}?\bwidth="(\d{1,6})" height="(\d{1,6})"')
#: Empty where there are no fonts.
_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    '<text x="5" y="15" font-family="sans-serif">graph</text></svg>'
)


def png(svg: str, scale: float = 2.0) -> bytes:
    """A PNG of an SVG that `graphkit.view.svg` made, ``scale`` times its size.

    Warns (UserWarning) where it had to be smaller. Raises UsageError where resvg is not installed, or this
    machine has no fonts: its text would be missing without a word.
    """
    try:
        import resvg_py
    except ImportError as error:
        hint = "pip install 'graphkit[picture]', or ask for SVG"
        raise UsageError("a PNG needs resvg_py, which is not installed", hint) from error
    size = _SIZE.match(svg)
    if not size:
        raise UsageError("this is no picture of graphkit", "give what graphkit.view.svg made")
    if resvg_py.svg_to_bytes(svg_string=_PROBE) == resvg_py.svg_to_bytes(svg_string=_PROBE, skip_system_fonts=True):
        raise UsageError(
            "no fonts were found on this machine: the picture would have no text",
            "install one, for example the package fonts-dejavu-core, or ask for SVG",
        )
    wide, tall = map(int, size.groups())
    most = (MOST_PIXELS / (wide * tall)) ** 0.5
    if scale > most:
        said = f"the picture of {wide:,} by {tall:,} is drawn at {most:.2f} of its size instead of {scale:g}: a PNG may have"
        warnings.warn(f"{said} {MOST_PIXELS // 1_000_000} million pixels at most; the SVG has no such limit", stacklevel=2)
    return resvg_py.svg_to_bytes(svg_string=svg, zoom=min(scale, most))
