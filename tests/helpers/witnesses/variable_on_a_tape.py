"""A tape watches only what the program itself reads: that a recorder looks on must not count."""

import tensorflow as tf

v = tf.Variable(2.0)
w = tf.Variable(3.0)
with tf.GradientTape() as tape:
    v.assign(5.0)
    y = 2 * v
print(len(tape.watched_variables()))
