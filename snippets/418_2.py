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
    tf.keras.layers.Dense(2, activation='relu'),  # WH, BH
    tf.keras.layers.Dense(2, activation='softmax'),  # WO, BO
])
model.set_weights([WH, BH, WO, BO])

optimizer = tf.keras.optimizers.SGD(learning_rate=0.01)
loss = tf.keras.losses.CategoricalCrossentropy()
variables = model.trainable_variables

for epoch in range(200):
    with tf.GradientTape() as tape:
        O = model(I)
        E = loss(T, O)
    gradients = tape.gradient(E, variables)
    WHb, BHb, WOb, BOb = gradients
    optimizer.apply_gradients(zip(gradients, variables))
    WH, BH, WO, BO = model.get_weights()

    print('epoch =', epoch)
    print(' O =', O.numpy())
    print(' WHb =\n', WHb.numpy())
    print(' BHb =\n', BHb.numpy())
    print(' WOb =\n', WOb.numpy())
    print(' BOb =\n', BOb.numpy())
    print(' WH =\n', WH)
    print(' BH =\n', BH)
    print(' WO =\n', WO)
    print(' BO =\n', BO)
