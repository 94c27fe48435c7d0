# ---
# jupyter:
#   description: 네트워크를 바꾸면 학습이 얼마나 빨라질지 먼저 예측하고, 일부러 틀린 역전파를 유한 차분으로 찾아내고, 본문에 없는 활성화 함수의 기울기를 직접 만들어 확인합니다.
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 4.1 실습: 예측하고, 망가뜨리고, 찾아내기
#
# 한 줄이 틀린 역전파로도 네트워크는 배웁니다. 오차의 곡선은 맞는 역전파의 것과 거의 겹칩니다.
# 이 실습에서 그 한 줄을 찾아내는 방법을 익힙니다. 그에 앞서, 실행하지 않고도 네트워크가 얼마나 빨리 배울지 예측해 봅니다.
#
# ## 목표
#
# - 네트워크의 모양과 학습률만 보고 학습이 얼마나 빠를지 예측합니다.
# - 틀린 역전파로도 오차가 줄어드는 모습을 보고, 유한 차분으로 틀린 줄을 찾아냅니다.
# - 본문에 없는 활성화 함수를 네트워크에 넣고, 그 기울기를 스스로 확인합니다.
#
# 노트북에는 문제마다 답을 쓰는 셀이 있고, 바로 아래 셀이 답을 확인해 줍니다. 풀이는 접어 두었으니 먼저 답해 보고 펼치기를 권합니다.

# %% tags=["setup"]
# %config InlineBackend.figure_formats = ['svg']
import numpy as np
import matplotlib.pyplot as plt

np.set_printoptions(formatter={'float': '{:6.3f}'.format})
plt.rc('axes', prop_cycle=plt.cycler(
    color=['#59626c', '#1769b5', '#28793a', '#a85400', '#b8255f'],
    linestyle=['-', '--', ':', '-.', (0, (8, 2))]))
plt.rc('figure', figsize=(4.6, 3.2))
plt.rc('font', size=12)
plt.rc('legend', frameon=False)

NOT_YET = '아직 답하지 않았습니다. 위의 셀에 답을 쓰고 두 셀을 차례로 실행하십시오.'
RIGHT = '맞았습니다.'

# %% [markdown]
# ## 층 하나를 학습시키는 함수
#
# [4.1.1절](../411.md)의 NumPy 프로그램을 함수로 감쌌습니다. 다른 것은 하나뿐입니다. 출력하는 대신, epoch마다 예측 값이
# 목표 값에서 얼마나 떨어져 있는지를 모아서 돌려줍니다. [4.1.1절](../411.md)부터 [4.1.4절](../414.md)까지의 데이터도 그대로 옮겼습니다.
# 네트워크마다 행렬 네 개를 사전(dict)에 이름을 붙여 담았습니다. `train(**NETWORKS['4.1.1'])`처럼 별표 두 개를 붙이면, 사전에 담긴 값이 이름이 같은 인수로 들어갑니다.

# %%
NETWORKS = {
    '4.1.1': dict(X=[[2, 3]], T=[[27, -30]], W=[[3, 5], [4, 6]], B=[[1, 2]]),
    '4.1.2': dict(X=[[2, 3, 4]], T=[[27, -30, 179]], W=[[3, 5, 8], [4, 6, 9], [5, 7, 10]], B=[[1, 2, 3]]),
    '4.1.3': dict(X=[[2, 3]], T=[[27]], W=[[3], [4]], B=[[1]]),
    '4.1.4': dict(X=[[2]], T=[[10]], W=[[3]], B=[[1]]),
}


def train(X, T, W, B, lr=0.01, epochs=20):
    """epoch마다 Y - T를 한 행으로."""
    X, T, W, B = (np.array(matrix, dtype=float) for matrix in (X, T, W, B))
    differences = []
    for epoch in range(epochs):
        Y = X @ W + B
        Yb = 2 * (Y - T) / Y.shape[1]
        W = W - lr * X.T @ Yb
        B = B - lr * Yb
        differences.append((Y - T)[0])
    return np.array(differences)


