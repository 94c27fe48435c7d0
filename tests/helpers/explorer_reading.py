"""What a test sees and does in an optimizer explorer."""


def column(page, name="p"):
    """The cells of a column of the table, from the start on."""
    heads = page.locator("thead th").all_inner_texts()
    index = next(i for i, head in enumerate(heads) if head.split("\n")[0] == name)
    return page.locator(f"tbody tr > :nth-child({index + 1})").all_inner_texts()


def step(page):
    return page.locator("tr[aria-current=step] th").inner_text()


def ball(page):
    return page.get_by_role("slider", name="Start: drag it")


def field(page, name):
    return page.locator(f"#exact-{name}")


def values(page, *names):
    return [field(page, name).input_value() for name in names]


def row(page, rule, part):
    """What stands with the rule's name: its place or its distance."""
    return page.locator(".rule-row", has_text=rule).locator(f".{part}").inner_text().replace("\u2007", "")


def press(page, *names):
    for name in names:
        page.get_by_role("button", name=name).click()


def centre(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def query_at_rest(page):
    """The address's query once nothing has moved for a while."""
    page.clock.run_for(1_000)
    return page.evaluate("location.search")
