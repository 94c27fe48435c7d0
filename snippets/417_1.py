import numpy as np

np.set_printoptions(formatter={'float': '{:6.3f}'.format})

I = np.array([[.05, .10]])
T = np.array([[0, 1]])
WH = np.array([[.15, .25], [.20, .30]])
BH = np.array([[.35, .35]])
WO = np.array([[.40, .50], [.45, .55]])
BO = np.array([[.60, .60]])

lr = 0.01

for epoch in range(200):
    H = I @ WH + BH
    H = 1 / (1 + np.exp(-H))

    O = H @ WO + BO
    O = np.exp(O - np.max(O))
    O = O / np.sum(O)

    E = -np.sum(T * np.log(O))
    Ob = O - T

    Hb = Ob @ WO.T
    Hb = Hb * H * (1 - H)

    WOb = H.T @ Ob
    BOb = 1 * Ob
    WHb = I.T @ Hb
    BHb = 1 * Hb

    WH = WH - lr * WHb
    BH = BH - lr * BHb
    WO = WO - lr * WOb
    BO = BO - lr * BOb

    print('epoch =', epoch)
    print(' O =', O)
    print(' WH =\n', WH)
    print(' BH =\n', BH)
    print(' WO =\n', WO)
    print(' BO =\n', BO)
