import tensorflow as tf

variable = tf.Variable(-5, dtype=tf.float64)

lr = 0.5
rho = 0.9
eps = 0

optimizer = tf.keras.optimizers.RMSprop(learning_rate=lr, rho=rho, epsilon=eps)

for i in range(16):
    with tf.GradientTape() as tape:
        E = (variable + 2) ** 2 / 2

    dEdp = tape.gradient(E, variable)
    optimizer.apply_gradients([(dEdp, variable)])
    p = variable.numpy()

    print('p :', p)
