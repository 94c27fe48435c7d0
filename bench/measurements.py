"""The ratios of times that pages quote, measured anew: each must lie within a factor of 2 of what is quoted.

Ratios in one run, so that they hold on any machine. ``make bench ARGS=measurements``.
"""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Callable
from statistics import median

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

from literate.claims.sources import sources


def seconds(action: Callable[[], object], turns: int) -> float:
    """The median time of one turn."""
    times = []
    for _ in range(turns):
        started = time.perf_counter()
        action()
        times.append(time.perf_counter() - started)
    return median(times[turns // 5:])


def quickest(action: Callable[[], object], turns: int) -> float:
    """The shortest time of one turn: whatever else the machine does only adds to it."""
    times = []
    for _ in range(turns):
        started = time.perf_counter()
        action()
        times.append(time.perf_counter() - started)
    return min(times)


def keras_calls() -> float:
    """predict and fit, over predict_on_batch and train_on_batch, in the network of 411_2."""
    import numpy as np
    import tensorflow as tf
    x, t = np.array([[2.0, 3.0]]), np.array([[27.0, -30.0]])
    model = tf.keras.Sequential([tf.keras.Input(shape=(2,)), tf.keras.layers.Dense(2)])
    model.compile(tf.keras.optimizers.SGD(learning_rate=0.01), tf.keras.losses.MeanSquaredError())

    def whole():
        model.predict(x, verbose=0)
        model.fit(x, t, epochs=1, verbose=0)

    def on_batch():
        model.predict_on_batch(x)
        model.train_on_batch(x, t)

    return seconds(whole, 25) / seconds(on_batch, 200)


def layer(inputs: int, outputs: int):
    """A compiled layer of Keras, as in 411_2."""
    import tensorflow as tf
    model = tf.keras.Sequential([tf.keras.Input(shape=(inputs,)), tf.keras.layers.Dense(outputs)])
    model.compile(tf.keras.optimizers.SGD(learning_rate=0.01), tf.keras.losses.MeanSquaredError())
    return model


def by_hand(x, t) -> Callable[[], None]:
    """A training step of the network of 411 in NumPy."""
    import numpy as np
    w, b = np.array([[3.0, 5.0], [4.0, 6.0]]), np.array([[1.0, 2.0]])

    def step():
        nonlocal w, b
        y = x @ w + b
        np.sum((y - t) ** 2) / y.shape[1]
        yb = 2 * (y - t) / y.shape[1]
        wb = x.T @ yb
        bb = 1 * yb
        w = w - 0.01 * wb
        b = b - 0.01 * bb

    return step


def without_keras() -> Callable:
    """A training step of the network of 411 by TensorFlow alone, on x and t."""
    import tensorflow as tf
    w, b = tf.Variable([[3.0, 5.0], [4.0, 6.0]]), tf.Variable([1.0, 2.0])

    def step(x, t):
        with tf.GradientTape() as tape:
            error = tf.reduce_mean(tf.square(x @ w + b - t))
        wb, bb = tape.gradient(error, [w, b])
        w.assign_sub(0.01 * wb)
        b.assign_sub(0.01 * bb)

    return step


@functools.cache
def ladder() -> dict[str, float]:
    """Seconds of one training step of the network of 411 on each rung: by Keras, under a tape, in NumPy."""
    import numpy as np
    import tensorflow as tf
    x, t = np.array([[2.0, 3.0]]), np.array([[27.0, -30.0]])
    model = layer(2, 2)
    loss, optimizer = tf.keras.losses.MeanSquaredError(), tf.keras.optimizers.SGD(learning_rate=0.01)
    variables = model.trainable_variables

    def tape(x, t):
        with tf.GradientTape() as tape:
            error = loss(t, model(x))
        optimizer.apply_gradients(zip(tape.gradient(error, variables), variables))

    tensors = tf.constant(x, tf.float32), tf.constant(t, tf.float32)
    plain, inside = without_keras(), without_keras()

    @tf.function
    def loop(x, t):
        for _ in tf.range(1000):
            inside(x, t)

    steps = {"tape": (tape, (x, t)), "function": (tf.function(tape), (x, t)), "plain": (plain, tensors),
             "plain_function": (tf.function(without_keras()), tensors),
             "jit": (tf.function(without_keras(), jit_compile=True), tensors)}
    many = np.repeat(x, 1000, axis=0), np.repeat(t, 1000, axis=0)
    return {"fit": quickest(lambda: model.fit(x, t, epochs=1, verbose=0), 25),
            "fit_many": quickest(lambda: model.fit(*many, batch_size=1, epochs=1, verbose=0), 3) / 1000,
            "train_on_batch": quickest(lambda: model.train_on_batch(x, t), 300),
            **{name: quickest(functools.partial(step, *data), 300) for name, (step, data) in steps.items()},
            "loop": quickest(lambda: loop(*tensors), 10) / 1000,
            "numpy": quickest(by_hand(x, t), 3000)}


def wide() -> float:
    """fit, over train_on_batch, where there is much to compute."""
    import numpy as np
    size = 2000
    x = np.random.default_rng(0).normal(size=(size, size)).astype(np.float32)
    model = layer(size, size)
    return (quickest(lambda: model.fit(x, x, batch_size=size, epochs=1, verbose=0), 6)
            / quickest(lambda: model.train_on_batch(x, x), 6))


MEASURE: dict[str, Callable[[], float]] = {
    "keras_calls": keras_calls,
    "ladder_fit": lambda: ladder()["fit"] / ladder()["train_on_batch"],
    "ladder_tape": lambda: ladder()["tape"] / ladder()["train_on_batch"],
    "ladder_function": lambda: ladder()["tape"] / ladder()["function"],
    "ladder_numpy": lambda: ladder()["train_on_batch"] / ladder()["numpy"],
    "ladder_wide": wide,
    "step_fit": lambda: ladder()["fit"] / ladder()["numpy"],
    "step_fit_many": lambda: ladder()["fit_many"] / ladder()["numpy"],
    "step_tape": lambda: ladder()["tape"] / ladder()["numpy"],
    "step_plain": lambda: ladder()["plain"] / ladder()["numpy"],
    "step_function": lambda: ladder()["plain_function"] / ladder()["numpy"],
    "step_jit": lambda: ladder()["jit"] / ladder()["numpy"],
    "step_loop": lambda: ladder()["loop"] / ladder()["numpy"],
}
assert MEASURE.keys() == sources()["bench"].keys(), "what is named and what is measured differ"


def main() -> int:
    """1 where a ratio that sources.toml lists, and so each page that quotes it, is off by more than a factor
    of 2.
    """
    off = 0
    for name, measure in MEASURE.items():
        listed, measured = sources()["bench"][name], measure()
        wrong = not listed["value"] / 2 <= measured <= listed["value"] * 2
        off += wrong
        print(f"{name}: {listed['value']}, measured {measured:.1f}{': off' if wrong else ''} "
              f"({listed['source']})")
    return 1 if off else 0


if __name__ == "__main__":
    sys.exit(main())
