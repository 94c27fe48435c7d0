import numpy as np
import tensorflow as tf

tf.keras.config.set_floatx('float64')

rng = np.random.default_rng(0)
k = np.arange(300)
r = 0.2 + 0.8 * k / 300
angle = 2 * np.pi * r + np.pi * (k % 2)
I = np.stack([r * np.cos(angle), r * np.sin(angle)], axis=1) + rng.normal(0, 0.12, (300, 2))
T = np.eye(2)[k % 2]
order = rng.permutation(300)
I, T, IV, TV = I[order[:200]], T[order[:200]], I[order[200:]], T[order[200:]]
P = [rng.uniform(-2, 2, (2, 16)), np.zeros(16), rng.uniform(-0.5, 0.5, (16, 2)), np.zeros(2)]
lr = 0.5

model = tf.keras.Sequential([
    tf.keras.Input((2,)),
    tf.keras.layers.Dense(16, activation='tanh'),
    tf.keras.layers.Dense(2, activation='softmax'),
])
model.set_weights(P)
model.compile(optimizer=tf.keras.optimizers.SGD(learning_rate=lr), loss='categorical_crossentropy')

orders = np.concatenate([rng.permutation(200) for k in range(40)])
history = model.fit(I[orders], T[orders], batch_size=20, epochs=40, steps_per_epoch=10, shuffle=False,
                    validation_data=(IV, TV), verbose=0)

for epoch in history.epoch:
    E, EV = history.history['loss'][epoch], history.history['val_loss'][epoch]
    print(f'epoch = {epoch:2}  E = {E:.3f}  EV = {EV:.3f}')
