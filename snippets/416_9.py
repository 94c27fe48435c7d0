import matplotlib.pyplot as plt
import numpy as np

I = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
T = np.array([[0], [1], [1], [0]])
x, y = np.meshgrid(np.linspace(-0.5, 1.5, 101), np.linspace(-0.5, 1.5, 101))
everywhere = np.column_stack([x.ravel(), y.ravel()])

for place, is_tanh in enumerate([False, True], start=1):
    WH, BH = np.array([[1.2, -1.1, .5, 1.], [-.6, -.1, .7, -1.]]), np.zeros((1, 4))
    WO, BO = np.array([[-.8], [-.3], [-.5], [-.1]]), np.zeros((1, 1))

    for epoch in range(50):
        H = np.tanh(I @ WH + BH) if is_tanh else I @ WH + BH
        Ob = 2 * (H @ WO + BO - T) / T.size
        Hb = Ob @ WO.T * ((1 + H) * (1 - H) if is_tanh else 1)
        WO, BO = WO - 0.4 * H.T @ Ob, BO - 0.4 * np.sum(Ob, axis=0)
        WH, BH = WH - 0.4 * I.T @ Hb, BH - 0.4 * np.sum(Hb, axis=0)

    H = everywhere @ WH + BH
    O = (np.tanh(H) if is_tanh else H) @ WO + BO

    plt.subplot(1, 2, place, aspect='equal')
    plt.contourf(x, y, O.reshape(x.shape), [-9, 0.5, 9], colors=['#1769b5', '#a85400'], alpha=0.3)
    plt.scatter(*I[[0, 3]].T, s=90, color='#1769b5')
    plt.scatter(*I[[1, 2]].T, s=90, color='#a85400', marker='s')
    plt.xticks([0, 1])
    plt.yticks([0, 1])
    plt.title('tanh' if is_tanh else 'no activation')

plt.show()
