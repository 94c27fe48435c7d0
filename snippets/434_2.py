import tensorflow as tf

variable = tf.Variable(-5, dtype=tf.float64)

lr = 0.5
beta_1 = 0.9
beta_2 = 0.999
eps = 1e-8

optimizer = tf.keras.optimizers.Adam(learning_rate=lr, beta_1=beta_1, beta_2=beta_2, epsilon=eps)

for i in range(16):
    with tf.GradientTape() as tape:
        E = (variable + 2) ** 2 / 2

    dEdp = tape.gradient(E, variable)
    optimizer.apply_gradients([(dEdp, variable)])
    p = variable.numpy()

    print('p :', p)
