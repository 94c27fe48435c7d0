import numpy as np
import tensorflow as tf

X = tf.constant([[2., 3.]])
T = tf.constant([[27., -30.]])
W = tf.Variable([[3., 5.], [4., 6.]])
B = tf.Variable([1., 2.])
lr = 0.01


@tf.function
def step(X, T):
    print('Python runs with X =', X)
    with tf.GradientTape() as tape:
        Y = X @ W + B
        E = tf.reduce_mean(tf.square(Y - T))
    Wb, Bb = tape.gradient(E, [W, B])
    W.assign_sub(lr * Wb)
    B.assign_sub(lr * Bb)
    return Y


for epoch in range(200):
    Y = step(X, T)

print('Y =', np.round(Y, 3))
print('traced :', step.experimental_get_tracing_count())

operations = step.get_concrete_function(X, T).graph.get_operations()
tape = [op.type for op in operations if op.name.startswith('gradient_tape/')]
mine = [op.type for op in operations if not op.name.startswith('gradient_tape/')]
print('from my lines :', *[type for type in mine if type not in ('Placeholder', 'Const')])
print('from the tape :', *[type for type in tape if type != 'Const'])
