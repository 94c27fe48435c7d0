# ---
# jupyter:
#   description: Predict how fast a network will learn before you run it, find a broken line of backpropagation by finite differences, and add an activation function of your own.
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 4.1 Lab: predict, break, and find out
#
# A network learns even when one line of its backpropagation is wrong. The curve of its error all but covers that of the right one.
# In this lab you learn how to find such a line. Before that, you predict how fast a network will learn without running it.
#
# ## What you will do
#
# - Predict how fast a network learns from its shape and its learning rate alone.
# - Watch the error fall although backpropagation is wrong, and find the wrong line by finite differences.
# - Add an activation function that is not in the book to the network, and check its slope yourself.
#
# In the notebook, each exercise has a cell for your answer, and the cell right below it tells you whether it is right. The solutions are hidden: try first, then look.

# %% tags=["setup"]
# %config InlineBackend.figure_formats = ['svg']
import numpy as np
import matplotlib.pyplot as plt

np.set_printoptions(formatter={'float': '{:6.3f}'.format})
plt.rc('axes', prop_cycle=plt.cycler(
    color=['#59626c', '#1769b5', '#28793a', '#a85400', '#b8255f'],
    linestyle=['-', '--', ':', '-.', (0, (8, 2))]))
plt.rc('figure', figsize=(4.6, 3.2))
plt.rc('font', size=12)
plt.rc('legend', frameon=False)

NOT_YET = 'No answer yet. Write one into the cell above, then run both cells.'
RIGHT = 'That is right.'

# %% [markdown]
# ## A function that trains one layer
#
# This is the NumPy program of [section 4.1.1](../411.md) as a function. Only one thing is different: instead of printing, it collects
# how far the prediction is from the target in each epoch. The data is that of sections [4.1.1](../411.md) to [4.1.4](../414.md).
# The four matrices of each network are in a dictionary, under their names. With two asterisks, as in `train(**NETWORKS['4.1.1'])`, each value of the dictionary becomes the argument of the same name.

# %%
NETWORKS = {
    '4.1.1': dict(X=[[2, 3]], T=[[27, -30]], W=[[3, 5], [4, 6]], B=[[1, 2]]),
    '4.1.2': dict(X=[[2, 3, 4]], T=[[27, -30, 179]], W=[[3, 5, 8], [4, 6, 9], [5, 7, 10]], B=[[1, 2, 3]]),
    '4.1.3': dict(X=[[2, 3]], T=[[27]], W=[[3], [4]], B=[[1]]),
    '4.1.4': dict(X=[[2]], T=[[10]], W=[[3]], B=[[1]]),
}


def train(X, T, W, B, lr=0.01, epochs=20):
    """Y - T of each epoch, one to a row."""
    X, T, W, B = (np.array(matrix, dtype=float) for matrix in (X, T, W, B))
    differences = []
    for epoch in range(epochs):
        Y = X @ W + B
        Yb = 2 * (Y - T) / Y.shape[1]
        W = W - lr * X.T @ Yb
        B = B - lr * Yb
        differences.append((Y - T)[0])
    return np.array(differences)


D = train(**NETWORKS['4.1.1'])
print('Y - T =\n', D[:5])

# %% [markdown]
# The two columns are the differences of the two outputs. They become smaller from row to row. To see how much smaller, divide each row by the row above it.

# %%
print(D[1:5] / D[:4])

# %% [markdown]
# It is the same number everywhere. It doesn't depend on the output, and it doesn't change with the epochs. To see why, put the updated $W$ and $B$ into the forward pass.
#
# $$
# Y \leftarrow X (W - \alpha X^T Y_b) + (B - \alpha Y_b)
# $$
#
# Multiply out: $XW + B$ is the current $Y$, and the rest has the factor $Y_b$.
#
# $$
# Y \leftarrow Y - \alpha (X X^T + 1) Y_b
# $$
#
# $X X^T$ is the sum of the squares of the inputs. Now insert $Y_b = 2 (Y - T) / n$ and subtract $T$ on both sides, and you see by what the difference is multiplied.
#
# $$
# Y - T \leftarrow \left(1 - \frac{2 \alpha}{n} (X X^T + 1)\right) (Y - T)
# $$
#
# Neither the weights at the start nor the targets are in this factor. Only the size of the inputs, the number of outputs, and the learning rate remain.

