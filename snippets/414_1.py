import numpy as np

np.set_printoptions(formatter={'float': '{:6.3f}'.format})

X = np.array([[2]])
T = np.array([[10]])
W = np.array([[3]])
B = np.array([[1]])

lr = 0.01

for epoch in range(200):
    Y = X @ W + B

    E = np.sum((Y - T) ** 2) / Y.shape[1]
    Yb = 2 * (Y - T) / Y.shape[1]
    Wb = X.T @ Yb
    Bb = 1 * Yb

    W = W - lr * Wb
    B = B - lr * Bb

    print('epoch =', epoch)
    print(' Y =', Y)
    print(' W =\n', W)
    print(' B =', B)
