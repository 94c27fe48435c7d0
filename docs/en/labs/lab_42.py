# ---
# jupyter:
#   description: Predict whether a learning rate brings the ball closer to the bottom or throws it out, then run it. Work out how many steps it takes, and find the best rate for two bowls at once.
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 4.2 Lab: predict the learning rate, then run it
#
# Double the learning rate, and you would expect to be twice as fast. Instead, the ball may become slower, or fly out of the bowl.
# With one ball in one bowl, you can work out on paper when that happens, before you run anything.
#
# ## What you will do
#
# - Tell from the learning rate whether the ball comes nearer, goes back and forth, or moves away.
# - Work out how many steps it takes to come as close to the bottom as you like.
# - Find the best learning rate when two bowls of different steepness must share one.
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
# ## The bowl and the ball
#
# This is the bowl of [section 4.2.4](../424.md) with a factor $k$ for its steepness. If $k$ is $1$, it is the bowl you know.
#
# $$
# E = \frac{k}{2} (p + 2)^2 \qquad \frac{dE}{dp} = k (p + 2)
# $$

# %%
def descend(lr, p=-5, steps=16, k=1):
    """All positions of the ball, from the start on."""
    path = [p]
    for i in range(steps):
        dEdp = k * (p + 2)
        p = p - lr * dEdp
        path.append(p)
    return np.array(path)


print(descend(lr=0.5, steps=4))

# %% [markdown]
# As long as the learning rate is below $1$, the ball doesn't jump over the bottom. The larger the rate is, the faster the ball approaches.

# %% alt="A graph of the position p against the step. The curves of three learning rates start on the left wall, rise to the height of the bottom, and level out there. The larger the rate, the sooner."
for lr in (0.1, 0.5, 0.9):
    plt.plot(descend(lr), label=f'lr = {lr}')
plt.axhline(-2, color='black', linewidth=0.5, linestyle='-')
plt.xlabel('step')
plt.ylabel('p')
plt.legend()
plt.show()

# %% [markdown]
# ## Exercise 1. Larger rates
#
# Now for larger rates. After a number of steps, is the ball nearer to the bottom than it was at the start, just as far, or farther?
# Choose one of the three for each learning rate. In the notebook, put its name in place of `None`; the three names are in the next cell.

# %% tags=["setup"]
NEARER, SAME, FARTHER = 'nearer', 'the same', 'farther'

# %% tags=["answer"] labels=["learning rate 1", "learning rate 1.5", "learning rate 1.9", "learning rate 2", "learning rate 2.1"] ask={"prediction[1]": ["NEARER", "SAME", "FARTHER"], "prediction[1.5]": ["NEARER", "SAME", "FARTHER"], "prediction[1.9]": ["NEARER", "SAME", "FARTHER"], "prediction[2]": ["NEARER", "SAME", "FARTHER"], "prediction[2.1]": ["NEARER", "SAME", "FARTHER"]}
prediction = {1: None, 1.5: None, 1.9: None, 2: None, 2.1: None}

# %% tags=["check"]
if None in prediction.values():
    print(NOT_YET)
else:
    for lr, answer in prediction.items():
        distance = np.abs(descend(lr) + 2)
        happens = NEARER if distance[-1] < distance[0] else SAME if distance[-1] == distance[0] else FARTHER
        assert answer == happens, f'With a learning rate of {lr} something else happens: take the first two steps by hand.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# Each step multiplies the position as measured from the bottom, $p + 2$, by $1 - \alpha$. If the absolute value of this factor is less than $1$, the ball comes nearer;
# if it is exactly $1$, the distance stays the same; if it is larger, the ball moves away. With a learning rate of $1$, a single step leads to the bottom. With $2$, only the sign changes, and the ball goes back and forth between two positions forever.
#
# ```python
# prediction = {1: NEARER, 1.5: NEARER, 1.9: NEARER, 2: SAME, 2.1: FARTHER}
# ```
#
# </details>

# %% [markdown] tags=["solution"]
# A graph of the positions shows the ball jumping back and forth across the bottom.

# %% tags=["solution"] alt="A graph of the position p against the step. All curves jump across the bottom at every step, like the teeth of a saw. The teeth of the smallest learning rate soon die away, those of the next die away slowly, those of the third keep their size, and those of the largest grow."
for lr in (1.5, 1.9, 2, 2.1):
    plt.plot(descend(lr), label=f'lr = {lr}')
plt.xlabel('step')
plt.ylabel('p')
plt.legend(ncols=2, loc='upper left', fontsize=10)
plt.ylim(-17, 21)
plt.show()

# %% [markdown] tags=["solution"]
# On a logarithmic scale the distances are all straight lines, because each step multiplies by the same number. A falling line means that the ball comes nearer, a rising one that it moves away.

# %% tags=["solution"] alt="A graph of the distance to the bottom, on a logarithmic scale, against the step. The distances for five learning rates are straight lines. Two fall steeply, one on top of the other, two fall gently, one on top of the other, and only that of the largest rate rises."
for lr in (0.1, 0.5, 1.5, 1.9, 2.1):
    plt.semilogy(np.abs(descend(lr) + 2), label=f'lr = {lr}')
