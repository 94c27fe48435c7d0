# ---
# jupyter:
#   description: Find a wrong gradient of your own by differences, and mend a graph that learns from its first data only and one that is traced anew at every step. All three bugs run without an error.
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 4.4 Lab: three bugs without an error
#
# Three programs run to their end, with hardly a warning. Yet one learns by a wrong gradient, one learns from its first data again and again, and one makes a new graph at every step.
# Find and mend them with what [part 4.4](../44.md) showed.
#
# ## What you will do
#
# - Compare a backward pass of your own with differences, find it wrong, and write the right gradient.
# - Find data that froze in a graph, and mend it.
# - Count tracings to find a function that is traced again and again, and have it traced once.
#
# In the notebook, each exercise has a cell for your answer, and the cell right below it tells you whether it is right. The solutions are hidden: try first, then look.

# %% tags=["setup"]
import numpy as np
import tensorflow as tf

np.set_printoptions(formatter={'float': '{:6.3f}'.format})

NOT_YET = 'No answer yet. Write one into the cell above, then run both cells.'
RIGHT = 'That is right.'

# %% [markdown]
# ## A gradient of your own
#
# The curve of the activation function softsign flattens at both ends, as that of tanh does, but more slowly.
#
# $$
# y = \frac{x}{1 + |x|}
# $$
#
# As in [section 4.4.6](../446.md), `tf.custom_gradient` lets us write the backward pass as well. The inner function `backward` is meant to multiply the gradient that arrives by the gradient of softsign and hand the product on.

# %%
def value(x):
    return x / (1 + abs(x))


@tf.custom_gradient
def softsign(x):
    def backward(upstream):
        return upstream / (1 + abs(x))
    return value(x), backward


# %% [markdown]
# We train a layer with it. The error falls as it should.

# %%
I = tf.constant(np.random.default_rng(0).uniform(-1, 1, (20, 2)))
O = value(I @ [[1.0], [-2.0]] + 0.5)


def learn(activation, epochs=100, lr=0.5):
    """The errors of the epochs, in order."""
    W, B = tf.Variable([[0.1], [0.1]], dtype=tf.float64), tf.Variable([0.0], dtype=tf.float64)
    errors = []
    for epoch in range(epochs):
        with tf.GradientTape() as tape:
            E = tf.reduce_mean(tf.square(activation(I @ W + B) - O))
        for variable, gradient in zip([W, B], tape.gradient(E, [W, B])):
            variable.assign_sub(lr * gradient)
        errors.append(E.numpy())
    return errors


errors = learn(softsign)
print(f'{errors[0]:.4f} → {errors[-1]:.4f}')

# %% [markdown]
# And yet the gradient is wrong. Differences show it: the first line is our backward pass, the second one the differences.

# %%
def by_tape(function, x):
    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return tape.gradient(y, x).numpy()


def by_differences(x, h=1e-6):
    return (value(x + h) - value(x - h)) / (2 * h)


x = np.array([-3.0, -1.0, -0.1, 0.1, 1.0, 3.0])
print(by_tape(softsign, x))
print(by_differences(x))

# %% [markdown]
# In the middle they are close, far out they differ a lot. The signs agree, and the error fell all the same, so the error alone won't tell.
#
# ## Exercise 1. The right gradient
#
# Write the gradient of softsign. The check makes a backward pass of it and compares the result with differences.

# %% tags=["answer"] labels=["slope of softsign"] ask={"slope(x)": "x"}
def slope(x):
    return None     # the gradient of softsign at x

# %% tags=["check"]
if slope(0.5) is None:
    print(NOT_YET)
else:
    @tf.custom_gradient
    def mended(x):
        return value(x), lambda upstream: upstream * slope(x)

    for x in np.random.default_rng(1).uniform(-3, 3, (20, 1)):
        assert np.allclose(by_tape(mended, x), by_differences(x), rtol=1e-4), \
            f'at {x} differences give {by_differences(x)} and your gradient {by_tape(mended, x)}, so think again about how much a quotient shrinks when its denominator grows.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# On the positive side the absolute value changes nothing, and softsign can be written like this.
#
# $$
# y = 1 - \frac{1}{1 + x}
# $$
#
# The gradient of a reciprocal is minus the reciprocal of the square, so the gradient of $y$ is the reciprocal of the square. The negative side mirrors it through the origin and has the same gradient.
#
# $$
# \frac{1}{(1 + |x|)^2}
# $$
#
# The program had left out the square.
#
# ```python
# def slope(x):
#     return 1 / (1 + abs(x)) ** 2
# ```
#
# </details>

# %% [markdown]
# ## New data at every step
#
# Now every step gets new data, put into the same arrays. The targets are made with the weights and the bias of [section 4.1.1](../411.md), so these are what training should find.

