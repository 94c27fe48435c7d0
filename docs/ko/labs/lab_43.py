# ---
# jupyter:
#   description: 다섯 옵티마이저를 좁은 골짜기와 로젠브록의 휘어진 골짜기에서 겨루게 합니다. 결과를 먼저 예측하고, 기울기를 손으로 구해 확인하고, 학습률을 골라 바닥까지 갑니다.
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 4.3 실습: 골짜기에서 겨루기
#
# 짧게 걸으면 가장 앞선 규칙이, 길게 걸으면 꼴찌가 됩니다.
# 한쪽은 가파르고 한쪽은 완만한 골짜기에서, 그리고 휘어진 골짜기에서 다섯 옵티마이저가 어떻게 걷는지 비교합니다.
#
# ## 목표
#
# - 가중치가 둘인 골짜기에서 다섯 옵티마이저가 어떻게 걷는지 보고, 누가 앞설지 예측합니다.
# - 식이 복잡한 골짜기의 기울기를 손으로 구하고 유한 차분으로 확인합니다.
# - 학습률을 골라 휘어진 골짜기의 바닥까지 갑니다.
#
# 노트북에는 문제마다 답을 쓰는 셀이 있고, 바로 아래 셀이 답을 확인해 줍니다. 풀이는 접어 두었으니 먼저 답해 보고 펼치기를 권합니다.

# %% tags=["setup"]
# %config InlineBackend.figure_formats = ['svg']
from collections import defaultdict

import numpy as np
import matplotlib.pyplot as plt

np.set_printoptions(formatter={'float': '{:6.3f}'.format})
np.seterr(over='ignore', invalid='ignore')      # 튕겨 나간 공은 끝없이 멀어집니다
plt.rc('axes', prop_cycle=plt.cycler(
    color=['#59626c', '#1769b5', '#28793a', '#a85400', '#b8255f'],
    linestyle=['-', '--', ':', '-.', (0, (8, 2))]))
plt.rc('figure', figsize=(4.6, 3.2))
plt.rc('font', size=12)
plt.rc('legend', frameon=False)

NOT_YET = '아직 답하지 않았습니다. 위의 셀에 답을 쓰고 두 셀을 차례로 실행하십시오.'
RIGHT = '맞았습니다.'

# %% [markdown]
# ## 다섯 규칙
#
# [4.3절](../43.md)의 다섯 규칙입니다. 자리가 수 하나가 아니라 벡터여도 그대로 쓸 수 있도록, 기울기 `dEdp`를 받아 걸음을 돌려주는 함수로 썼습니다.
# `memory`는 규칙이 걸음 사이에 기억하는 것을 담는 사전입니다. 아래의 `walk`가 쓰는 `defaultdict(float)`는 아직 넣지 않은 이름에 $0.0$을 돌려주는 사전이라, 기억은 비어 있는 상태에서 시작합니다.

# %%
def descent(dEdp, memory, lr):
    return -lr * dEdp


def momentum(dEdp, memory, lr, m=0.9):
    memory['v'] = m * memory['v'] - lr * dEdp
    return memory['v']


def adagrad(dEdp, memory, lr, eps=1e-8):
    memory['h'] = memory['h'] + dEdp ** 2
    return -lr / (np.sqrt(memory['h']) + eps) * dEdp


def rmsprop(dEdp, memory, lr, rho=0.9, eps=1e-8):
    memory['h'] = rho * memory['h'] + (1 - rho) * dEdp ** 2
    return -lr / (np.sqrt(memory['h']) + eps) * dEdp


def adam(dEdp, memory, lr, beta_1=0.9, beta_2=0.999, eps=1e-8):
    memory['t'] = memory['t'] + 1
    memory['m'] = beta_1 * memory['m'] + (1 - beta_1) * dEdp
    memory['v'] = beta_2 * memory['v'] + (1 - beta_2) * dEdp ** 2
    M = memory['m'] / (1 - beta_1 ** memory['t'])
    V = memory['v'] / (1 - beta_2 ** memory['t'])
    return -lr * M / (np.sqrt(V) + eps)


RULES = [descent, momentum, adagrad, rmsprop, adam]

# %% [markdown]
# ## 좁은 골짜기
#
# 한 방향으로는 완만하고 다른 방향으로는 $30$배 가파른 골짜기입니다. 바닥은 원점입니다.
#
# $$
# E = \frac{1}{2} (0.1\, x^2 + 3\, y^2)
# $$
#
# 기울기는 식으로 쓰지 않고 유한 차분으로 잽니다. 양쪽으로 조금씩 움직여 오차가 변한 만큼을 움직인 폭으로 나누는 방법입니다. 그러면 어떤 골짜기를 가져와도 같은 프로그램으로 걸을 수 있습니다.

