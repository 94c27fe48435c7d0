import numpy as np

np.seterr(over='ignore', invalid='ignore')


def walk(rule, lr, slopes, start, momentum=0.9):
    path, m, v, h = [start], 0, 0, 0
    for t in range(1, 1001):
        g = slopes @ path[-1]
        if rule == 'descent':
            step = -lr * g
        elif rule == 'momentum':
            step = v = momentum * v - lr * g
        elif rule == 'adagrad':
            h = h + g ** 2
            step = -lr / np.sqrt(h) * g
        elif rule == 'rmsprop':
            h = 0.9 * h + 0.1 * g ** 2
            step = -lr / np.sqrt(h) * g
        elif rule == 'adam':
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g ** 2
            step = -lr * m / (1 - 0.9 ** t) / np.sqrt(v / (1 - 0.999 ** t))
        path.append(path[-1] + step)
    return np.array(path)


def arrival(path):
    near = np.sum(path ** 2, axis=1) < 0.01 ** 2
    return np.flatnonzero(~near)[-1] + 1


start = np.array([-3, -1])
straight = np.array([[1, 0], [0, 64]])
turn = np.array([[1, -1], [1, 1]]) / np.sqrt(2)
tilted = turn @ straight @ turn.T
rates = 2.0 ** np.arange(-10, 5)

for name, slopes, d in (('straight', straight, start), ('tilted', tilted, turn @ start)):
    print(name)
    for rule in ('descent', 'momentum', 'adagrad', 'rmsprop', 'adam'):
        steps = np.array([arrival(walk(rule, lr, slopes, d)) for lr in rates])
        lr = rates[np.argmin(steps)]
        print(f'{rule:8}  steps : {min(steps):3}  lr : {lr:9}  rates : {np.sum(steps <= 1000):2}')
