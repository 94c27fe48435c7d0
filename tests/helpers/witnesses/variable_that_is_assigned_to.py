"""A variable that changes in every way in which variables change."""

import tensorflow as tf

W = tf.Variable([1.0, 2.0])
P = W.read_value()
optimizer = tf.keras.optimizers.SGD(learning_rate=1.0)
for epoch in range(4):
    if epoch == 0:
        W.assign([5.0, 6.0])
    if epoch == 1:
        W.assign_add([1.0, 0.0])
    if epoch == 2:
        W[0].assign(9.0)
    if epoch == 3:
        optimizer.apply_gradients([(tf.ones(2), W)])
