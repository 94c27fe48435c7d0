# ---
# jupyter:
#   description: Predict whether a learning rate brings the ball nearer to the bottom or throws it out, then run it. Work out how many steps it takes, and find the best rate for two bowls at once.
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 4.2 Lab: predict the learning rate, then run it
#
# Double the learning rate, and does the ball reach the bottom in half the time? And four times the rate? Where do things go wrong?
# With one ball in one bowl, all of this can be answered on paper before you run anything.
#
# ## What you will do
#
# - Tell from the learning rate whether the ball comes nearer, goes back and forth in place, or moves away.
# - Work out how many steps it takes to come as near as you like.
# - Find the best learning rate when two bowls of different steepness must share one.
#
# This page shows the notebook as it runs with every answer left open. Download it, open it in Jupyter, and run the cells from the top, one by one.
# Each exercise has a cell for your answer, and the cell right below it tells you whether it is right. Solutions are folded away: try first, then look.

# %%
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
# ## The bowl and the ball
#
# This is the bowl of [section 4.2.4](../424.md) with a steepness $k$ added. With one for $k$ it is the bowl you know.
#
# $$
# E = \frac{k}{2} (p + 2)^2 \qquad \frac{dE}{dp} = k (p + 2)
# $$

# %%
def descend(lr, p=-5, steps=16, k=1):
    """All positions of the ball, from the start on."""
    path = [p]
    for i in range(steps):
        DpE = k * (p + 2)
        p = p - lr * DpE
        path.append(p)
    return np.array(path)


print(descend(lr=0.5, steps=4))

# %% [markdown]
# As long as the learning rate is below one, the ball doesn't jump over the bottom. The larger the rate, the faster it approaches.

# %% alt="A graph of the position p against the step. The curves of three learning rates start on the left wall, rise to the height of the bottom, and level out there. The larger the rate, the sooner."
for lr in (0.1, 0.5, 0.9):
    plt.plot(descend(lr), label=f'lr = {lr}')
plt.axhline(-2, color='black', linewidth=0.5, linestyle='-')
plt.xlabel('step')
plt.ylabel('p')
plt.legend()
plt.show()

# %% [markdown]
# ## Exercise 1. Beyond one
#
# Now for larger rates. After a number of steps, is the ball nearer to the bottom than it was at the start, just as far, or farther?
# Choose one of the three for each learning rate and put it in place of `None`. The three names are in the next cell.

# %%
NEARER, SAME, FARTHER = 'nearer', 'the same', 'farther'

# %% tags=["answer"]
prediction = {1: None, 1.5: None, 1.9: None, 2: None, 2.1: None}

# %% tags=["check"]
if None in prediction.values():
    print(NOT_YET)
else:
    for lr, answer in prediction.items():
        distance = np.abs(descend(lr) + 2)
        happens = NEARER if distance[-1] < distance[0] else SAME if distance[-1] == distance[0] else FARTHER
        assert answer == happens, f'That is not what a learning rate of {lr} does: take the first two steps by hand.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# The position measured from the bottom, $p + 2$, is multiplied at each step by one minus the learning rate. If that factor is smaller than one in size, the ball comes nearer;
# if it is one in size, the distance stays; if it is larger, the ball moves away. With a learning rate of one the factor is zero, and a single step leads to the bottom. With two it is minus one, and the ball goes back and forth between two places for ever.
#
# ```python
# prediction = {1: NEARER, 1.5: NEARER, 1.9: NEARER, 2: SAME, 2.1: FARTHER}
# ```
#
# </details>

# %% [markdown]
# Draw the positions, and you see the ball jump across the bottom, back and forth.

# %% alt="A graph of the position p against the step. All curves jump across the bottom at every step, like the teeth of a saw. The teeth of the smallest learning rate soon die away, those of the next die away slowly, those of the third keep their size, and those of the largest grow."
for lr in (1.5, 1.9, 2, 2.1):
    plt.plot(descend(lr), label=f'lr = {lr}')
plt.xlabel('step')
plt.ylabel('p')
plt.legend(ncols=2, loc='upper left', fontsize=10)
plt.ylim(-17, 21)
plt.show()

# %% [markdown]
# Draw the distances on a logarithmic scale, and they are all straight lines, because each step multiplies by the same number. A falling line is a learning rate that comes nearer, a rising one moves away.

# %% alt="A graph of the distance to the bottom, on a logarithmic scale, against the step. The distances for five learning rates are straight lines. Two fall steeply, one on top of the other, two fall gently, one on top of the other, and only that of the largest rate rises."
for lr in (0.1, 0.5, 1.5, 1.9, 2.1):
    plt.semilogy(np.abs(descend(lr) + 2), label=f'lr = {lr}')
plt.xlabel('step')
plt.ylabel('|p + 2|')
plt.legend(fontsize=10)
plt.show()

