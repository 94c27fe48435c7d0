import numpy as np
import tensorflow as tf

X = np.array([2., 3.], np.float32)
V = tf.Variable(X)


@tf.function
def frozen():
    return tf.reduce_sum(X)


@tf.function
def variable():
    return tf.reduce_sum(V)


@tf.function
def argument(X):
    return tf.reduce_sum(X)


def show():
    print(frozen().numpy(), variable().numpy(), argument(X).numpy())


show()
X[0] = 100
V.assign(X)
show()