D = train(**NETWORKS['4.1.1'])
print('Y - T =\n', D[:5])

# %% [markdown]
# 두 열이 두 출력입니다. 아래로 갈수록 목표에 가까워집니다. 얼마씩 가까워지는지 보려고, 행마다 바로 위 행으로 나누어 봅니다.

# %%
print(D[1:5] / D[:4])

# %% [markdown]
# 모두 같은 수입니다. 출력이 달라도, epoch가 지나도 변하지 않습니다. 갱신한 $W$와 $B$를 순전파의 식에 넣어 보면 이유가 드러납니다.
#
# $$
# Y \leftarrow X (W - \alpha X^T Y_b) + (B - \alpha Y_b)
# $$
#
# 괄호를 풀면 $XW + B$는 지금의 $Y$이고, 나머지는 $Y_b$로 묶입니다.
#
# $$
# Y \leftarrow Y - \alpha (X X^T + 1) Y_b
# $$
#
# $X X^T$는 입력을 제곱해서 모두 더한 수입니다. 여기에 $Y_b = 2 (Y - T) / n$을 넣고 양쪽에서 $T$를 빼면, 차이에 무엇이 곱해지는지 보입니다.
#
# $$
# Y - T \leftarrow \left(1 - \frac{2 \alpha}{n} (X X^T + 1)\right) (Y - T)
# $$
#
# 곱해지는 수에는 가중치의 처음 값도, 목표 값도 들어 있지 않습니다. 입력의 크기와 출력의 개수와 학습률만 남았습니다.

# %% [markdown]
# ## 문제 1. 실행하지 않고 예측하기
#
# 나머지 세 네트워크에서는 epoch마다 차이에 어떤 수가 곱해질까요? 학습률은 모두 `lr=0.01`입니다. 위의 식으로 계산해서 넣으십시오.
# 수를 써도 좋고 계산식을 써도 좋습니다.

# %% tags=["answer"] labels=["4.1.2절의 네트워크", "4.1.3절의 네트워크", "4.1.4절의 네트워크"] ask={"factors['4.1.2']": "number", "factors['4.1.3']": "number", "factors['4.1.4']": "number"}
factors = {'4.1.2': None, '4.1.3': None, '4.1.4': None}

# %% tags=["check"]
if None in factors.values():
    print(NOT_YET)
else:
    for name, factor in factors.items():
        D = train(**NETWORKS[name])
        assert np.allclose(factor, D[1] / D[0], atol=0.005), \
            f'{name}절의 네트워크에서는 실제로 다른 수가 곱해지니, 입력을 제곱해 더한 값과 출력의 개수를 다시 세어 보십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# 위의 식에 입력의 제곱의 합과 출력의 개수와 학습률을 넣습니다. 안쪽 괄호의 마지막 항은 편향에서 온 것입니다.
#
# ```python
# factors = {
#     '4.1.2': 1 - 0.01 * 2 / 3 * (2 ** 2 + 3 ** 2 + 4 ** 2 + 1),
#     '4.1.3': 1 - 0.01 * 2 / 1 * (2 ** 2 + 3 ** 2 + 1),
#     '4.1.4': 1 - 0.01 * 2 / 1 * (2 ** 2 + 1),
# }
# ```
#
# 입력이 크면 걸음이 커지고, 출력이 많으면 걸음이 작아집니다. 차이에 곱해지는 수가 사라지도록 학습률을 고르면 한 번 만에 목표에 닿습니다.
#
# </details>

# %% [markdown] tags=["solution"]
# 그래프로도 확인합니다. 같은 수를 되풀이해서 곱하므로, 세로축을 로그 눈금으로 그리면 오차는 직선으로 내려갑니다.

