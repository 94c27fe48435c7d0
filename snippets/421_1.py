import matplotlib.pyplot as plt
import numpy as np

ps = np.random.default_rng(0).uniform(-6, 2, 1000)
Es = (ps + 2) ** 2 / 2
plt.plot(ps, Es, '.')
plt.xlabel('p')
plt.ylabel('E')

plt.show()
