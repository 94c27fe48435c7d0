import numpy as np

np.seterr(over='ignore', invalid='ignore')


def descent(g, memory, lr):
    return -lr * g


def momentum(g, memory, lr, m=0.9):
    v = memory['v'] = m * memory.get('v', 0) - lr * g
    return v


def adagrad(g, memory, lr):
    h = memory['h'] = memory.get('h', 0) + g ** 2
    return -lr / np.sqrt(h) * g


def rmsprop(g, memory, lr):
    h = memory['h'] = 0.9 * memory.get('h', 0) + 0.1 * g ** 2
    return -lr / np.sqrt(h) * g


def adam(g, memory, lr):
    t = memory['t'] = memory.get('t', 0) + 1
    m = memory['m'] = 0.9 * memory.get('m', 0) + 0.1 * g
    v = memory['v'] = 0.999 * memory.get('v', 0) + 0.001 * g ** 2
    return -lr * m / (1 - 0.9 ** t) / np.sqrt(v / (1 - 0.999 ** t))


def walk(rule, lr, slopes, start, **others):
    path, memory = [start], {}
    for i in range(1000):
        path.append(path[-1] + rule(slopes @ path[-1], memory, lr, **others))
    return np.array(path)


def arrival(path):
    near = np.sum(path ** 2, axis=1) < 0.01 ** 2
    return np.flatnonzero(~near)[-1] + 1


start = np.array([-3, -1])
straight = np.array([[1, 0], [0, 64]])
turn = np.array([[1, -1], [1, 1]]) / np.sqrt(2)
tilted = turn @ straight @ turn.T

for name, slopes, d in (('straight', straight, start), ('tilted', tilted, turn @ start)):
    print(name)
    for rule in (descent, momentum, adagrad, rmsprop, adam):
        steps = [arrival(walk(rule, 2.0 ** n, slopes, d)) for n in range(-10, 5)]
        print(f'{rule.__name__:8}  steps : {min(steps):3}  rates : {np.sum(np.array(steps) <= 1000):2}')
