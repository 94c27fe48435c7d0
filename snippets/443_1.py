import numpy as np
import tensorflow as tf

np.set_printoptions(formatter={'float': '{:z.4f}'.format})

X = np.array([[2., 3.]])
W = np.array([[3., 5.], [4., 6.]])
Yb = np.array([[-8., 60.]])
rows = np.array([[-8., 60.], [2., -20.]])

I = np.array([[.05, .10]])
T = np.array([[0., 1.]])
WH = np.array([[.15, .25], [.20, .30]])
BH = np.array([[.35, .35]])
WO = np.array([[.40, .50], [.45, .55]])
BO = np.array([[.60, .60]])

H = 1 / (1 + np.exp(-(I @ WH + BH)))
A = np.tanh(I @ WH + BH)
R = np.maximum(I @ WH + BH - 0.38, 0)
Z = H @ WO + BO
O = np.exp(Z) / np.sum(np.exp(Z))
Hb = (O - T) @ WO.T


def show(name, operation, ours):
    """What the operation gives, and what NumPy does."""
    print(f'{name:8}', ' '.join(str(operation.numpy()).split()), ' '.join(str(ours).split()), sep='  ')


ops = tf.raw_ops
show('Wb', ops.MatMul(a=X, b=Yb, transpose_a=True), X.T @ Yb)
show('Xb', ops.MatMul(a=Yb, b=W, transpose_b=True), Yb @ W.T)
show('Bb', ops.BiasAddGrad(out_backprop=rows), np.sum(rows, axis=0))
show('sigmoid', ops.SigmoidGrad(y=H, dy=Hb), Hb * H * (1 - H))
show('tanh', ops.TanhGrad(y=A, dy=Hb), Hb * (1 + A) * (1 - A))
show('ReLU', ops.ReluGrad(gradients=Hb, features=R), Hb * (R > 0))

E, Ob = ops.SoftmaxCrossEntropyWithLogits(features=Z, labels=T)
show('E', E, -np.sum(T * np.log(O), axis=1))
show('Ob', Ob, O - T)
