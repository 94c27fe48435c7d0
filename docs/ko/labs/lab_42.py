# ---
# jupyter:
#   description: 학습률을 바꾸면 공이 바닥에 다가갈지 멀어질지 먼저 예측하고 실행합니다. 몇 걸음이 필요한지 계산하고, 가파름이 다른 두 그릇에 함께 맞는 학습률을 찾습니다.
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 4.2 실습: 학습률을 예측하고 실행하기
#
# 학습률을 두 배로 키우면 두 배 빨라질 것 같지만, 오히려 느려지기도 하고 공이 튕겨 나가기도 합니다.
# 그릇 하나에 공 하나뿐이니, 언제 그렇게 되는지 실행하기 전에 종이 위에서 모두 구할 수 있습니다.
#
# ## 목표
#
# - 학습률을 보고 공이 바닥에 다가갈지, 제자리를 오갈지, 멀어질지 말합니다.
# - 원하는 만큼 다가가려면 몇 걸음이 필요한지 계산합니다.
# - 가파름이 다른 두 그릇을 학습률 하나로 내려갈 때, 가장 나은 학습률을 찾습니다.
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
# ## 그릇과 공
#
# [4.2.4절](../424.md)의 그릇에 가파름 $k$를 넣었습니다. $k$가 $1$이면 원래의 그릇입니다.
#
# $$
# E = \frac{k}{2} (p + 2)^2 \qquad \frac{dE}{dp} = k (p + 2)
# $$

# %%
def descend(lr, p=-5, steps=16, k=1):
    """공이 지나는 자리를 출발부터 모두."""
    path = [p]
    for i in range(steps):
        dEdp = k * (p + 2)
        p = p - lr * dEdp
        path.append(p)
    return np.array(path)


print(descend(lr=0.5, steps=4))

# %% [markdown]
# 학습률이 $1$보다 작을 때에는 바닥을 건너뛰지 않습니다. 학습률이 클수록 빨리 다가갑니다.

# %% alt="가로가 걸음, 세로가 자리 p인 그래프. 학습률 셋의 곡선이 모두 왼쪽 벽에서 출발해 바닥으로 올라와 눕는다. 학습률이 클수록 일찍 눕는다."
for lr in (0.1, 0.5, 0.9):
    plt.plot(descend(lr), label=f'lr = {lr}')
plt.axhline(-2, color='black', linewidth=0.5, linestyle='-')
plt.xlabel('step')
plt.ylabel('p')
plt.legend()
plt.show()

# %% [markdown]
# ## 문제 1. 학습률을 더 키우면
#
# 학습률을 더 키웁니다. 여러 걸음 뒤에 공은 출발했을 때보다 바닥에 가까워질까요, 그대로일까요, 멀어질까요?
# 학습률마다 셋 가운데 하나를 고르십시오. 노트북에서는 아래 셀에 있는 세 낱말 가운데 하나를 `None` 자리에 넣습니다.

# %% tags=["setup"]
NEARER, SAME, FARTHER = '가까워진다', '그대로다', '멀어진다'

# %% tags=["answer"] labels=["학습률 1", "학습률 1.5", "학습률 1.9", "학습률 2", "학습률 2.1"] ask={"prediction[1]": ["NEARER", "SAME", "FARTHER"], "prediction[1.5]": ["NEARER", "SAME", "FARTHER"], "prediction[1.9]": ["NEARER", "SAME", "FARTHER"], "prediction[2]": ["NEARER", "SAME", "FARTHER"], "prediction[2.1]": ["NEARER", "SAME", "FARTHER"]}
prediction = {1: None, 1.5: None, 1.9: None, 2: None, 2.1: None}

# %% tags=["check"]
if None in prediction.values():
    print(NOT_YET)
else:
    for lr, answer in prediction.items():
        distance = np.abs(descend(lr) + 2)
        happens = NEARER if distance[-1] < distance[0] else SAME if distance[-1] == distance[0] else FARTHER
        assert answer == happens, f'학습률이 {lr}일 때에는 그렇게 되지 않으니, 첫 걸음과 둘째 걸음을 손으로 걸어 보십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# 바닥에서 잰 자리 $p + 2$에는 걸음마다 $1 - \alpha$가 곱해집니다. 그 수의 크기가 $1$보다 작으면 가까워지고, 꼭 $1$이면 그대로이고,
# 크면 멀어집니다. 학습률이 $1$이면 한 걸음에 바닥에 닿습니다. 학습률이 $2$이면 부호만 바뀌므로 두 자리를 끝없이 오갑니다.
#
# ```python
# prediction = {1: NEARER, 1.5: NEARER, 1.9: NEARER, 2: SAME, 2.1: FARTHER}
# ```
#
# </details>

