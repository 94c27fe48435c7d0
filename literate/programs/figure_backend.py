"""A matplotlib backend whose ``show()`` saves the open figures as SVG in the working folder and returns.

Named in the environment (MPLBACKEND) of the programs that are run, so that they need no screen and no change.
"""

import itertools

import matplotlib
from matplotlib import _pylab_helpers
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_svg import FigureCanvasSVG, FigureManagerSVG  # noqa: F401

_numbers = itertools.count(1)


class FigureManager(FigureManagerBase):
    """Keeps a figure that has no window."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Save every open figure as ``figure-N.svg``; the same figure gives the same bytes."""
        for manager in _pylab_helpers.Gcf.get_all_fig_managers():
            with matplotlib.rc_context({"svg.hashsalt": "figure"}):
                manager.canvas.figure.savefig(f"figure-{next(_numbers)}.svg", bbox_inches="tight",
                                              metadata={"Date": None, "Creator": None})
        _pylab_helpers.Gcf.destroy_all()


class FigureCanvas(FigureCanvasSVG):
    """Draws SVG."""

    manager_class = FigureManager
