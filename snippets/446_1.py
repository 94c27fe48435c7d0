import tensorflow as tf


def bowl(p):
    return (p + 2) ** 2 / 2


def with_tape(error, p):
    with tf.GradientTape() as tape:
        E = error(p)
    dEdp = tape.gradient(E, p)
    return None if dEdp is None else dEdp.numpy()


def by_differences(error, h=1 / 1024):
    right, left = error(variable(-5 + h)), error(variable(-5 - h))
    return ((right - left) / (2 * h)).numpy()


def variable(value):
    return tf.Variable(value, dtype=tf.float64)


def stopped(p):
    return (p + 2) * tf.stop_gradient(p + 2) / 2


def assigned(p):
    p.assign(2 * p)
    return bowl(p)


constant = tf.constant(-5, tf.float64)
print('bowl      ', with_tape(bowl, variable(-5)), by_differences(bowl))
print('constant  ', with_tape(bowl, constant), by_differences(bowl))
for name, error in [('NumPy     ', lambda p: bowl(tf.constant(p.numpy()))),
                    ('round     ', lambda p: bowl(tf.round(p))),
                    ('stopped   ', stopped), ('assigned  ', assigned)]:
    print(name, with_tape(error, variable(-5)), by_differences(error))
