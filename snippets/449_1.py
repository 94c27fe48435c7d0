import numpy as np
import tensorflow as tf

X = np.array([[2, 3]])
T = np.array([[27, -30]])
W = np.array([[3, 5], [4, 6]])
B = np.array([1, 2])

model = tf.keras.Sequential([
    tf.keras.Input(shape=(2,)),
    tf.keras.layers.Dense(2),
])
model.set_weights([W, B])
optimizer = tf.keras.optimizers.Adam(learning_rate=0.5)
model.compile(optimizer, 'mean_squared_error')


def show(title):
    print(title)
    for variable in model.variables + optimizer.variables:
        print('', variable.path, np.round(variable.numpy(), 3))


show('before')
model.train_on_batch(X, T)
show('after')
