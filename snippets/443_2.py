import inspect
import numpy as np
import tensorflow as tf
from tensorflow.python.framework import ops

rules = ops.gradient_registry

for name in ('Neg', 'Relu', 'Square'):
    print(inspect.getsource(rules.lookup(name)))

shown = ('def', 'if 1 in skip', 'return _MatMulGradAgainstFirst', 'if not t_a and not t_b',
         'grad_a = gen_math_ops.mat_mul(grad, b, t', 'grad_b = gen_math_ops.mat_mul(a, grad, t')
for line in inspect.getsourcelines(rules.lookup('MatMul'))[0]:
    if line.strip().startswith(shown):
        print(line.rstrip())

X = np.array([[2., 3.]])
W = np.array([[3., 5.], [4., 6.]])
Yb = np.array([[-8., 60.]])


def apply_rule():
    """A product, and what the rule of the product makes of the gradient that arrives at it."""
    Y = tf.matmul(X, W)
    return rules.lookup('MatMul')(Y.op, tf.constant(Yb))


Xb, Wb = tf.compat.v1.wrap_function(apply_rule, [])()
print('Xb =', Xb.numpy())
print('Wb =', Wb.numpy())

print('Less:', rules.lookup('Less'))
try:
    rules.lookup('AssignSubVariableOp')
except LookupError as error:
    print('LookupError:', error)
