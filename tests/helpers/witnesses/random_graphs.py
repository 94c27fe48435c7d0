"""The gradients of the mean of the last tensor of graphs for their leaves, as tf.GradientTape finds them.

A case has the graph's steps, each an operation and which of the tensors so far it takes, and its leaves; the
test writes them here. What comes out is printed as JSON.
"""

import json

import tensorflow as tf

CASES = {}

OPERATORS = {"+": tf.add, "-": tf.subtract, "*": tf.multiply, "@": tf.matmul,
             "sigmoid": lambda a, b: tf.sigmoid(a)}


def gradients(steps, leaves):
    variables = [tf.Variable(leaf, dtype=tf.float64) for leaf in leaves]
    with tf.GradientTape() as tape:
        tensors = list(variables)
        for kind, i, j in steps:
            tensors.append(OPERATORS[kind](tensors[i % len(tensors)], tensors[j % len(tensors)]))
        error = tf.reduce_mean(tensors[-1])
    found = tape.gradient(error, variables, unconnected_gradients="zero")
    return [gradient.numpy().tolist() for gradient in found]


print(json.dumps({name: gradients(*case) for name, case in CASES.items()}))