# %% tags=["solution"] alt="가로가 epoch, 세로가 오차 E의 로그 눈금인 그래프. 네 네트워크의 오차가 모두 곧은 직선을 그리며 내려간다. 입력이 둘이고 출력이 하나인 네트워크의 직선이 가장 가파르고, 입력도 출력도 하나인 네트워크의 직선이 가장 완만하다."
for name, network in NETWORKS.items():
    plt.plot(np.mean(train(**network) ** 2, axis=1), label=name)
plt.yscale('log')
plt.xlabel('epoch')
plt.ylabel('E')
plt.legend()
plt.show()

# %% [markdown] tags=["solution"]
# 처음 오차가 가장 큰 네트워크가 가장 늦게 배우는 것은 아닙니다. 얼마나 빨리 배우는지는 직선이 기울어진 정도가 말해 줍니다.

# %% [markdown]
# ## 기울기를 재는 자
#
# 이제 은닉층이 있는 네트워크로 갑니다. 데이터는 [4.1.5절](../415.md)의 것이고, 은닉층에만 sigmoid를 씁니다.
# 가중치와 편향의 행렬 네 개를 사전 하나에 담으면, 어느 것이든 이름으로 골라 조금 움직여 볼 수 있습니다.
# `activation=sigmoid`처럼 함수도 인수로 넘깁니다. 나중에 다른 활성화 함수로 바꾸려는 것입니다.

# %%
I = np.array([[.05, .10]])
T = np.array([[.01, .99]])
START = {
    'WH': np.array([[.15, .25], [.20, .30]]),
    'BH': np.array([[.35, .35]]),
    'WO': np.array([[.40, .50], [.45, .55]]),
    'BO': np.array([[.60, .60]]),
}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_slope(a):
    """sigmoid의 기울기. a는 sigmoid의 출력."""
    return a * (1 - a)


def forward(P, activation=sigmoid):
    H = activation(I @ P['WH'] + P['BH'])
    O = H @ P['WO'] + P['BO']
    E = np.sum((O - T) ** 2) / O.shape[1]
    return H, O, E


def backward(P, activation=sigmoid, slope=sigmoid_slope):
    H, O, E = forward(P, activation)
    Ob = 2 * (O - T) / O.shape[1]
    Hb = Ob @ P['WO'].T * slope(H)
    WOb = H.T @ Ob
    BOb = 1 * Ob
    WHb = I.T @ Hb
    BHb = 1 * Hb
    return {'WH': WHb, 'BH': BHb, 'WO': WOb, 'BO': BOb}


# %% [markdown]
# 기울기는 수 하나를 조금 움직였을 때 오차가 변하는 비율입니다. 그러니 정말로 조금 움직여 보면 됩니다.
# 수 하나를 $h$만큼 키웠을 때의 오차에서 $h$만큼 줄였을 때의 오차를 빼고, 움직인 폭으로 나눕니다. 이것이 **유한 차분**입니다. 앞뒤로 움직여 재므로 중앙 차분이라고도 합니다.
#
# $$
# \frac{E(w + h) - E(w - h)}{2 h}
# $$
#
# 역전파의 식을 하나도 쓰지 않으므로 역전파를 재는 자로 쓸 수 있습니다. 대신 수마다 순전파를 두 번씩 하니 느립니다.
# 프로그램의 `np.ndindex(P[name].shape)`는 행렬의 모든 위치를 하나씩 차례로 내줍니다.

# %%
def by_differences(P, h=1e-5, activation=sigmoid):
    """수를 하나씩 움직여서 잰 기울기."""
    def error(name, place, by):
        moved = {key: matrix.copy() for key, matrix in P.items()}
        moved[name][place] += by
        return forward(moved, activation)[2]

    slopes = {name: np.zeros_like(matrix) for name, matrix in P.items()}
    for name in P:
        for place in np.ndindex(P[name].shape):
            slopes[name][place] = (error(name, place, h) - error(name, place, -h)) / (2 * h)
    return slopes


def compare(gradients, slopes):
    for name in slopes:
        print(f'{name}b: 가장 큰 차이 {np.max(np.abs(gradients[name] - slopes[name])):.0e}')


