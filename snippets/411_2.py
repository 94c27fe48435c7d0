import numpy as np
import tensorflow as tf

np.set_printoptions(formatter={'float': '{:6.3f}'.format})

X = np.array([[2, 3]])
T = np.array([[27, -30]])
W = np.array([[3, 5], [4, 6]])
B = np.array([1, 2])

model = tf.keras.Sequential([
    tf.keras.Input(shape=(2,)),
    tf.keras.layers.Dense(2),
])
model.set_weights([W, B])

optimizer = tf.keras.optimizers.SGD(learning_rate=0.01)
loss = tf.keras.losses.MeanSquaredError()
model.compile(optimizer, loss)

for epoch in range(2):
    Y = model.predict(X, verbose=0)
    E = model.fit(X, T, epochs=1, verbose=0).history['loss'][0]
    W, B = model.get_weights()

    print('epoch =', epoch)
    print(' Y =', Y)
    print(' W =\n', W)
    print(' B =', B)
