# ---
# jupyter:
#   description: Five optimizers race in a narrow ravine and in Rosenbrock's curved valley. Predict the winner, work out a gradient by hand and check it, and choose a learning rate that leads to the bottom.
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 4.3 Lab: a race through two valleys
#
# The rule that leads a short race comes in last in a longer one.
# In this lab, five optimizers walk through a ravine that is steep in one direction and gentle in the other, and then through a curved valley.
#
# ## What you will do
#
# - See how five optimizers move in a ravine with two weights, and predict which one will lead.
# - Work out the gradient of a more complicated valley by hand, and check it by finite differences.
# - Choose a learning rate that leads to the bottom of the curved valley.
#
# In the notebook, each exercise has a cell for your answer, and the cell right below it tells you whether it is right. The solutions are hidden: try first, then look.

# %% tags=["setup"]
# %config InlineBackend.figure_formats = ['svg']
from collections import defaultdict

import numpy as np
import matplotlib.pyplot as plt

np.set_printoptions(formatter={'float': '{:6.3f}'.format})
np.seterr(over='ignore', invalid='ignore')      # some learning rates diverge
plt.rc('axes', prop_cycle=plt.cycler(
    color=['#59626c', '#1769b5', '#28793a', '#a85400', '#b8255f'],
    linestyle=['-', '--', ':', '-.', (0, (8, 2))]))
plt.rc('figure', figsize=(4.6, 3.2))
plt.rc('font', size=12)
plt.rc('legend', frameon=False)

NOT_YET = 'No answer yet. Write one into the cell above, then run both cells.'
RIGHT = 'That is right.'

# %% [markdown]
# ## Five rules
#
# These are the five rules of [part 4.3](../43.md). Each is a function that takes the gradient `dEdp` and returns the step. It works for a vector as well as for a single number.
# `memory` is a dictionary of what the rule remembers from step to step. In `walk` below it is a `defaultdict(float)`, which gives $0.0$ for a name that has not been stored yet: memories start empty.

# %%
def descent(dEdp, memory, lr):
    return -lr * dEdp


def momentum(dEdp, memory, lr, m=0.9):
    memory['v'] = m * memory['v'] - lr * dEdp
    return memory['v']


def adagrad(dEdp, memory, lr, eps=1e-8):
    memory['h'] = memory['h'] + dEdp ** 2
    return -lr / (np.sqrt(memory['h']) + eps) * dEdp


def rmsprop(dEdp, memory, lr, rho=0.9, eps=1e-8):
    memory['h'] = rho * memory['h'] + (1 - rho) * dEdp ** 2
    return -lr / (np.sqrt(memory['h']) + eps) * dEdp


def adam(dEdp, memory, lr, beta_1=0.9, beta_2=0.999, eps=1e-8):
    memory['t'] = memory['t'] + 1
    memory['m'] = beta_1 * memory['m'] + (1 - beta_1) * dEdp
    memory['v'] = beta_2 * memory['v'] + (1 - beta_2) * dEdp ** 2
    M = memory['m'] / (1 - beta_1 ** memory['t'])
    V = memory['v'] / (1 - beta_2 ** memory['t'])
    return -lr * M / (np.sqrt(V) + eps)


RULES = [descent, momentum, adagrad, rmsprop, adam]

# %% [markdown]
# ## A narrow ravine
#
# This ravine is gentle in one direction and $30$ times as steep in the other. Its bottom is the origin.
#
# $$
# E = \frac{1}{2} (0.1\, x^2 + 3\, y^2)
# $$
#
# We don't write down a formula for the gradient but measure it by finite differences. So the same program works in any valley.

# %%
def ravine(p):
    x, y = p
    return (0.1 * x ** 2 + 3 * y ** 2) / 2


def slope(E, p, h=1e-6):
    """The gradient of E at p, measured: one number for each direction."""
    return np.array([(E(p + step) - E(p - step)) / (2 * h) for step in h * np.eye(len(p))])


def walk(E, rule, lr, start, steps):
    """All positions of the ball, from the start on, one to a row."""
    p, memory = np.array(start, dtype=float), defaultdict(float)
    path = [p]
    for i in range(steps):
        p = p + rule(slope(E, p), memory, lr)
        path.append(p)
    return np.array(path)


print(walk(ravine, descent, lr=0.5, start=(-5, 2), steps=4))

# %% [markdown]
# $x$ in the left column moves only a little at a time, and $y$ in the right column changes its sign at every step: slow progress in the gentle direction, swings in the steep one.
#
# ## Exercise 1. Which rule will lead?
#
# All five start at `(-5, 2)` with the same learning rate `lr=0.5`. Which rule has the smallest error after `steps=16`?
# Recall how each of them moved in its section, and predict.

# %% tags=["answer"] ask={"winner": ["descent", "momentum", "adagrad", "rmsprop", "adam"]}
winner = None       # one of descent, momentum, adagrad, rmsprop, adam