plt.xlabel('step')
plt.ylabel('distance')
plt.legend(fontsize=10)
plt.show()

# %% [markdown] tags=["solution"]
# There are five learning rates, and you see three lines. Two rates that are equally far from $1$, below and above it, share a line:
# with the smaller, the ball goes straight, with the larger, it jumps across, but the distance shrinks equally fast.

# %% [markdown]
# ## Exercise 2. How many steps does it take?
#
# With `lr=0.2`, after how many steps is the distance to the bottom for the first time less than `0.001`? Don't run and count: work it out.
# The start is `p=-5`, as before.

# %% tags=["answer"] labels=["steps"] ask={"steps": "count"}
steps = None

# %% tags=["check"]
if steps is None:
    print(NOT_YET)
else:
    assert steps == int(steps) and steps > 0, 'The number of steps is a whole number: round your value up.'
    distance = np.abs(descend(lr=0.2, steps=int(steps)) + 2)
    assert distance[-1] < 0.001, 'After that many steps the distance is not yet as small as that: it takes more.'
    assert distance[-2] >= 0.001, 'The distance was as small as that even before: it takes fewer steps.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# The distance is $3$ at the start, and each step multiplies it by $1 - \alpha$. So we look for the smallest $n$ with
#
# $$
# 3 \cdot (1 - \alpha)^n < 0.001
# $$
#
# Take logarithms on both sides and divide. The logarithm that we divide by is negative, so the inequality sign is reversed.
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
# Suppose there are two weights with bowls of different steepness. One is the bowl you know; in the other $k$ is $10$, so it is that many times as steep. Both balls have the same learning rate.

# %% alt="A graph of the distance to the bottom, on a logarithmic scale, against the step. Solid lines are the gentle bowl, dashed lines the steep one. With the small learning rate, the dashed line falls much more steeply than the solid one; with the large rate it falls more gently."
for lr, color in ((0.05, '#1769b5'), (0.19, '#b8255f')):
    for k, linestyle in ((1, '-'), (10, '--')):
        distance = np.abs(descend(lr, k=k) + 2)
        plt.semilogy(distance, color=color, linestyle=linestyle, label=f'lr = {lr}, k = {k}')
plt.xlabel('step')
plt.ylabel('distance')
plt.legend(fontsize=10)
plt.show()

# %% [markdown]
# With the small learning rate the ball in the gentle bowl is the slow one; with the large rate it is the ball in the steep bowl, which bounces from wall to wall. Training is not finished until the slower of the two arrives.
#
# ## Exercise 3. Make the slower ball as fast as possible
#
# Which learning rate brings the slower of the two balls to the bottom fastest? Each step multiplies the distance by $|1 - \alpha|$ in the gentle bowl
# and by $|1 - 10 \alpha|$ in the steep one. Find the $\alpha$ that makes the larger of these two as small as possible, to two decimal places.

# %% tags=["answer"] labels=["learning rate, to two decimal places"] ask={"best": "number"}
best = None

# %% tags=["check"]
def slower(lr):
    """The larger absolute value of the two factors by which the distances are multiplied."""
    return max(abs(1 - lr), abs(1 - 10 * lr))


if best is None:
    print(NOT_YET)
else:
    fastest = min(np.linspace(0, 0.3, 3001), key=slower)
    assert abs(best - fastest) <= 0.005, 'There is a rate that makes the slower ball faster: find where the two factors have the same absolute value.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# Raise the learning rate little by little: the factor of the gentle bowl falls as $1 - \alpha$. That of the steep bowl falls, too, until the ball begins to jump across the bottom; from there its absolute value grows as $10 \alpha - 1$.
# The larger of the two is lowest where they meet.
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

# %% [markdown] tags=["solution"]
# A graph of both factors against the learning rate shows which rate is best.

# %% tags=["solution"] alt="A graph of the size of the factor against the learning rate. The line of the gentle bowl falls slowly; that of the steep bowl falls to the bottom and rises again. They meet on the right, and the larger of the two is lowest at that point."
lrs = np.linspace(0, 0.21, 211)
for k in (1, 10):
    plt.plot(lrs, np.abs(1 - k * lrs), label=f'k = {k}')
plt.plot(lrs, [slower(lr) for lr in lrs], color='black', linestyle='-', linewidth=4, alpha=0.2)
plt.xlabel('lr')
plt.ylabel('factor')
plt.legend(loc='lower right')
plt.show()

# %% [markdown] tags=["solution"]
# Even at the best rate the factor is $1 - \frac{2}{11} \approx 0.82$: the slower ball keeps most of its distance at every step. The larger the ratio between the steepness of the two bowls, the closer the factor gets to $1$. A single learning rate can do no better.
# How the optimizers of [part 4.3](../43.md) do better is what the [lab of part 4.3](lab_43.py) shows.

# %% [markdown]
# ## What to remember
#
# - The factor by which each step multiplies the distance decides whether a learning rate is good. Its absolute value must be less than $1$ for the ball to come nearer.
# - Twice the learning rate is not twice as fast. In this bowl, the ball becomes slower again beyond $1$, and beyond $2$ it is thrown out.
# - With weights of different steepness, even the best learning rate is a compromise between the steep bowls and the gentle ones.
