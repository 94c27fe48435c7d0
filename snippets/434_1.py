import matplotlib.pyplot as plt
import numpy as np

ps = np.random.default_rng(0).uniform(-6, 2, 1000)
Es = (ps + 2) ** 2 / 2
plt.plot(ps, Es, '.')
plt.xlabel('p')
plt.ylabel('E')

p = -5
m = 0
v = 0

lr = 0.5
beta_1 = 0.9
beta_2 = 0.999
eps = 1e-8

for i in range(16):
    E = (p + 2) ** 2 / 2
    plt.plot(p, E, 'ro')

    dEdp = p + 2
    t = i + 1
    m = beta_1 * m + (1 - beta_1) * dEdp
    v = beta_2 * v + (1 - beta_2) * dEdp ** 2
    M = m / (1 - beta_1 ** t)
    V = v / (1 - beta_2 ** t)
    p = p - lr * M / (np.sqrt(V) + eps)

    print('p :', p)

plt.plot(p, (p + 2) ** 2 / 2, 'k*', markersize=12)
plt.show()