# %% tags=["check"]
if winner is None:
    print(NOT_YET)
else:
    assert winner in RULES, 'Write the name of a rule as it is, without quotation marks.'
    errors = {rule: ravine(walk(ravine, rule, lr=0.5, start=(-5, 2), steps=16)[-1]) for rule in RULES}
    assert errors[winner] == min(errors.values()), \
        f'Another rule is ahead of {winner.__name__}: think about which one takes steps that suit both directions.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# Gradient descent has one learning rate for both directions, so it is slow in the gentle one. Momentum gains speed there, but it swings widely in the steep direction.
# From AdaGrad on, the gradient of each direction is divided by its own size, so the progress is even in both. Among these, AdaGrad slows down because its divisor only grows,
# and Adam, which averages past gradients, overshoots the bottom. After this many steps, RMSProp leads.
#
# ```python
# winner = rmsprop
# ```
#
# </details>

# %% [markdown] tags=["solution"]
# Here are the paths on a map, seen from above. Inner contours are lower, and the star is the bottom.

# %% tags=["solution"] alt="A map of the ravine from above. The contours are long horizontal ellipses, with the bottom on the right. Gradient descent bounces up and down and makes little headway, Momentum swings in wide waves, and AdaGrad, RMSProp and Adam cut across diagonally, both directions at an even pace."
def draw_map(E, bottom, paths, xs, ys, levels):
    """A map with paths on it, where paths has one for each name."""
    X, Y = np.meshgrid(xs, ys)
    plt.contour(X, Y, E((X, Y)), levels=levels, colors='gray', linewidths=0.5, linestyles='-')
    for name, path in paths.items():
        plt.plot(path[:, 0], path[:, 1], label=name)
    plt.plot(*bottom, '*', color='black')
    plt.xlim(xs[0], xs[-1])
    plt.ylim(ys[0], ys[-1])
    plt.xlabel('x')
    plt.ylabel('y')
    plt.legend(ncols=3, loc='lower center', bbox_to_anchor=(0.45, 1), fontsize=10)
    plt.show()


paths = {rule.__name__: walk(ravine, rule, lr=0.5, start=(-5, 2), steps=16) for rule in RULES}
draw_map(ravine, (0, 0), paths, xs=np.linspace(-5.5, 2.5, 61), ys=np.linspace(-2.5, 2.5, 61),
         levels=[0.05, 0.3, 1, 2, 4, 8])

# %% [markdown] tags=["solution"]
# Does the ranking stay the same in a longer race? The same five walk on, with `steps=100`.

# %% tags=["solution"] alt="A graph of the error E, on a logarithmic scale, against the step. RMSProp is the first to fall far down, but on the way it climbs again and stays highest of all. The other four fall slowly, some of them in waves, but they keep falling."
for rule in RULES:
    path = walk(ravine, rule, lr=0.5, start=(-5, 2), steps=100)
    plt.semilogy(ravine(path.T), label=rule.__name__)
plt.ylim(1e-8, 1e3)
plt.xlabel('step')
plt.ylabel('E')
plt.legend(ncols=3, loc='lower center', bbox_to_anchor=(0.45, 1), fontsize=10)
plt.show()

# %% [markdown] tags=["solution"]
# RMSProp, which was first, is now last. At the bottom it forgets the large gradients of the past, its divisor becomes small, and then even a tiny gradient makes a long step
# away from the bottom. One race says little about which optimizer is better: the ranking depends on when you stop, and on the learning rate.

# %% [markdown]
# ## A curved valley
#
# The next valley is curved. It is **Rosenbrock's valley**, made by Rosenbrock to test optimization methods.
#
# $$
# E = (1 - x)^2 + 100\, (y - x^2)^2
# $$
#
# The second term makes a narrow valley in the shape of a parabola, and the first makes a very gentle descent along it.
# The bottom, `BOTTOM`, is where both squares vanish. It is easy to get into the valley, and hard to follow it to the bottom.

# %%
def valley(p):
    x, y = p
    return (1 - x) ** 2 + 100 * (y - x ** 2) ** 2


START, BOTTOM = (-1.2, 1), (1, 1)
print('E =', round(valley(START), 1), valley(BOTTOM))

# %% [markdown]
# ## Exercise 2. The gradient, by hand
#
# Write the gradient of this valley as a formula. It consists of two numbers, one for the direction of $x$ and one for that of $y$.
# By the chain rule, the slope of a square is twice what is in the parentheses, times its own slope. Inside, $1 - x$ falls as fast as $x$ grows;
# $y - x^2$, as $x$ grows, falls $2 x$ times as fast, and it rises as fast as $y$ grows.

# %% tags=["answer"] labels=["gradient along x", "gradient along y"] ask={"dE/dx": "x, y", "dE/dy": "x, y"}
def valley_slope(p):
    x, y = p
    return None     # np.array([for x, for y])

# %% tags=["check"]
if valley_slope(START) is None:
    print(NOT_YET)