compare(backward(START), by_differences(START))

# %% [markdown]
# 역전파로 구한 기울기와 재어 본 기울기가 거의 같습니다. 자에도 오차가 있어서 똑같지는 않습니다. $h$를 바꾸어 가며 그 오차를 그려 봅니다.

# %% alt="가로가 h, 세로가 기울기의 가장 큰 차이인 로그 눈금 그래프. h를 줄이면 차이가 곧게 줄다가 가운데에서 바닥을 치고, 더 줄이면 도로 커져 V자를 이룬다."
hs = 10.0 ** np.arange(-13, 0)
gradients = backward(START)
largest = [max(np.max(np.abs(gradients[name] - slopes[name])) for name in slopes)
           for slopes in (by_differences(START, h) for h in hs)]
plt.loglog(hs, largest, 'o-')
plt.xlabel('h')
plt.ylabel('largest difference')
plt.show()

# %% [markdown]
# 오른쪽에서는 $h$가 너무 커서 곡선이 포물선에서 벗어나는 만큼 어긋납니다. 왼쪽에서는 거의 같은 두 오차를 빼느라 유효 숫자가 사라지고, 남은 반올림 오차를
# 아주 작은 수로 나누어 부풀립니다. 그래서 $h$는 작을수록 좋은 것이 아니라 그 사이에서 골라야 합니다. `h=1e-5`는 V자의 바닥 가까이에 있습니다.
#
# ## 망가진 역전파
#
# 다음 역전파는 한 줄이 틀렸습니다. 그래도 오류 없이 실행됩니다. 어디가 틀렸는지 보지 말고, 먼저 학습을 시켜 봅니다.

# %% alt="가로가 epoch, 세로가 오차 E의 로그 눈금인 그래프. 맞는 역전파와 틀린 역전파의 곡선이 거의 겹친 채 함께 내려간다."
def broken(P):
    H, O, E = forward(P)
    Ob = 2 * (O - T) / O.shape[1]
    Hb = Ob @ P['WO'] * sigmoid_slope(H)
    WOb = H.T @ Ob
    BOb = 1 * Ob
    WHb = I.T @ Hb
    BHb = 1 * Hb
    return {'WH': WHb, 'BH': BHb, 'WO': WOb, 'BO': BOb}


def learn(rule, lr=0.1, epochs=100):
    """rule이 구한 기울기로 배울 때 epoch마다의 오차."""
    P, errors = START, []
    for epoch in range(epochs):
        errors.append(forward(P)[2])
        gradients = rule(P)
        P = {name: P[name] - lr * gradients[name] for name in P}
    return errors


plt.semilogy(learn(backward), label='backward')
plt.semilogy(learn(broken), label='broken')
plt.xlabel('epoch')
plt.ylabel('E')
plt.legend()
plt.show()

# %% [markdown]
# 틀린 역전파로도 네트워크는 배웁니다. 오차가 줄어든다고 해서 기울기가 맞는 것은 아닙니다.
#
# ## 문제 2. 틀린 줄 찾기
#
# `broken`에서 처음으로 틀린 값은 무엇일까요? 눈으로 찾지 말고 `compare`로 재어 보십시오. 어느 기울기가 어긋나고 어느 기울기가 맞는지 보면,
# 어긋난 기울기들만 거쳐 가는 줄을 짚어 낼 수 있습니다.

# %% tags=["answer"] ask={"suspect": ["'Ob'", "'Hb'", "'WOb'", "'BOb'", "'WHb'", "'BHb'"]} hint="compare(broken(START), by_differences(START))"
suspect = None      # 'Ob', 'Hb', 'WOb', 'BOb', 'WHb', 'BHb' 가운데 하나

# %% tags=["check"]
USED_BY = {'Ob': ['WH', 'BH', 'WO', 'BO'], 'Hb': ['WH', 'BH'],
           'WOb': ['WO'], 'BOb': ['BO'], 'WHb': ['WH'], 'BHb': ['BH']}
