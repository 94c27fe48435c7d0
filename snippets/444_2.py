import tensorflow as tf

x = tf.Variable(3, dtype=tf.float64)

with tf.GradientTape() as tape:
    y = x * x + x

gradient = tape.gradient(y, x)
print('y =', y.numpy())
print('gradient =', gradient.numpy())