# %% [markdown] tags=["solution"]
# 걸음마다의 자리를 그려 보면 바닥을 건너뛰며 오가는 모습이 보입니다.

# %% tags=["solution"] alt="가로가 걸음, 세로가 자리 p인 그래프. 곡선이 모두 바닥을 걸음마다 건너뛰며 톱니를 그린다. 학습률이 작은 것은 톱니가 금세 잦아들고, 그다음은 천천히 잦아들고, 셋째는 똑같은 크기로 오가고, 가장 큰 것은 점점 커진다."
for lr in (1.5, 1.9, 2, 2.1):
    plt.plot(descend(lr), label=f'lr = {lr}')
plt.xlabel('step')
plt.ylabel('p')
plt.legend(ncols=2, loc='upper left', fontsize=10)
plt.ylim(-17, 21)
plt.show()

# %% [markdown] tags=["solution"]
# 거리를 로그 눈금으로 그리면 모두 직선입니다. 걸음마다 같은 수를 곱하기 때문입니다. 내려가는 직선은 가까워지는 학습률이고, 올라가는 직선은 멀어지는 학습률입니다.

# %% tags=["solution"] alt="가로가 걸음, 세로가 바닥까지의 거리의 로그 눈금인 그래프. 학습률 다섯의 거리가 저마다 직선이다. 둘은 가파르게 내려가며 겹치고, 둘은 완만하게 내려가며 겹치고, 가장 큰 학습률만 위로 올라간다."
for lr in (0.1, 0.5, 1.5, 1.9, 2.1):
    plt.semilogy(np.abs(descend(lr) + 2), label=f'lr = {lr}')
plt.xlabel('step')
plt.ylabel('distance')
plt.legend(fontsize=10)
plt.show()

# %% [markdown] tags=["solution"]
# 학습률은 다섯 가지인데 직선은 셋으로 보입니다. $1$에서 같은 만큼 떨어진 두 학습률은 직선이 겹칩니다.
# 한쪽은 곧장 가고 한쪽은 건너뛰며 가지만 거리는 똑같이 줄어듭니다.

# %% [markdown]
# ## 문제 2. 몇 걸음이면 될까요
#
# 학습률이 `lr=0.2`일 때, 바닥까지의 거리가 처음으로 `0.001`보다 작아지는 것은 몇 번째 걸음일까요? 실행해서 세지 말고 계산해 보십시오.
# 출발하는 자리는 그대로 `p=-5`입니다.

# %% tags=["answer"] labels=["몇 번째 걸음"] ask={"steps": "count"}
steps = None

# %% tags=["check"]
if steps is None:
    print(NOT_YET)
else:
    assert steps == int(steps) and steps > 0, '걸음의 수는 자연수이니, 나온 값보다 크거나 같은 가장 작은 자연수로 올려 주십시오.'
    distance = np.abs(descend(lr=0.2, steps=int(steps)) + 2)
    assert distance[-1] < 0.001, '그만큼 걸어서는 아직 거리가 정해진 값보다 작지 않으니, 몇 걸음이 더 필요합니다.'
    assert distance[-2] >= 0.001, '그보다 적은 걸음으로도 이미 거리가 정해진 값보다 작으니, 더 작은 수를 찾아보십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# 처음 거리는 $3$이고 걸음마다 $1 - \alpha$가 곱해지므로, 다음을 만족하는 가장 작은 $n$을 찾습니다.
#
# $$
# 3 \cdot (1 - \alpha)^n < 0.001
# $$
#
# 양쪽에 로그를 취하고 나눕니다. 나누는 로그가 음수라서 부등호가 뒤집힙니다.
#
# $$
# n > \frac{\log (0.001 / 3)}{\log (1 - \alpha)}
# $$
#
# ```python
# steps = int(np.ceil(np.log(0.001 / 3) / np.log(1 - 0.2)))
# ```
#
# </details>

# %% [markdown]
# ## 두 그릇, 학습률 하나
#
# 가중치가 둘이고 가파름이 다르다고 합시다. 하나는 원래의 그릇이고 다른 하나는 $k$가 $10$인 그릇이라 그만큼 더 가파릅니다. 두 공은 같은 학습률로 걷습니다.

