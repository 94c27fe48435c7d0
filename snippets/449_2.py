import random

import numpy as np
import tensorflow as tf


def draw(set_seed):
    set_seed(1)
    layer = tf.keras.layers.Dense(2)
    layer.build((None, 2))
    return layer.kernel.numpy()


for name, set_seed in [('TensorFlow', tf.random.set_seed), ('NumPy', np.random.seed), ('Python', random.seed),
                       ('Keras', tf.keras.utils.set_random_seed)]:
    print(f'{name:10}', np.array_equal(draw(set_seed), draw(set_seed)))

tf.keras.utils.set_random_seed(1)
W = tf.keras.initializers.GlorotUniform()((2, 2))
random.seed(1)
seed = random.randint(1, int(1e9))
limit = np.sqrt(6 / (2 + 2))
print(W.numpy())
print(tf.random.stateless_uniform((2, 2), [seed, 0], -limit, limit).numpy())
