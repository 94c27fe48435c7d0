"""A PDF → the pages that have hardly anything on them."""

import pypdfium2


def hollow(content, head=0, foot=0):
    """The pages with fewer than three lines between head and foot, which are so many points high with their
    margins, each with the end of the page before it."""
    found, before = [], ""
    for number, page in enumerate(pypdfium2.PdfDocument(content), start=1):
        width, height = page.get_size()
        lines = page.get_textpage().get_text_bounded(0, foot, width, height - head).splitlines()
        if len([*filter(str.strip, lines)]) < 3:
            found.append(f"page {number}, after: {before[-80:]}")
        before = " ".join(" ".join(lines).split())
    return found
