import numpy as np
import tensorflow as tf

np.set_printoptions(formatter={'float': '{:6.3f}'.format})

I = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
T = np.array([[0], [1], [1], [0]])
WH = np.array([[1.2, -1.1, .5, 1.], [-.6, -.1, .7, -1.]])
BH = np.array([0., 0., 0., 0.])
WO = np.array([[-.8], [-.3], [-.5], [-.1]])
BO = np.array([0.])

model = tf.keras.Sequential([
    tf.keras.Input(shape=(2,)),
    tf.keras.layers.Dense(4, activation='tanh'),  # WH, BH
    tf.keras.layers.Dense(1),  # WO, BO
])
model.set_weights([WH, BH, WO, BO])

optimizer = tf.keras.optimizers.SGD(learning_rate=0.4)
loss = tf.keras.losses.MeanSquaredError()
model.compile(optimizer, loss)

for epoch in range(50):
    O = model.predict_on_batch(I)
    E = model.train_on_batch(I, T)
    WH, BH, WO, BO = model.get_weights()

    print('epoch =', epoch)
    print(' O =\n', O)
