import matplotlib.pyplot as plt
import numpy as np

ps = np.random.default_rng(0).uniform(-6, 2, 1000)
Es = (ps + 2) ** 2 / 2
plt.plot(ps, Es, '.')
plt.xlabel('p')
plt.ylabel('E')

p = 0

lr = 0.5

for i in range(2):
    E = (p + 2) ** 2 / 2
    plt.plot(p, E, 'ro')

    dEdp = p + 2
    p = p - lr * dEdp

    print('p :', p)

plt.plot(p, (p + 2) ** 2 / 2, 'k*', markersize=12)
plt.show()
