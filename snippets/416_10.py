import matplotlib.pyplot as plt
import numpy as np

sigmoid = (lambda Z: 1 / (1 + np.exp(-Z)), lambda A: A * (1 - A), 1, '#b8255f')
tanh = (np.tanh, lambda A: (1 + A) * (1 - A), 1, '#1769b5')
relu = (lambda Z: np.maximum(Z, 0), np.sign, 2, '#28793a')

n = 64
layers = np.arange(1, 11)

for name, (f, slope, gain, colour) in {'sigmoid': sigmoid, 'tanh': tanh, 'ReLU': relu}.items():
    random = np.random.default_rng(0)
    A = [random.normal(size=(1, n))]
    W = [random.normal(size=(n, n)) * np.sqrt(gain / n) for layer in layers]

    for layer in layers:
        A.append(f(A[-1] @ W[layer - 1]))

    sizes = []
    Ab = random.normal(size=(1, n))
    for layer in layers[::-1]:
        Zb = Ab * slope(A[layer])
        sizes.insert(0, np.mean(np.abs(Zb)))
        Ab = Zb @ W[layer - 1].T

    print(f'{name:8} layer 1: {sizes[0]:.1e}   layer 10: {sizes[-1]:.1e}')
    plt.semilogy(layers, sizes, 'o-', color=colour, label=name)

plt.xlabel('layer')
plt.ylabel('mean |gradient|')
plt.legend()
plt.show()