else:
    for p in np.random.default_rng(0).uniform(-2, 2, (20, 2)):
        assert np.allclose(valley_slope(p), slope(valley, p), rtol=1e-4, atol=1e-4), \
            f'At {p} the measured gradient is {slope(valley, p)}: find the gradient of each of the two terms and add them.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# The first term depends on $x$ alone. What is inside falls by as much as $x$ grows, so we get $2 (1 - x) \cdot (-1)$.
# The second term depends on both. In the direction of $x$ the slope of what is inside is $-2 x$, in that of $y$ it is $1$.
#
# $$
# \frac{dE}{dx} = -2 (1 - x) - 400\, x (y - x^2) \qquad \frac{dE}{dy} = 200\, (y - x^2)
# $$
#
# ```python
# def valley_slope(p):
#     x, y = p
#     return np.array([-2 * (1 - x) - 400 * x * (y - x ** 2), 200 * (y - x ** 2)])
# ```
#
# </details>

# %% [markdown]
# ## A sweep over learning rates
#
# Each rule has a rate of its own that suits it, so a race with a single rate is not fair. Each rule now tries a wide range of rates,
# and the graph shows the error after `300` steps.

# %% alt="A graph of the error E at the end of the walk against the learning rate, both scales logarithmic. Gradient descent and Momentum fall smoothly at small rates and then shoot up all at once. AdaGrad, RMSProp and Adam are lowest at much larger rates, and the low stretch of Adam is the widest."
lrs = 10.0 ** np.arange(-4, 1.01, 0.25)
for rule in RULES:
    errors = [valley(walk(valley, rule, lr, START, 300)[-1]) for lr in lrs]
    plt.loglog(lrs, np.nan_to_num(errors, nan=np.inf), label=rule.__name__)
plt.ylim(1e-6, 1e3)
plt.xlabel('lr')
plt.ylabel('E')
plt.legend(ncols=3, loc='lower center', bbox_to_anchor=(0.45, 1), fontsize=10)
plt.show()

# %% [markdown]
# Gradient descent and Momentum are best a little below the rate at which they diverge. In this valley, Adam does reasonably well over the widest range of rates.
#
# ## Exercise 3. To the bottom
#
# Within `steps=300`, come so close to the bottom that `distance < 0.05`. You choose only one rule and one learning rate.
# Beware: a small error doesn't mean that the ball is near the bottom. The floor of the valley is almost level, so the error is small even far from the bottom.

# %% tags=["answer"] labels=["rule", "learning rate"] ask={"rule": ["descent", "momentum", "adagrad", "rmsprop", "adam"], "lr": ["0.0003", "0.001", "0.002", "0.003", "0.005", "0.01", "0.02", "0.03", "0.1", "0.3", "1"]}
rule, lr = None, None

# %% tags=["check"]
if rule is None or lr is None:
    print(NOT_YET)
else:
    assert rule in RULES, 'Write the name of a rule as it is, without quotation marks.'
    x, y = walk(valley, rule, lr, START, steps=300)[-1]
    distance = np.hypot(x - 1, y - 1)
    assert distance < 0.05, \
        f'The ball stops at ({x:.3g}, {y:.3g}), still {distance:.2g} away from the bottom: try another rate or another rule.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# Momentum has the smallest error in the graph above. With a learning rate just below the one at which it diverges, it reaches the bottom.
#
# ```python
# rule, lr = momentum, 0.003
# ```
#
# </details>

# %% [markdown] tags=["solution"]
# On this map, each of the five has a learning rate of its own.

# %% tags=["solution"] alt="A map of Rosenbrock's valley from above. The contours form a narrow valley, curved like a parabola. All five paths start on the left. Momentum and AdaGrad leap from wall to wall, the others follow the bend toward the bottom at the upper right. Gradient descent stops on the way, and Momentum reaches the bottom."
rates = {descent: 0.002, momentum: 0.003, adagrad: 1, rmsprop: 0.02, adam: 0.3}
paths = {rule.__name__: walk(valley, rule, lr, START, 300) for rule, lr in rates.items()}
draw_map(valley, BOTTOM, paths, xs=np.linspace(-2, 2, 81), ys=np.linspace(-1, 3, 81),
         levels=[0.5, 3, 20, 100, 500])

# %% tags=["solution"]
for name, path in paths.items():
    print(f'{name:9} {np.hypot(*(path[-1] - BOTTOM)):.2g}')

# %% [markdown] tags=["solution"]
# The output is how far each is from the bottom in the end. Other rates give another ranking: change `rates` and let them race again.

# %% [markdown]
# ## What to remember
#
# - In the narrow ravine, the rules that adapt their steps to each direction move evenly in both. The short race was led by one of them, RMSProp.
# - The ranking depends on when you stop and on the learning rate. A single race doesn't decide which rule is better.
# - In this valley, Adam works with a wide range of learning rates. With a well-chosen rate, Momentum gets closer to the bottom.
