import numpy as np
import tensorflow as tf

np.set_printoptions(formatter={'float': '{:6.3f}'.format})

I = np.array([[.05, .10]])
T = np.array([[0, 1]])
WH = np.array([[.15, .25], [.20, .30]])
BH = np.array([.35, .35])
WO = np.array([[.40, .50], [.45, .55]])
BO = np.array([.60, .60])

model = tf.keras.Sequential([
    tf.keras.Input(shape=(2,)),
    tf.keras.layers.Dense(2, activation='sigmoid'),  # WH, BH
    tf.keras.layers.Dense(2, activation='softmax'),  # WO, BO
])
model.set_weights([WH, BH, WO, BO])

optimizer = tf.keras.optimizers.SGD(learning_rate=0.01)
loss = tf.keras.losses.CategoricalCrossentropy()
model.compile(optimizer, loss)

for epoch in range(200):
    O = model.predict_on_batch(I)
    E = model.train_on_batch(I, T)
    WH, BH, WO, BO = model.get_weights()

    print('epoch =', epoch)
    print(' O =', O)
    print(' WH =\n', WH)
    print(' BH =\n', BH)
    print(' WO =\n', WO)
    print(' BO =\n', BO)