# %%
X = np.zeros((1, 2), np.float32)
T = np.zeros((1, 2), np.float32)


def fill(epoch):
    """Puts new data into X and T."""
    X[:] = np.random.default_rng(epoch).uniform(-1, 1, X.shape)
    T[:] = X @ [[3, 5], [4, 6]] + [1, 2]


def update(W, B, X, T, lr):
    """A step of gradient descent."""
    with tf.GradientTape() as tape:
        E = tf.reduce_mean(tf.square(X @ W + B - T))
    Wb, Bb = tape.gradient(E, [W, B])
    W.assign_sub(lr * Wb)
    B.assign_sub(lr * Bb)


def train(make_step, epochs=100):
    """The weights and the bias after training."""
    W, B = tf.Variable(tf.zeros((2, 2))), tf.Variable(tf.zeros(2))
    step = make_step(W, B)
    for epoch in range(epochs):
        fill(epoch)
        step(X, T)
    return W.numpy(), B.numpy()


def make_step(W, B):
    @tf.function
    def step(data, target):
        update(W, B, X, T, lr=0.3)
    return step


W, B = train(make_step)
print(W)
print(B)

# %% [markdown]
# All steps were executed, and the weights are far off. It has learned from its first data only.
#
# ## Exercise 2. Frozen data
#
# Write `make_step` anew, mended, as `mended_step`. The `tf.function` has to stay. Look where the function takes its data from.

# %% tags=["answer"] ask={"step": ["update(W, B, X, T, lr=0.3)", "update(W, B, X[:], T[:], lr=0.3)", "update(W, B, tf.constant(X), tf.constant(T), lr=0.3)", "update(W, B, data, target, lr=0.3)"]}
mended_step = None      # make_step, mended

# %% tags=["check"]
if mended_step is None:
    print(NOT_YET)
else:
    step = mended_step(tf.Variable(tf.zeros((2, 2))), tf.Variable(tf.zeros(2)))
    assert hasattr(step, 'get_concrete_function'), 'mend it without taking tf.function away.'
    W, B = train(mended_step)
    assert np.allclose(W, [[3, 5], [4, 6]], atol=0.01) and np.allclose(B, [1, 2], atol=0.01), \
        f'it still learns from its first data only and ends with the bias {B}, so see whether the function takes all of its data from its arguments.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# The function took `data` and `target`, and read `X` and `T` from outside. Arrays from outside freeze as constants while it is traced. Let it read its arguments.
#
# ```python
# def mended_step(W, B):
#     @tf.function
#     def step(data, target):
#         update(W, B, data, target, lr=0.3)
#     return step
# ```
#
# </details>

# %% [markdown]
# ## A learning rate that decays
#
# Last, the learning rate shrinks from step to step. It is passed as an argument, and every update is right. The count of tracings looks wrong, though.

# %%
def schedule(rate, epochs=4):
    """How often it was traced, and the weights."""
    W, B = tf.Variable(tf.zeros((2, 2))), tf.Variable(tf.zeros(2))

    @tf.function
    def step(X, T, lr):
        update(W, B, X, T, lr)

    for epoch in range(epochs):
        fill(epoch)
        step(X, T, rate(epoch))
    return step.experimental_get_tracing_count(), W.numpy()


def python_rate(epoch):
    return 0.5 / (1 + epoch)


traced, W = schedule(python_rate)
print('traced :', traced)

# %% [markdown]
# The function was traced once a step. Train longer, and TensorFlow warns.
#
# ## Exercise 3. Traced just once
#
# Write a function that returns the same learning rates, but with which `step` is traced just once.

# %% tags=["answer"] ask={"rate(epoch)": ["0.5 / (1 + epoch)", "tf.constant(0.5)", "tf.constant(0.5 / (1 + epoch))", "float(tf.constant(0.5 / (1 + epoch)))"]}
def rate(epoch):
    return None     # the learning rate of this epoch

# %% tags=["check"]
if rate(0) is None:
    print(NOT_YET)
else:
    traced, W = schedule(rate)
    assert np.allclose(W, schedule(python_rate)[1], atol=1e-5), 'the learning rates have changed, so return the same number as the first function in each epoch.'
    assert traced == 1, f'it is still traced {traced} times, so put the rate into something that is told apart by shape and dtype, not by value.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>Show the solution</summary>
#
# With a Python number, `step` is traced for each value; with a tensor, not again while shape and dtype are the same ([section 4.4.7](../447.md)).
#
# ```python
# def rate(epoch):
#     return tf.constant(0.5 / (1 + epoch))
# ```
#
# </details>

# %% [markdown]
# ## What to remember
#
# - Check a gradient of your own by differences. An error that falls doesn't make it right.
# - A function that becomes a graph takes its data as arguments. Arrays read from outside freeze.
# - Put numbers that change from step to step into tensors or variables, and count the tracings to make sure.