# %% [markdown]
# ## Exercise 1. Predict without running
#
# By what number does each epoch multiply the difference in the other three networks? The learning rate is `lr=0.01` in all of them. Work it out with the formula above.
# You can write a number or an expression.

# %% tags=["answer"] labels=["the network of 4.1.2", "the network of 4.1.3", "the network of 4.1.4"] ask={"factors['4.1.2']": "number", "factors['4.1.3']": "number", "factors['4.1.4']": "number"}
factors = {'4.1.2': None, '4.1.3': None, '4.1.4': None}

# %% tags=["check"]
if None in factors.values():
    print(NOT_YET)
else:
    for name, factor in factors.items():
        D = train(**NETWORKS[name])
        assert np.allclose(factor, D[1] / D[0], atol=0.005), \
            f'The network of section {name} multiplies by another number: check the sum of its squared inputs and the number of its outputs.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# Put the sum of the squared inputs, the number of outputs, and the learning rate into the formula above. The last term in the inner parentheses belongs to the bias.
#
# ```python
# factors = {
#     '4.1.2': 1 - 0.01 * 2 / 3 * (2 ** 2 + 3 ** 2 + 4 ** 2 + 1),
#     '4.1.3': 1 - 0.01 * 2 / 1 * (2 ** 2 + 3 ** 2 + 1),
#     '4.1.4': 1 - 0.01 * 2 / 1 * (2 ** 2 + 1),
# }
# ```
#
# Large inputs make the steps longer, many outputs make them shorter. With the learning rate that makes the factor vanish, the network reaches its target in a single step.
#
# </details>

# %% [markdown] tags=["solution"]
# You can also see it in a graph. If each epoch multiplies by the same number, the error is a falling straight line on a logarithmic scale.

# %% tags=["solution"] alt="A graph of the error E, on a logarithmic scale, against the epoch. The errors of all four networks fall in straight lines. The line of the network with two inputs and one output is the steepest, that of the network with one of each the flattest."
for name, network in NETWORKS.items():
    plt.plot(np.mean(train(**network) ** 2, axis=1), label=name)
plt.yscale('log')
plt.xlabel('epoch')
plt.ylabel('E')
plt.legend()
plt.show()

# %% [markdown] tags=["solution"]
# The largest error at the start is not the slowest to fall: the slope of a line says how fast.

# %% [markdown]
# ## A ruler for gradients
#
# Now to a network with a hidden layer. The data is that of [section 4.1.5](../415.md), and only the hidden layer has a sigmoid.
# With the four matrices of weights and biases in one dictionary, you can pick any of them by name and move it a little.
# A function can be an argument, too, as in `activation=sigmoid`, so that we can exchange it later.

# %%
I = np.array([[.05, .10]])
T = np.array([[.01, .99]])
START = {
    'WH': np.array([[.15, .25], [.20, .30]]),
    'BH': np.array([[.35, .35]]),
    'WO': np.array([[.40, .50], [.45, .55]]),
    'BO': np.array([[.60, .60]]),
}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_slope(a):
    """The slope of the sigmoid, where a is its output."""
    return a * (1 - a)


def forward(P, activation=sigmoid):
    H = activation(I @ P['WH'] + P['BH'])
    O = H @ P['WO'] + P['BO']
    E = np.sum((O - T) ** 2) / O.shape[1]
    return H, O, E


def backward(P, activation=sigmoid, slope=sigmoid_slope):
    H, O, E = forward(P, activation)
    Ob = 2 * (O - T) / O.shape[1]
    Hb = Ob @ P['WO'].T * slope(H)
    WOb = H.T @ Ob
    BOb = 1 * Ob
    WHb = I.T @ Hb
    BHb = 1 * Hb
    return {'WH': WHb, 'BH': BHb, 'WO': WOb, 'BO': BOb}


