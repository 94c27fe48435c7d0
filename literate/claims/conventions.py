"""What a page may say without a run: customary values, and digits that are no result. Each with its reason."""

import re

USUAL: dict[tuple[str, float], str] = {
    ("m", 0.9): "Momentum: Sutskever et al., On the importance of initialization and momentum in deep learning (2013)",
    ("lr", 0.01): "learning rate of plain gradient descent: the default of tf.keras.optimizers.SGD",
    ("lr", 0.001): "learning rate: the default of tf.keras.optimizers.Adam",
    ("rho", 0.9): "RMSProp: Hinton, Neural Networks for Machine Learning, lecture 6e (2012)",
    ("beta_1", 0.9): "Adam: Kingma and Ba, Adam: A Method for Stochastic Optimization (2015), section 2",
    ("beta_2", 0.999): "Adam: Kingma and Ba (2015), section 2",
    ("eps", 1e-8): "Adam: Kingma and Ba (2015), section 2",
}
"""(name, value): where the value comes from. Written `m = 0.9`<!-- usual --> on a page."""

RULE = re.compile(r"\b(?:Momentum|AdaGrad|RMSProp|Adam|SGD)\b")
"""The rules that a customary value may belong to."""

NAMES = {
    "float32": "the format of TensorFlow's numbers",
    "float64": "the format of NumPy's numbers",
}
"""Names with a digit that pages may mention anywhere, as code or in a sentence: what they name."""

PUBLICATIONS: dict[tuple[str, str], str] = {
    ("Sutskever", "2013"): "On the importance of initialization and momentum in deep learning",
    ("Hinton", "2012"): "Neural Networks for Machine Learning",
    ("Kingma", "2015"): "Adam: A Method for Stochastic Optimization",
    ("Mazur", "2015"): "A Step by Step Backpropagation Example",
}
"""(author, year): what was published then. The author is named in front of the year."""

YEAR = re.compile(r"⟨⟩년|(?:\bin |\bof |['’]s |\()⟨⟩(?!%)")
"""Where a year may stand; ⟨⟩ is the year. Elsewhere the same digits are a number."""

CHAPTER = re.compile(r"강좌의 ⟨4⟩장|\bchapter ⟨4⟩ of a course\b")
"""This book is a chapter. Elsewhere the same digit is a number, or another book's."""

SECTION = re.compile(r"4\.\d(?:\.\d{1,2})?")
"""A part of the book (4.1) or a section of one (4.1.2, 4.1.10): proven by the title of its own page or by the link
that it stands in. A part has one digit, so that 4.11 is not taken for 4.1.1."""

PAGE = re.compile(r"(?P<name>\w+)\.md(?:#.*)?")
"""The address of a page of the book."""

TURNS = re.compile(r"[ ]?(?:epochs?|steps?|turns|times(?! (?:as|the|its|[a-z]+er|more|less)\b)|걸음|번(?![째호])"
                   r"|번째 (?:걸음|epoch|반복))(?![A-Za-z]|\s*\d)")
"""What follows a number of turns of a loop: proven by a loop of the program that the sentence speaks of."""

BEGINS = re.compile(r"(?:\A|[\s(\[*_|\"“‘'])\Z")
ENDS = re.compile(r"[\s)\]*_|,:\"”’'절]|\.(?!\d)|\Z")
"""What stands before and after a number that is not a part of a longer one."""
