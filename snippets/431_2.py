import tensorflow as tf

variable = tf.Variable(-5, dtype=tf.float64)

lr = 0.5
m = 0.5

optimizer = tf.keras.optimizers.SGD(learning_rate=lr, momentum=m)

for i in range(16):
    with tf.GradientTape() as tape:
        E = (variable + 2) ** 2 / 2

    dEdp = tape.gradient(E, variable)
    optimizer.apply_gradients([(dEdp, variable)])
    p = variable.numpy()

    print('p :', p)
