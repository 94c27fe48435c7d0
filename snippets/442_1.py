import numpy as np
import tensorflow as tf
from tensorflow.python.framework import op_callbacks

np.set_printoptions(formatter={'float': '{:g}'.format})

X, T = np.array([[2., 3.]]), np.array([[27., -30.]])
W, B, lr = np.array([[3., 5.], [4., 6.]]), np.array([1., 2.]), 0.01

Y = X @ W + B
E = np.sum((Y - T) ** 2) / Y.shape[1]
Yb = 2 * (Y - T) / Y.shape[1]
Wb = X.T @ Yb
Bb = np.sum(Yb, axis=0)
ours = {'X @ W': X @ W, 'Y': Y, '(Y - T) ** 2': (Y - T) ** 2, 'E': E,
        'Yb': Yb, 'Wb': Wb, 'Bb': Bb, 'lr * Wb': lr * Wb, 'lr * Bb': lr * Bb}

model = tf.keras.Sequential([tf.keras.Input(shape=(2,)), tf.keras.layers.Dense(2)])
model.set_weights([W, B])
optimizer = tf.keras.optimizers.SGD(learning_rate=lr)
optimizer.build(model.trainable_variables)
loss = tf.keras.losses.MeanSquaredError()

executed = []


def note(op_type, inputs, attrs, outputs, op_name=None, graph=None):
    """What TensorFlow calls after each operation that it has executed."""
    executed.append(op_type.decode() if isinstance(op_type, bytes) else op_type)
    for value in [output.numpy() for output in outputs if output.dtype.is_floating]:
        same = [name for name in ours if ours[name].shape == value.shape and np.allclose(ours[name], value)]
        line = f'  {executed[-1]:15} {" ".join(str(value).split()):27} {" ".join(same)}'
        print(line.rstrip())


op_callbacks.add_op_callback(note)
with tf.GradientTape() as tape:
    error = loss(T, model(X))
print('tape.gradient')
gradients = tape.gradient(error, model.trainable_variables)
print('apply_gradients')
optimizer.apply_gradients(zip(gradients, model.trainable_variables))
op_callbacks.remove_op_callback(note)
count = len(executed)
print(count, 'operations')
