"""Steps of tf.keras.optimizers on E = ½ Σ cᵢ(pᵢ − minimumᵢ)², for test_optimizers.py.

Reads a JSON list of [optimizer, arguments, start, curvatures, minimum, steps] from standard input and
writes, for each, the list of the points after every step. Run apart from pytest, which then needn't
import TensorFlow. The variables are float64, so that nothing but the rule decides.
"""

import json
import sys

import numpy as np
import tensorflow as tf


def points(name, arguments, start, curvatures, minimum, steps):
    p = tf.keras.Variable(start, dtype="float64")
    optimizer = getattr(tf.keras.optimizers, name)(**arguments)
    for _ in range(steps):
        gradient = np.array(curvatures) * (p.numpy() - minimum)
        optimizer.apply([tf.constant(gradient)], [p])
        yield p.numpy().tolist()


json.dump([list(points(*each)) for each in json.load(sys.stdin)], sys.stdout)
