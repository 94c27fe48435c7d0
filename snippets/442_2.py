import numpy as np
import tensorflow as tf

np.set_printoptions(formatter={'float': '{:g}'.format})

X, T = tf.constant([[2., 3.]]), tf.constant([[27., -30.]])
model = tf.keras.Sequential([tf.keras.Input(shape=(2,)), tf.keras.layers.Dense(2)])
model.set_weights([np.array([[3, 5], [4, 6]]), np.array([1, 2])])
optimizer = tf.keras.optimizers.SGD(learning_rate=0.01)
optimizer.build(model.trainable_variables)
loss = tf.keras.losses.MeanSquaredError()
names = {'[[2 3]]': 'X', '[[27 -30]]': 'T', '[[3 5] [4 6]]': 'W', '[1 2]': 'B', '0.01': 'lr'}


def step():
    with tf.GradientTape() as tape:
        error = loss(T, model(X))
    gradients = tape.gradient(error, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))


graph = tf.compat.v1.wrap_function(step, [])
operations = graph.graph.get_operations()
tensors = [tensor for op in operations for tensor in op.outputs if tensor.dtype == tf.float32]
values = [' '.join(str(value.numpy()).split()) for value in graph.prune([], tensors)()]
value_of = {tensor.name: value for tensor, value in zip(tensors, values)}
results = [[tensor.name for tensor in op.outputs if tensor.name in value_of] for op in operations]

called, number = {}, 0
for op, outputs in zip(operations, results):
    inputs = [called[tensor.name] for tensor in op.inputs if tensor.name in called]
    if op.type == 'MatMul' and op.get_attr('transpose_a'):
        inputs[0] += '.T'
    if op.type in ('Const', 'ReadVariableOp', 'Cast'):
        called |= {name: names.get(value_of[name], value_of[name]) for name in outputs}
    elif op.type in ('Identity', 'IdentityN', 'Reshape'):
        called |= dict(zip(outputs, inputs))
    elif outputs:
        number = number + 1
        called[outputs[0]] = f'#{number}'
        print(f'#{number:<2} {op.type:11} {" ".join(inputs):7} {value_of[outputs[0]]:26}', op.name)
    elif inputs:
        print(f'    {op.type} {inputs[0]:26}', op.name)
