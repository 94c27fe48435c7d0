import tensorflow as tf

variable = tf.Variable(-5, dtype=tf.float64)
h = 0

lr = 0.5
eps = 0

optimizer = tf.keras.optimizers.Adagrad(learning_rate=lr, initial_accumulator_value=h, epsilon=eps)

for i in range(16):
    with tf.GradientTape() as tape:
        E = (variable + 2) ** 2 / 2

    dEdp = tape.gradient(E, variable)
    optimizer.apply_gradients([(dEdp, variable)])
    p = variable.numpy()

    print('p :', p)