# %% [markdown]
# A gradient is the rate at which the error changes when one number moves a little. So move it a little and see.
# Take the error with that number larger by $h$, subtract the error with it smaller by $h$, and divide by how far it moved. This is a **finite difference**.
#
# $$
# \frac{E(w + h) - E(w - h)}{2 h}
# $$
#
# It uses none of the formulas of backpropagation, so it can serve as a ruler for them. The price is speed: it takes two forward passes for every single number.
# In the program, `np.ndindex(P[name].shape)` gives every position in the matrix, one after the other.

# %%
def by_differences(P, h=1e-5, activation=sigmoid):
    """The gradients, measured by moving one number at a time."""
    def error(name, place, by):
        moved = {key: matrix.copy() for key, matrix in P.items()}
        moved[name][place] += by
        return forward(moved, activation)[2]

    slopes = {name: np.zeros_like(matrix) for name, matrix in P.items()}
    for name in P:
        for place in np.ndindex(P[name].shape):
            slopes[name][place] = (error(name, place, h) - error(name, place, -h)) / (2 * h)
    return slopes


def compare(gradients, slopes):
    for name in slopes:
        print(f'{name}b: {np.max(np.abs(gradients[name] - slopes[name])):.0e} is the largest difference')


compare(backward(START), by_differences(START))

# %% [markdown]
# The gradients of backpropagation and the measured ones are almost equal. They aren't quite equal, for the ruler has an error of its own. Draw that error for one $h$ after another.

# %% alt="A graph of the largest difference between the gradients against h, both scales logarithmic. As h becomes smaller, the difference first falls in a straight line, reaches its lowest point in the middle, and rises again: a V."
hs = 10.0 ** np.arange(-13, 0)
gradients = backward(START)
largest = [max(np.max(np.abs(gradients[name] - slopes[name])) for name in slopes)
           for slopes in (by_differences(START, h) for h in hs)]
plt.loglog(hs, largest, 'o-')
plt.xlabel('h')
plt.ylabel('largest difference')
plt.show()

# %% [markdown]
# On the right, $h$ is so large that the error is no longer close to a parabola over this distance. On the left, subtracting two errors that are almost equal leaves hardly any correct digits, and dividing the
# remaining rounding error by a tiny number makes it large. So smaller is not always better: the best $h$ lies in between, and `h=1e-5` is close to the bottom of the V.
#
# ## Broken backpropagation
#
# One line of the following backpropagation is wrong. It runs without complaint. Don't look for the mistake yet: train with it first.

# %% alt="A graph of the error E, on a logarithmic scale, against the epoch. The curves of right and wrong backpropagation fall together, one almost on top of the other."
def broken(P):
    H, O, E = forward(P)
    Ob = 2 * (O - T) / O.shape[1]
    Hb = Ob @ P['WO'] * sigmoid_slope(H)
    WOb = H.T @ Ob
    BOb = 1 * Ob
    WHb = I.T @ Hb
    BHb = 1 * Hb
    return {'WH': WHb, 'BH': BHb, 'WO': WOb, 'BO': BOb}


def learn(rule, lr=0.1, epochs=100):
    """The error in each epoch when learning by the gradients that rule finds."""
    P, errors = START, []
    for epoch in range(epochs):
        errors.append(forward(P)[2])
        gradients = rule(P)
        P = {name: P[name] - lr * gradients[name] for name in P}
    return errors


plt.semilogy(learn(backward), label='backward')
plt.semilogy(learn(broken), label='broken')
plt.xlabel('epoch')
plt.ylabel('E')
plt.legend()
plt.show()

# %% [markdown]
# With broken backpropagation the network learns, too. A falling error doesn't mean that the gradients are right.
#
# ## Exercise 2. Find the wrong line
#
# Which is the first wrong value in `broken`? Don't search by eye; measure with `compare`. See which gradients are wrong and which are right.
# Then you can find the line that all the wrong ones depend on, and none of the right ones.

