import inspect
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input(shape=(2,)), tf.keras.layers.Dense(2)])
optimizer = tf.keras.optimizers.SGD()
loss = tf.keras.losses.MeanSquaredError()
model.compile(optimizer, loss)


def show(function, *beginnings):
    """Print the lines of a function's source that begin so, and return the number of all its lines."""
    source, _ = inspect.getsourcelines(function)
    print(function.__module__, function.__qualname__)
    for line in source:
        if line.strip().startswith(beginnings):
            print('   ', line.strip())
    return len(source)


fit_lines = show(model.fit, 'self.make_train_function', 'for epoch in', 'for begin_step', 'logs = self.train')
show(model.make_train_function, 'self.train_function =')
show(model._make_function, 'one_step_on_data = tf.function', 'jit_compile=')
show(model.train_step, 'with tf.GradientTape', 'y_pred = self(x, training', 'loss = self._compute_loss',
     'gradients =', 'self.optimizer.apply')
show(model.layers[0].call, 'x = ops')
show(loss.fn, 'return')
show(optimizer.update_step, 'self.assign_sub')
show(model._resolve_auto_jit_compile, '# Disable XLA on CPU')

print('model.jit_compile =', model.jit_compile)
for name, thing in (('GradientTape', tf.GradientTape), ('function', tf.function), ('matmul', tf.matmul)):
    print(f'tf.{name} is in', thing.__module__.partition('.')[0])