# %%
def ravine(p):
    x, y = p
    return (0.1 * x ** 2 + 3 * y ** 2) / 2


def slope(E, p, h=1e-6):
    """자리 p에서 잰 E의 기울기. 방향마다 하나씩."""
    return np.array([(E(p + step) - E(p - step)) / (2 * h) for step in h * np.eye(len(p))])


def walk(E, rule, lr, start, steps):
    """공이 지나는 자리를 출발부터 모두, 한 행에 하나씩."""
    p, memory = np.array(start, dtype=float), defaultdict(float)
    path = [p]
    for i in range(steps):
        p = p + rule(slope(E, p), memory, lr)
        path.append(p)
    return np.array(path)


print(walk(ravine, descent, lr=0.5, start=(-5, 2), steps=4))

# %% [markdown]
# 왼쪽 열의 $x$는 조금씩만 움직이고, 오른쪽 열의 $y$는 걸음마다 부호가 바뀝니다. 완만한 쪽에서는 느리고, 가파른 쪽에서는 바닥을 건너뛰며 오갑니다.
#
# ## 문제 1. 누가 앞설까요
#
# 다섯이 모두 같은 자리 `(-5, 2)`에서 같은 학습률 `lr=0.5`로 출발합니다. `steps=16`만큼 걷고 나서 오차가 가장 작은 규칙은 어느 것일까요?
# 각 절에서 본 걷는 모습을 떠올려 예측하십시오.

# %% tags=["answer"] ask={"winner": ["descent", "momentum", "adagrad", "rmsprop", "adam"]}
winner = None       # descent, momentum, adagrad, rmsprop, adam 가운데 하나

# %% tags=["check"]
if winner is None:
    print(NOT_YET)
else:
    assert winner in RULES, '규칙의 이름을 따옴표 없이 그대로 쓰십시오.'
    errors = {rule: ravine(walk(ravine, rule, lr=0.5, start=(-5, 2), steps=16)[-1]) for rule in RULES}
    assert errors[winner] == min(errors.values()), \
        f'{winner.__name__}보다 앞선 규칙이 있으니, 두 방향에서 모두 알맞은 걸음을 걷는 규칙이 어느 것인지 생각해 보십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# 경사 하강법은 학습률 하나로 두 방향을 걸으니 완만한 쪽에서 느립니다. Momentum은 완만한 쪽에서 속도가 붙지만 가파른 쪽에서 크게 흔들립니다.
# AdaGrad부터는 방향마다 기울기를 그 크기로 나누어 두 방향을 고르게 걷습니다. 그 가운데 AdaGrad는 나누는 수가 커지기만 해서 느려지고,
# Adam은 지난 기울기를 평균하므로 바닥을 지나칩니다. 이만큼 걸었을 때 가장 앞선 것은 RMSProp입니다.
#
# ```python
# winner = rmsprop
# ```
#
# </details>

# %% [markdown] tags=["solution"]
# 위에서 내려다본 지도에 길을 그립니다. 안쪽 등고선일수록 낮고, 별이 바닥입니다.

# %% tags=["solution"] alt="골짜기를 위에서 내려다본 지도. 등고선은 가로로 길쭉한 타원이고 바닥은 오른쪽에 있다. 경사 하강법은 위아래로 튕기며 조금씩 나아가고, Momentum은 크게 출렁이며, AdaGrad와 RMSProp과 Adam은 두 방향을 고르게 비스듬히 가로지른다."
def draw_map(E, bottom, paths, xs, ys, levels):
    """길이 그려진 지도. paths는 이름마다 길 하나."""
    X, Y = np.meshgrid(xs, ys)
    plt.contour(X, Y, E((X, Y)), levels=levels, colors='gray', linewidths=0.5, linestyles='-')
    for name, path in paths.items():
        plt.plot(path[:, 0], path[:, 1], label=name)
    plt.plot(*bottom, '*', color='black')
    plt.xlim(xs[0], xs[-1])
    plt.ylim(ys[0], ys[-1])
    plt.xlabel('x')
    plt.ylabel('y')
    plt.legend(ncols=3, loc='lower center', bbox_to_anchor=(0.45, 1), fontsize=10)
    plt.show()


paths = {rule.__name__: walk(ravine, rule, lr=0.5, start=(-5, 2), steps=16) for rule in RULES}
draw_map(ravine, (0, 0), paths, xs=np.linspace(-5.5, 2.5, 61), ys=np.linspace(-2.5, 2.5, 61),
         levels=[0.05, 0.3, 1, 2, 4, 8])

# %% [markdown] tags=["solution"]
# 더 오래 걸으면 순위가 그대로일까요? 똑같이 출발해 `steps=100`까지 걷습니다.

