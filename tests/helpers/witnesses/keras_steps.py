"""Steps of tf.keras.optimizers on E = ½ Σ cᵢ(pᵢ − minimumᵢ)².

A case is an optimizer, its arguments, the start, the curvatures cᵢ, the minimum, and the number of steps; the
test writes them here. What comes out are the points after every step, as JSON. The variables are float64, so
that nothing but the rule decides.
"""

import json

import numpy as np
import tensorflow as tf

CASES = {}


def points(name, arguments, start, curvatures, minimum, steps):
    p = tf.keras.Variable(start, dtype="float64")
    optimizer = getattr(tf.keras.optimizers, name)(**arguments)
    for _ in range(steps):
        gradient = np.array(curvatures) * (p.numpy() - minimum)
        optimizer.apply([tf.constant(gradient)], [p])
        yield p.numpy().tolist()


print(json.dumps({name: list(points(*case)) for name, case in CASES.items()}))
