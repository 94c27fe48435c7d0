import numpy as np
import tensorflow as tf

np.set_printoptions(formatter={'float': '{:6.3f}'.format})

X = np.array([[2, 3]])
T = np.array([[27]])
W = np.array([[3], [4]])
B = np.array([1])

model = tf.keras.Sequential([
    tf.keras.Input(shape=(2,)),
    tf.keras.layers.Dense(1),
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