# %% tags=["solution"] alt="가로가 걸음, 세로가 오차 E의 로그 눈금인 그래프. RMSProp이 가장 먼저 깊이 내려가지만 도중에 다시 올라와 가장 높은 곳에 머문다. 나머지 네 규칙은 더러 출렁이면서도 천천히, 그러나 계속 내려간다."
for rule in RULES:
    path = walk(ravine, rule, lr=0.5, start=(-5, 2), steps=100)
    plt.semilogy(ravine(path.T), label=rule.__name__)
plt.ylim(1e-8, 1e3)
plt.xlabel('step')
plt.ylabel('E')
plt.legend(ncols=3, loc='lower center', bbox_to_anchor=(0.45, 1), fontsize=10)
plt.show()

# %% [markdown] tags=["solution"]
# 가장 앞섰던 RMSProp이 꼴찌가 되었습니다. 바닥에 닿으면 지난 기울기를 잊어 나누는 수가 작아지고, 그러면 아주 작은 기울기에도 걸음이 커져서
# 다시 바닥을 벗어나기 때문입니다. 한 번 걸어 본 순위로 옵티마이저의 우열을 말할 수는 없습니다. 언제 멈추는지, 학습률이 얼마인지에 따라 순위가 바뀝니다.

# %% [markdown]
# ## 휘어진 골짜기
#
# 이번에는 골짜기가 휘어 있습니다. 로젠브록(Rosenbrock)이 최적화 방법을 시험하려고 만든 **로젠브록의 골짜기**입니다.
#
# $$
# E = (1 - x)^2 + 100\, (y - x^2)^2
# $$
#
# 둘째 항이 포물선 모양의 좁은 골짜기를 만들고, 첫째 항이 그 골짜기를 따라 아주 완만한 내리막을 만듭니다.
# 두 제곱이 모두 사라지는 곳, 곧 `BOTTOM`이 바닥입니다. 골짜기에 들어서기는 쉽고, 골짜기를 따라 바닥까지 가기는 어렵습니다.

# %%
def valley(p):
    x, y = p
    return (1 - x) ** 2 + 100 * (y - x ** 2) ** 2


START, BOTTOM = (-1.2, 1), (1, 1)
print('E =', round(valley(START), 1), valley(BOTTOM))

# %% [markdown]
# ## 문제 2. 기울기를 손으로
#
# 이 골짜기의 기울기를 식으로 쓰십시오. $x$ 방향과 $y$ 방향, 두 수가 필요합니다.
# 제곱의 기울기는 '괄호 안의 두 배 곱하기 괄호 안의 기울기'입니다(연쇄 법칙). 괄호 안의 $1 - x$는 $x$를 키운 만큼 줄어듭니다.
# $y - x^2$은 $x$를 키우면 그 $2 x$배만큼 줄고, $y$를 키우면 그만큼 늘어납니다.

# %% tags=["answer"] labels=["x 방향의 기울기", "y 방향의 기울기"] ask={"dE/dx": "x, y", "dE/dy": "x, y"}
def valley_slope(p):
    x, y = p
    return None     # np.array([x 방향, y 방향])

# %% tags=["check"]
if valley_slope(START) is None:
    print(NOT_YET)
else:
    for p in np.random.default_rng(0).uniform(-2, 2, (20, 2)):
        assert np.allclose(valley_slope(p), slope(valley, p), rtol=1e-4, atol=1e-4), \
            f'자리 {p}에서 잰 기울기 {slope(valley, p)}와 다르니, 두 항의 기울기를 따로 구해서 더해 보십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# 첫째 항에는 $x$만 들어 있습니다. 괄호 안은 $x$를 키운 만큼 줄어들므로 $2 (1 - x) \cdot (-1)$입니다.
# 둘째 항에는 둘 다 들어 있습니다. 괄호 안의 기울기는 $x$ 방향으로 $-2 x$, $y$ 방향으로 $1$입니다.
#
# $$
# \frac{dE}{dx} = -2 (1 - x) - 400\, x (y - x^2) \qquad \frac{dE}{dy} = 200\, (y - x^2)
# $$
#
# ```python
# def valley_slope(p):
#     x, y = p
#     return np.array([-2 * (1 - x) - 400 * x * (y - x ** 2), 200 * (y - x ** 2)])
# ```
#
# </details>

# %% [markdown]
# ## 학습률을 넓게 바꾸어 보면
#
# 규칙마다 알맞은 학습률이 다르므로, 학습률 하나로 비교하는 것은 공평하지 않습니다. 규칙마다 학습률을 넓게 바꾸어 가며
# `300`걸음을 걷고 난 오차를 그립니다.

