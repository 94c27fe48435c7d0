"""What a test sees and does in a step viewer; a page with only one viewer will do, too."""


def arithmetic(viewer):
    """The arithmetic shown, in one line."""
    return viewer.locator(".sides").evaluate("e => [...e.children].map(part => part.textContent).join('')")


def cells(viewer, part, name):
    """The cells of a value among those that the line reads or makes."""
    grid = viewer.locator(f".{part} .value:not(.twin) [role=grid][aria-label^='{name} '], "
                          f".{part} .value:not(.twin) [role=grid][aria-label='{name}']")
    return grid.locator("[role=gridcell]").all_inner_texts()


def lit(viewer):
    """The read elements that take part, as `X[0,0]`."""
    return viewer.locator(".reads .lit").evaluate_all("all => all.map(e => e.ariaLabel.split(' = ')[0])")


def line(viewer, text):
    return viewer.get_by_role("option", name=text, exact=True)


def source(viewer):
    """The line that is chosen."""
    return viewer.locator(".stage h3 code").inner_text()


def scrub(viewer, epoch):
    viewer.get_by_role("slider").fill(str(epoch))


def moment(viewer):
    return viewer.locator(".transport output").inner_text()


def trail(viewer):
    return viewer.locator(".trail li").all_inner_texts()
