import weakref

import tensorflow as tf

I, T = tf.ones((1, 2)), tf.zeros((1, 2))
WH = tf.Variable(tf.ones((2, 2)))
BH = tf.Variable(tf.zeros(2))
WO = tf.Variable(tf.ones((2, 2)))
BO = tf.Variable(tf.zeros(2))

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
