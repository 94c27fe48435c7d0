"""How far TensorFlow's float32 functions are from the exact ones, in units of the last place."""

import numpy as np
import tensorflow as tf

FUNCTIONS = [
    (tf.exp, np.exp, -20, 20),
    (tf.math.log, np.log, 1e-6, 10),
    (tf.tanh, np.tanh, -8, 8),
    (tf.sigmoid, lambda x: 1 / (1 + np.exp(-x)), -15, 15),
]

for function, exact, first, last in FUNCTIONS:
    x = np.linspace(first, last, 200_001).astype(np.float32)
    wanted = exact(x.astype(np.float64))
    ulps = np.max(np.abs(function(x).numpy() - wanted) / np.spacing(np.abs(wanted).astype(np.float32)))
    print(function.__name__, ulps)
