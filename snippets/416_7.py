import numpy as np

np.set_printoptions(formatter={'float': '{:6.3f}'.format})

I = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
T = np.array([[0], [1], [1], [0]])
WH = np.array([[1.2, -1.1, .5, 1.], [-.6, -.1, .7, -1.]])
BH = np.array([[0., 0., 0., 0.]])
WO = np.array([[-.8], [-.3], [-.5], [-.1]])
BO = np.array([[0.]])

lr = 0.4

for epoch in range(50):
    H = I @ WH + BH
    H = np.tanh(H)

    O = H @ WO + BO

    E = np.sum((O - T) ** 2) / O.size
    Ob = 2 * (O - T) / O.size

    Hb = Ob @ WO.T
    Hb = Hb * (1 + H) * (1 - H)

    WOb = H.T @ Ob
    BOb = np.sum(Ob, axis=0, keepdims=True)
    WHb = I.T @ Hb
    BHb = np.sum(Hb, axis=0, keepdims=True)

    WH = WH - lr * WHb
    BH = BH - lr * BHb
    WO = WO - lr * WOb
    BO = BO - lr * BOb

    print('epoch =', epoch)
    print(' O =\n', O)
