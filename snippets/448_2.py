import re

import numpy as np
import tensorflow as tf

X = tf.constant([[2., 3.]])
T = tf.constant([[27., -30.]])


def train(compiled):
    W = tf.Variable([[3., 5.], [4., 6.]])
    B = tf.Variable([1., 2.])

    def step(X, T):
        with tf.GradientTape() as tape:
            Y = X @ W + B
            E = tf.reduce_mean(tf.square(Y - T))
        Wb, Bb = tape.gradient(E, [W, B])
        W.assign_sub(0.01 * Wb)
        B.assign_sub(0.01 * Bb)
        return E

    step = compiled(step)
    epochs = []
    for epoch in range(200):
        E = step(X, T)
        epochs.append([E, *W.numpy().flat, *B.numpy()])
    return step, np.array(epochs, np.float32)


eager = train(lambda step: step)[1]
graph = train(tf.function)[1]
step, xla = train(lambda step: tf.function(step, jit_compile=True))

code = step.experimental_get_compiler_ir(X, T)(stage='optimized_hlo')
fusions = re.findall(r'%(\w+) = \S+ fusion\(.*calls=(%[\w.]+)', code)
for name, part in fusions:
    body = code[code.index(part + ' ('):].split('\n}')[0]
    operations = re.findall(r' = \S+ ([a-z]+)\(', body)
    print(name, ':', *[op for op in operations if op in ('dot', 'add', 'subtract', 'multiply', 'reduce')])

print('graph equals eager :', np.array_equal(graph, eager))
print('W[0,1] after one epoch, eager :', eager[0, 2])
print('W[0,1] after one epoch, XLA   :', xla[0, 2])
