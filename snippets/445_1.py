import weakref

import tensorflow as tf

I = tf.constant([[.05, .10]])
T = tf.constant([[.01, .99]])
WH = tf.Variable([[.15, .25], [.20, .30]])
BH = tf.Variable([.35, .35])
WO = tf.Variable([[.40, .50], [.45, .55]])
BO = tf.Variable([.60, .60])

seen = {}


def see(name, tensor):
    seen[name] = weakref.ref(tensor)
    return tensor


def error():
    H = see('I @ WH', I @ WH)
    H = see('I @ WH + BH', tf.nn.bias_add(H, BH))
    H = see('H', tf.sigmoid(H))
    O = see('H @ WO', H @ WO)
    O = see('H @ WO + BO', tf.nn.bias_add(O, BO))
    O = see('O', tf.sigmoid(O))
    E = see('O - T', O - T)
    E = see('(O - T)^2', tf.square(E))
    return tf.reduce_mean(E)


def alive():
    return [name for name, tensor in seen.items() if tensor() is not None]


error()
print('without a tape :', alive())

with tf.GradientTape() as tape:
    E = error()
print('with a tape    :', alive())

WHb, BHb, WOb, BOb = tape.gradient(E, [WH, BH, WO, BO])
print('after gradient :', alive())
