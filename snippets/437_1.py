import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(0)
k = np.arange(300)
r = 0.2 + 0.8 * k / 300
angle = 2 * np.pi * r + np.pi * (k % 2)
I = np.stack([r * np.cos(angle), r * np.sin(angle)], axis=1) + rng.normal(0, 0.12, (300, 2))
T = np.eye(2)[k % 2]
order = rng.permutation(300)
I, T, IV, TV = I[order[:200]], T[order[:200]], I[order[200:]], T[order[200:]]
P = [rng.uniform(-2, 2, (2, 16)), np.zeros(16), rng.uniform(-0.5, 0.5, (16, 2)), np.zeros(2)]
lr = 0.5


def forward(I, P):
    H = np.tanh(I @ P[0] + P[1])
    O = np.exp(H @ P[2] + P[3])
    return H, O / np.sum(O, axis=1, keepdims=True)


def learn(order, P, E=0):
    for rows in np.split(order, 10):
        WH, BH, WO, BO = P
        H, O = forward(I[rows], P)
        E = E - np.mean(np.log(O[T[rows] == 1])) / 10
        Ob = (O - T[rows]) / len(rows)
        Hb = Ob @ WO.T * (1 + H) * (1 - H)
        P = [WH - lr * I[rows].T @ Hb, BH - lr * Hb.sum(axis=0), WO - lr * H.T @ Ob, BO - lr * Ob.sum(axis=0)]
    return E, P


curves = []
for epoch in range(40):
    E, P = learn(rng.permutation(200), P)
    EV = -np.mean(np.log(forward(IV, P)[1][TV == 1]))
    curves.append([E, EV])
    print(f'epoch = {epoch:2}  E = {E:.3f}  EV = {EV:.3f}')
x, y = np.meshgrid(np.linspace(-1.5, 1.5, 80), np.linspace(-1.5, 1.5, 80))
O = forward(np.stack([x.ravel(), y.ravel()], axis=1), P)[1]
left, right = plt.subplots(1, 2, figsize=(9, 4))[1]
left.contour(x, y, O[:, 1].reshape(80, 80), [0.5], colors='k')
left.scatter(*I.T, 12, np.where(T[:, 1], 'C1', 'C0'))
right.plot(curves)
plt.show()
