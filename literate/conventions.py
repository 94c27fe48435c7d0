"""What a page may say without a run: customary values, and digits that are no result. Each with its reason."""

import re

USUAL: dict[tuple[str, float], str] = {
    ("m", 0.9): "Momentum: Sutskever et al., On the importance of initialization and momentum in deep learning (2013)",
    ("lr", 0.01): "learning rate of plain gradient descent: the default of tf.keras.optimizers.SGD",
    ("lr", 0.001): "learning rate: the default of tf.keras.optimizers.Adam",
    ("lo", 0.9): "RMSProp: Hinton, Neural Networks for Machine Learning, lecture 6e (2012)",
    ("beta_1", 0.9): "Adam: Kingma and Ba, Adam: A Method for Stochastic Optimization (2015), section 2",
    ("beta_2", 0.999): "Adam: Kingma and Ba (2015), section 2",
    ("eps", 1e-8): "Adam: Kingma and Ba (2015), section 2",
}
"""(name, value): where the value comes from. Written `m = 0.9`<!-- usual --> on a page."""

YEARS = {"1986", "1964", "2011", "2012", "2013", "2015"}
"""Years of the publications that pages name."""

YEAR = re.compile(r"⟨⟩년|(?:\bin |\bof |['’]s |\()⟨⟩")
"""Where a year may stand; ⟨⟩ is the year. Elsewhere the same digits are a number."""

SECTION = re.compile(r"4\.\d(?:\.\d{1,2})?")
"""A part of the book (4.1) or a section of one (4.1.2, 4.1.10): proven by the title of its own page or by the link
that it stands in. A part has one digit, so that 4.11 is not taken for 4.1.1."""

TURNS = re.compile(r"[ ]?(?:epochs?|steps?|번|걸음|times|turns)(?![A-Za-z])")
"""What follows a number of turns of a loop: proven by a loop on the page."""