# %% alt="가로가 걸음, 세로가 바닥까지의 거리의 로그 눈금인 그래프. 실선은 원래의 그릇, 파선은 가파른 그릇이다. 작은 학습률에서는 파선이 실선보다 훨씬 가파르게 내려가고, 큰 학습률에서는 파선이 실선보다 완만하게 내려간다."
for lr, color in ((0.05, '#1769b5'), (0.19, '#b8255f')):
    for k, linestyle in ((1, '-'), (10, '--')):
        distance = np.abs(descend(lr, k=k) + 2)
        plt.semilogy(distance, color=color, linestyle=linestyle, label=f'lr = {lr}, k = {k}')
plt.xlabel('step')
plt.ylabel('distance')
plt.legend(fontsize=10)
plt.show()

# %% [markdown]
# 작은 학습률에서는 완만한 그릇이 뒤처지고, 큰 학습률에서는 바닥을 건너뛰며 오가는 가파른 그릇이 뒤처집니다. 둘 다 바닥에 닿아야 하니 전체의 빠르기는 느린 쪽이 정합니다.
#
# ## 문제 3. 느린 쪽을 가장 빠르게
#
# 두 공 가운데 느린 쪽이 가장 빨리 바닥에 다가가게 하는 학습률은 얼마일까요? 걸음마다 거리에 곱해지는 수의 크기는 완만한 그릇에서 $|1 - \alpha|$,
# 가파른 그릇에서 $|1 - 10 \alpha|$입니다. 둘 가운데 큰 쪽이 가장 작아지는 $\alpha$를 소수점 아래 둘째 자리까지 구하십시오.

# %% tags=["answer"] labels=["학습률, 소수점 아래 둘째 자리까지"] ask={"best": "number"}
best = None

# %% tags=["check"]
def slower(lr):
    """두 그릇에서 거리에 곱해지는 수의 크기 가운데 큰 쪽."""
    return max(abs(1 - lr), abs(1 - 10 * lr))


if best is None:
    print(NOT_YET)
else:
    fastest = min(np.linspace(0, 0.3, 3001), key=slower)
    assert abs(best - fastest) <= 0.005, '느린 쪽을 더 빠르게 하는 학습률이 있으니, 두 크기가 같아지는 곳을 찾아보십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# 학습률을 차츰 키우면 완만한 쪽은 $1 - \alpha$로 줄어들고, 가파른 쪽은 줄어들다가 바닥을 건너뛰기 시작하면 $10 \alpha - 1$로 늘어납니다.
# 둘 가운데 큰 쪽은 둘이 만나는 곳에서 가장 낮습니다.
#
# $$
# 1 - \alpha = 10 \alpha - 1 \qquad \alpha = \frac{2}{1 + 10}
# $$
#
# ```python
# best = 2 / (1 + 10)
# ```
#
# </details>

# %% [markdown] tags=["solution"]
# 학습률마다 두 크기를 그려 보면 어디가 가장 나은지 보입니다.

# %% tags=["solution"] alt="가로가 학습률, 세로가 걸음마다 곱해지는 수의 크기인 그래프. 완만한 그릇의 직선은 천천히 내려가고, 가파른 그릇의 선은 바닥까지 내려갔다가 다시 올라온다. 두 선이 오른쪽에서 만나고, 둘 가운데 큰 쪽은 그 점에서 가장 낮다."
lrs = np.linspace(0, 0.21, 211)
for k in (1, 10):
    plt.plot(lrs, np.abs(1 - k * lrs), label=f'k = {k}')
plt.plot(lrs, [slower(lr) for lr in lrs], color='black', linestyle='-', linewidth=4, alpha=0.2)
plt.xlabel('lr')
plt.ylabel('factor')
plt.legend(loc='lower right')
plt.show()

# %% [markdown] tags=["solution"]
# 가장 나은 학습률에서도 곱해지는 수는 $1 - \frac{2}{11} \approx 0.82$이어서, 느린 공에게는 걸음마다 거리의 대부분이 남습니다. 큰 가파름을 작은 가파름으로 나눈 값이 클수록 이 수는 $1$에 가까워집니다. 학습률 하나로는 여기까지입니다.
# [4.3절](../43.md)의 옵티마이저들이 이 한계를 어떻게 넘는지는 [4.3 실습](lab_43.py)에서 봅니다.

# %% [markdown]
# ## 기억할 것
#
# - 학습률이 좋은지 나쁜지는 걸음마다 곱해지는 수가 정합니다. 그 크기가 $1$보다 작아야 다가갑니다.
# - 학습률을 두 배로 키운다고 두 배 빨라지지 않습니다. 이 그릇에서는 $1$을 넘으면 오히려 느려지고, $2$를 넘으면 튕겨 나갑니다.
# - 가파름이 다른 가중치가 섞이면, 가장 나은 학습률도 가파른 쪽과 완만한 쪽이 타협한 값입니다.
