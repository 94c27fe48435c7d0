"""The gradients of networks as TensorFlow's tape finds them, in float64.

A case has the input, the target, the weights and bias of each layer, the layers' activations, and the loss;
the test writes them here. What comes out is printed as JSON.
"""

import json

import tensorflow as tf

CASES = {}

ACTIVATIONS = {"linear": tf.identity, "sigmoid": tf.sigmoid, "tanh": tf.tanh, "relu": tf.nn.relu,
               "softmax": tf.nn.softmax}
LOSSES = {
    "MeanSquaredError": lambda target, output: tf.reduce_mean((target - output) ** 2),
    "CategoricalCrossentropy": lambda target, output: -tf.reduce_sum(target * tf.math.log(output)),
}


def gradients(data, target, layers, activations, loss):
    """dE by each tensor: the input X, and of layer k the weights, bias, sum Zk and output Ak."""
    tensors = {"X": tf.constant(data, tf.float64)}
    for k, (weights, bias) in enumerate(layers):
        tensors |= {f"W{k}": tf.constant(weights, tf.float64), f"B{k}": tf.constant(bias, tf.float64)}
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        output = tensors["X"]
        for k, activation in enumerate(activations):
            tensors[f"Z{k}"] = output @ tensors[f"W{k}"] + tensors[f"B{k}"]
            tensors[f"A{k}"] = output = ACTIVATIONS[activation](tensors[f"Z{k}"])
        error = LOSSES[loss](tf.constant(target, tf.float64), output)
    return {name: gradient.numpy().tolist() for name, gradient in tape.gradient(error, tensors).items()}


print(json.dumps({name: gradients(*case) for name, case in CASES.items()}))
