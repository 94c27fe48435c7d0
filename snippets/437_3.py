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


def forward(I, P):
    H = np.tanh(I @ P[0] + P[1])
    O = np.exp(H @ P[2] + P[3])
    return H, O / np.sum(O, axis=1, keepdims=True)


def train(seed, lr, known=200, batch=20, steps=2000):
    rng = np.random.default_rng(seed)
    P, curve = [rng.uniform(-2, 2, (2, 16)), np.zeros(16), rng.uniform(-.5, .5, (16, 2)), np.zeros(2)], []
    orders = np.array([rng.permutation(known) for epoch in range(steps * batch // known)])
    for i, rows in enumerate(orders.reshape(steps, batch)):
        H, O = forward(I[rows], P)
        Ob = (O - T[rows]) / batch
        Hb = Ob @ P[2].T * (1 + H) * (1 - H)
        P = [p - lr * g for p, g in zip(P, [I[rows].T @ Hb, Hb.sum(axis=0), H.T @ Ob, Ob.sum(axis=0)])]
        if i % 20 == 19:
            curve.append([-np.mean(np.log(forward(I[:known], P)[1][T[:known] == 1])),
                          -np.mean(np.log(forward(IV, P)[1][TV == 1]))])
    return np.array(curve)


def show(label, *settings, **others):
    curves = np.array([train(seed, *settings, **others) for seed in range(5)])
    E, EV = curves[:, -1].T
    print(f'{label:10} E :', *[f'{e:.2f}' for e in E], ' EV :', *[f'{e:.2f}' for e in EV])
    return E, EV, np.median(curves[:, :, 1], axis=0)


E_many, EV_many, many = show('200 points', 0.5)
E_few, EV_few, few = show('40 points', 0.5, known=40)
plt.plot(many, '-', few, '--')
plt.show()