if suspect is None:
    print(NOT_YET)
else:
    assert suspect in USED_BY, '여섯 이름 가운데 하나를 따옴표와 함께 쓰십시오.'
    gradients, slopes = broken(START), by_differences(START)
    wrong = [name for name in slopes if not np.allclose(gradients[name], slopes[name], atol=1e-8)]
    would = ', '.join(f'{name}b' for name in USED_BY[suspect])
    assert USED_BY[suspect] == wrong, \
        f'{suspect}가 처음으로 틀린 값이라면 compare(broken(START), by_differences(START))가 출력하는 줄 가운데 {would}에서만 차이가 클 테니, 그 줄들을 다시 보십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# 재어 보면 `WHb`와 `BHb`는 어긋나고 `WOb`와 `BOb`는 맞습니다. `Ob`가 틀렸다면 넷이 모두 어긋났을 것입니다.
# 그러니 `WHb`와 `BHb`만 거쳐 가는 `Hb`가 틀렸습니다.
#
# ```python
# compare(broken(START), by_differences(START))
# suspect = 'Hb'
# ```
#
# 그 줄을 다시 보면 `P['WO']`를 전치하지 않았습니다. 은닉층과 출력층의 크기가 같아서 모양이 우연히 맞았고, 그래서 오류가 나지 않았습니다. 모양이 맞는다고 식이 맞는 것은 아닙니다.
# 두 층의 크기를 서로 다르게 해서 시험하면 이런 잘못은 바로 오류로 드러납니다.
#
# </details>

# %% [markdown]
# ## 문제 3. 본문에 없는 활성화 함수
#
# ReLU를 둥글게 다듬은 함수가 있습니다. softplus라고 합니다.
#
# $$
# a = \log(1 + e^x)
# $$
#
# softplus의 기울기는 바로 sigmoid입니다.
#
# $$
# \frac{1}{1 + e^{-x}} = \frac{e^x}{1 + e^x}
# $$
#
# 그런데 `backward`는 기울기 함수에 $x$가 아니라 출력 $a$를 넘깁니다. 기울기를 $a$만으로 쓰십시오.
# 첫 식의 로그를 풀면 $e^a = 1 + e^x$입니다. 여기에서 시작하십시오.

# %% tags=["answer"] labels=["softplus의 기울기"] ask={"softplus_slope(a)": "a"}
def softplus_slope(a):
    """softplus의 기울기. a는 softplus의 출력."""
    return None

# %% tags=["check"]
def softplus(x):
    return np.log(1 + np.exp(x))


if softplus_slope(np.ones((1, 2))) is None:
    print(NOT_YET)
else:
    gradients = backward(START, softplus, softplus_slope)
    slopes = by_differences(START, activation=softplus)
    compare(gradients, slopes)
    assert all(np.allclose(gradients[name], slopes[name], atol=1e-8) for name in slopes), \
        '재어 본 기울기와 다르니, a와 x 사이의 식에서 기울기를 a로 다시 써 보십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# $e^a = 1 + e^x$이므로 기울기의 분모는 $e^a$이고 분자는 $e^a - 1$입니다. 나누면 $x$가 사라집니다.
#
# $$
# \frac{e^x}{1 + e^x} = \frac{e^a - 1}{e^a} = 1 - e^{-a}
# $$
#
# ```python
# def softplus_slope(a):
#     return 1 - np.exp(-a)
# ```
#
# </details>

# %% [markdown]
# ## 기억할 것
#
# - 층 하나에서는 차이에 epoch마다 같은 수가 곱해집니다. 그 수는 입력의 크기와 출력의 개수와 학습률이 정합니다.
# - 오차가 줄어든다고 해서 기울기가 맞는 것은 아닙니다. 유한 차분과 비교해야 압니다.
# - 활성화 함수나 층을 새로 만들었다면 학습시키기 전에 유한 차분과 비교합니다.