# %% [markdown]
# There are five learning rates, and you see three lines. Two rates that are equally far from one, below and above, lie on the same line:
# one goes straight and the other jumps across, but they shorten the distance alike.
#
# ## Exercise 2. How many steps does it take?
#
# With `lr=0.2`, which is the first step after which the ball is less than a thousandth away from the bottom? Don't run and count: work it out.
# The start is `p=-5`, as before.

# %% tags=["answer"]
steps = None

# %% tags=["check"]
if steps is None:
    print(NOT_YET)
else:
    assert steps == int(steps) and steps > 0, 'Steps are whole: round your value up to the next natural number.'
    distance = np.abs(descend(lr=0.2, steps=int(steps)) + 2)
    assert distance[-1] < 0.001, 'After that many steps the ball is still more than a thousandth away, so it takes more.'
    assert distance[-2] >= 0.001, 'The ball was within a thousandth even before that, so it takes fewer.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# The distance is three at the start, and each step multiplies it by one minus the learning rate. So we look for the smallest $n$ with
#
# $$
# 3 \cdot (1 - \alpha)^n < 0.001
# $$
#
# Take logarithms on both sides and divide. The logarithm that we divide by is negative, so the inequality turns around.
#
# $$
# n > \frac{\log (0.001 / 3)}{\log (1 - \alpha)}
# $$
#
# ```python
# steps = int(np.ceil(np.log(0.001 / 3) / np.log(1 - 0.2)))
# ```
#
# </details>

# %% [markdown]
# ## Two bowls, one learning rate
#
# Suppose there are two weights with bowls of different steepness. One is the bowl you know; the other has `k = 10` and is ten times as steep. Both balls walk with the same learning rate.

# %% alt="A graph of the distance to the bottom, on a logarithmic scale, against the step. Solid lines are the gentle bowl, dashed lines the steep one. With the small learning rate, the dashed line falls much more steeply than the solid one; with the large rate it falls more gently."
for lr, color in ((0.05, '#1769b5'), (0.19, '#b8255f')):
    for k, linestyle in ((1, '-'), (10, '--')):
        distance = np.abs(descend(lr, k=k) + 2)
        plt.semilogy(distance, color=color, linestyle=linestyle, label=f'lr = {lr}, k = {k}')
plt.xlabel('step')
plt.ylabel('|p + 2|')
plt.legend(fontsize=10)
plt.show()

# %% [markdown]
# With the small learning rate the gentle bowl lags behind; with the large one it is the steep bowl, where the ball bounces from wall to wall. The slower of the two always sets the pace.
#
# ## Exercise 3. Make the slower one as fast as it can be
#
# Which learning rate brings the slower of the two balls to the bottom fastest? The distance is multiplied at each step by $|1 - \alpha|$ in the gentle bowl
# and by $|1 - 10 \alpha|$ in the steep one. Find the $\alpha$ that makes the larger of these two as small as possible.

# %% tags=["answer"]
best = None

# %% tags=["check"]
def slower(lr):
    """The larger of the two factors by which the distances are multiplied, in size."""
    return max(abs(1 - lr), abs(1 - 10 * lr))


if best is None:
    print(NOT_YET)
else:
    others = min(slower(lr) for lr in np.linspace(0, 0.3, 30001))
    assert slower(best) < others + 0.001, 'There is a rate that makes the slower ball faster: find where the two factors are equal in size.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# Raise the learning rate from zero: the factor of the gentle bowl falls as $1 - \alpha$. That of the steep bowl falls, too, until the ball begins to jump across the bottom; from there it grows as $10 \alpha - 1$.
# The lowest place is where the two meet.
#
# $$
# 1 - \alpha = 10 \alpha - 1 \qquad \alpha = \frac{2}{1 + 10}
# $$
#
# ```python
# best = 2 / (1 + 10)
# ```
#
# </details>

# %% [markdown]
# Draw both factors for each learning rate, and you see which is best.

# %% alt="A graph of the size of the factor against the learning rate. The line of the gentle bowl falls slowly; that of the steep bowl falls to zero and rises again. They meet on the right, and the larger of the two is lowest at that point."
lrs = np.linspace(0, 0.21, 211)
plt.plot(lrs, np.abs(1 - lrs), label='k = 1')
plt.plot(lrs, np.abs(1 - 10 * lrs), label='k = 10')
plt.plot(lrs, [slower(lr) for lr in lrs], color='black', linestyle='-', linewidth=4, alpha=0.2)
plt.xlabel('lr')
plt.ylabel('factor')
plt.legend(loc='lower right')
plt.show()

# %% [markdown]
# Even at the best place the factor is close to one, and the more the steepnesses differ, the closer it gets. This is as far as a single learning rate goes.
# The optimizers of [part 4.3](../43.md) were made to go beyond, and in the [lab of part 4.3](lab_43.py) they compete.
#
# ## What to remember
#
# - A single factor decides whether a learning rate is good. It must be smaller than one in size for the ball to come nearer.
# - Twice the learning rate is not twice as fast. Beyond one it becomes slower again, and beyond two the ball is thrown out.
# - Where weights of different steepness mix, even the best learning rate is a compromise between the steep and the gentle.