# %% alt="가로가 학습률, 세로가 걷고 난 뒤의 오차 E인 로그 눈금 그래프. 경사 하강법과 Momentum은 작은 학습률에서 곧게 내려가다가 갑자기 위로 튀어 오른다. AdaGrad와 RMSProp과 Adam은 훨씬 큰 학습률에서 가장 낮고, Adam의 낮은 구간이 가장 넓다."
lrs = 10.0 ** np.arange(-4, 1.01, 0.25)
for rule in RULES:
    errors = [valley(walk(valley, rule, lr, START, 300)[-1]) for lr in lrs]
    plt.loglog(lrs, np.nan_to_num(errors, nan=np.inf), label=rule.__name__)
plt.ylim(1e-6, 1e3)
plt.xlabel('lr')
plt.ylabel('E')
plt.legend(ncols=3, loc='lower center', bbox_to_anchor=(0.45, 1), fontsize=10)
plt.show()

# %% [markdown]
# 경사 하강법과 Momentum은 튕겨 나가는 학습률보다 조금 작은 학습률에서 가장 좋습니다. 이 골짜기에서는 Adam이 가장 넓은 범위의 학습률에서 그런대로 걷습니다.
#
# ## 문제 3. 바닥까지 가기
#
# `steps=300` 안에, 바닥까지 남은 거리가 `distance < 0.05`인 곳까지 가십시오. 규칙 하나와 학습률 하나를 고르면 됩니다.
# 오차가 작다고 해서 바닥에 가까운 것은 아니니 조심하십시오. 골짜기의 바닥길은 거의 평평해서, 멀리서도 오차는 작습니다.

# %% tags=["answer"] labels=["규칙", "학습률"] ask={"rule": ["descent", "momentum", "adagrad", "rmsprop", "adam"], "lr": ["0.0003", "0.001", "0.002", "0.003", "0.005", "0.01", "0.02", "0.03", "0.1", "0.3", "1"]}
rule, lr = None, None

# %% tags=["check"]
if rule is None or lr is None:
    print(NOT_YET)
else:
    assert rule in RULES, '규칙의 이름을 따옴표 없이 그대로 쓰십시오.'
    x, y = walk(valley, rule, lr, START, steps=300)[-1]
    distance = np.hypot(x - 1, y - 1)
    assert distance < 0.05, \
        f'공이 ({x:.3g}, {y:.3g})에서 멈춰 바닥까지 {distance:.2g}만큼 남았으니, 학습률이나 규칙을 바꾸어 보십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# 위의 그림에서 가장 깊이 내려간 것은 Momentum입니다. 튕겨 나가기 바로 앞의 학습률을 고르면 바닥에 닿습니다.
#
# ```python
# rule, lr = momentum, 0.003
# ```
#
# </details>

# %% [markdown] tags=["solution"]
# 규칙마다 다른 학습률을 주고 다섯의 길을 지도에 그립니다.

# %% tags=["solution"] alt="로젠브록의 골짜기를 위에서 내려다본 지도. 등고선이 포물선처럼 휜 좁은 골짜기를 이룬다. 다섯 길이 모두 왼쪽에서 출발한다. Momentum과 AdaGrad는 골짜기의 벽을 넘나들고, 나머지는 굽이를 따라 오른쪽 위의 바닥을 향해 간다. 경사 하강법은 도중에 멈추고 Momentum은 바닥에 닿는다."
rates = {descent: 0.002, momentum: 0.003, adagrad: 1, rmsprop: 0.02, adam: 0.3}
paths = {rule.__name__: walk(valley, rule, lr, START, 300) for rule, lr in rates.items()}
draw_map(valley, BOTTOM, paths, xs=np.linspace(-2, 2, 81), ys=np.linspace(-1, 3, 81),
         levels=[0.5, 3, 20, 100, 500])

# %% tags=["solution"]
for name, path in paths.items():
    print(f'{name:9} {np.hypot(*(path[-1] - BOTTOM)):.2g}')

# %% [markdown] tags=["solution"]
# 출력은 바닥까지 남은 거리입니다. 학습률을 바꾸면 순위도 바뀌니, `rates`를 고쳐 가며 비교해 보십시오.

# %% [markdown]
# ## 기억할 것
#
# - 좁은 골짜기에서 방향마다 걸음을 맞추는 규칙은 두 방향으로 고르게 나아갑니다. 짧게 걸었을 때에는 그 가운데 RMSProp이 가장 앞섰습니다.
# - 순위는 언제 멈추는지와 학습률에 따라 바뀝니다. 한 번 걸어서는 우열을 가릴 수 없습니다.
# - 이 골짜기에서 Adam은 알맞은 학습률의 폭이 넓습니다. 학습률을 잘 고르면 Momentum이 바닥에 더 가까이 갑니다.
