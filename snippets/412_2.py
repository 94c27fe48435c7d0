import numpy as np
import tensorflow as tf

np.set_printoptions(formatter={'float': '{:6.3f}'.format})

X = np.array([[2, 3, 4]])
T = np.array([[27, -30, 179]])
W = np.array([[3, 5, 8], [4, 6, 9], [5, 7, 10]])
B = np.array([1, 2, 3])

model = tf.keras.Sequential([
    tf.keras.Input(shape=(3,)),
    tf.keras.layers.Dense(3),
])
model.set_weights([W, B])

optimizer = tf.keras.optimizers.SGD(learning_rate=0.01)
loss = tf.keras.losses.MeanSquaredError()
model.compile(optimizer, loss)

for epoch in range(200):
    Y = model.predict_on_batch(X)
    E = model.train_on_batch(X, T)
    W, B = model.get_weights()

    print('epoch =', epoch)
    print(' Y =', Y)
    print(' W =\n', W)
    print(' B =', B)