# %% tags=["answer"] ask={"suspect": ["'Ob'", "'Hb'", "'WOb'", "'BOb'", "'WHb'", "'BHb'"]} hint="compare(broken(START), by_differences(START))"
suspect = None      # one of 'Ob', 'Hb', 'WOb', 'BOb', 'WHb', 'BHb'

# %% tags=["check"]
USED_BY = {'Ob': ['WH', 'BH', 'WO', 'BO'], 'Hb': ['WH', 'BH'],
           'WOb': ['WO'], 'BOb': ['BO'], 'WHb': ['WH'], 'BHb': ['BH']}
if suspect is None:
    print(NOT_YET)
else:
    assert suspect in USED_BY, 'Write one of the six names, with quotation marks.'
    gradients, slopes = broken(START), by_differences(START)
    wrong = [name for name in slopes if not np.allclose(gradients[name], slopes[name], atol=1e-8)]
    would = ', '.join(f'{name}b' for name in USED_BY[suspect])
    assert USED_BY[suspect] == wrong, \
        f'If {suspect} were the first wrong value, compare(broken(START), by_differences(START)) would print a large difference for {would} and for nothing else: look at the differences that it does print.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# The measurement says that `WHb` and `BHb` are wrong, and `WOb` and `BOb` are right. If `Ob` were wrong, all four would be wrong.
# Only `WHb` and `BHb` depend on `Hb`, so that is the one that is wrong.
#
# ```python
# compare(broken(START), by_differences(START))
# suspect = 'Hb'
# ```
#
# Look at that line again: `P['WO']` isn't transposed. The hidden layer and the output layer have the same size, so the shapes fit by chance and there was no error message. A shape that fits does not make a formula right.
# With layers of different sizes, a mistake like this stops the program.
#
# </details>

# %% [markdown]
# ## Exercise 3. An activation function that is not in the book
#
# A smooth function that looks like ReLU with its corner rounded off is called softplus.
#
# $$
# a = \log(1 + e^x)
# $$
#
# The slope of softplus happens to be the sigmoid.
#
# $$
# \frac{1}{1 + e^{-x}} = \frac{e^x}{1 + e^x}
# $$
#
# But what `backward` gives to the slope function is not $x$ but the output $a$. Write the slope in terms of $a$ alone.
# Undo the logarithm in the first formula, and you have $e^a = 1 + e^x$. Start from there.

# %% tags=["answer"] labels=["slope of softplus"] ask={"softplus_slope(a)": "a"}
def softplus_slope(a):
    """The slope of softplus, where a is its output."""
    return None

# %% tags=["check"]
def softplus(x):
    return np.log(1 + np.exp(x))


if softplus_slope(np.ones((1, 2))) is None:
    print(NOT_YET)
else:
    gradients = backward(START, softplus, softplus_slope)
    slopes = by_differences(START, activation=softplus)
    compare(gradients, slopes)
    assert all(np.allclose(gradients[name], slopes[name], atol=1e-8) for name in slopes), \
        'The measured gradients are different: start again from the equation between a and x, and write the slope in terms of a.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# As $e^a = 1 + e^x$, the denominator of the slope is $e^a$, its numerator $e^a - 1$. Now $x$ is gone.
#
# $$
# \frac{e^x}{1 + e^x} = \frac{e^a - 1}{e^a} = 1 - e^{-a}
# $$
#
# ```python
# def softplus_slope(a):
#     return 1 - np.exp(-a)
# ```
#
# </details>

# %% [markdown]
# ## What to remember
#
# - In a single layer, every epoch multiplies the difference by the same number. The size of the inputs, the number of outputs, and the learning rate determine it.
# - A falling error does not prove that the gradients are right. Compare them with finite differences.
# - When you have written a new activation function or a new layer, check it with finite differences before you train with it.
