# ---
# jupyter:
#   description: 직접 쓴 기울기가 틀린 것을 차분으로 찾아내고, 첫 데이터만 배우는 그래프와 걸음마다 다시 추적하는 그래프를 고칩니다. 셋 모두 오류 없이 실행되는 버그입니다.
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 4.4 실습: 오류가 나지 않는 버그 셋
#
# 세 프로그램은 모두 끝까지 실행되고 경고도 거의 내지 않습니다. 그런데 하나는 틀린 기울기로 배우고, 하나는 첫 데이터만 되풀이해 배우고, 하나는 걸음마다 그래프를 새로 만듭니다.
# [4.4절](../44.md)에서 본 것으로 찾아내 고쳐 봅니다.
#
# ## 목표
#
# - 직접 쓴 역전파를 차분과 비교해 틀린 것을 찾고, 맞는 기울기를 씁니다.
# - 그래프에 굳어 버린 데이터를 찾아 고칩니다.
# - 추적한 횟수를 세어 다시 추적하는 함수를 찾고, 한 번만 추적하게 고칩니다.
#
# 노트북에는 문제마다 답을 쓰는 셀이 있고, 바로 아래 셀이 답을 확인해 줍니다. 풀이는 접어 두었으니 먼저 답해 보고 펼치기를 권합니다.

# %% tags=["setup"]
import numpy as np
import tensorflow as tf

np.set_printoptions(formatter={'float': '{:6.3f}'.format})

NOT_YET = '아직 답하지 않았습니다. 위의 셀에 답을 쓰고 두 셀을 차례로 실행하십시오.'
RIGHT = '맞았습니다.'

# %% [markdown]
# ## 직접 쓴 기울기
#
# 활성화 함수 softsign의 곡선은 tanh처럼 양쪽 끝에서 납작해지지만, 더 천천히 납작해집니다.
#
# $$
# y = \frac{x}{1 + |x|}
# $$
#
# [4.4.6절](../446.md)의 `tf.custom_gradient`로 역전파까지 직접 썼습니다. 안쪽 함수 `backward`가 할 일은 받은 기울기에 softsign의 기울기를 곱해 넘기는 것입니다.

# %%
def value(x):
    return x / (1 + abs(x))


@tf.custom_gradient
def softsign(x):
    def backward(upstream):
        return upstream / (1 + abs(x))
    return value(x), backward


# %% [markdown]
# 이 활성화 함수로 층 하나를 학습시킵니다. 오차는 잘 줄어듭니다.

# %%
I = tf.constant(np.random.default_rng(0).uniform(-1, 1, (20, 2)))
O = value(I @ [[1.0], [-2.0]] + 0.5)


def learn(activation, epochs=100, lr=0.5):
    """epoch마다의 오차를 차례로 담은 리스트."""
    W, B = tf.Variable([[0.1], [0.1]], dtype=tf.float64), tf.Variable([0.0], dtype=tf.float64)
    errors = []
    for epoch in range(epochs):
        with tf.GradientTape() as tape:
            E = tf.reduce_mean(tf.square(activation(I @ W + B) - O))
        for variable, gradient in zip([W, B], tape.gradient(E, [W, B])):
            variable.assign_sub(lr * gradient)
        errors.append(E.numpy())
    return errors


errors = learn(softsign)
print(f'{errors[0]:.4f} → {errors[-1]:.4f}')

# %% [markdown]
# 그런데 기울기는 틀렸습니다. 차분과 나란히 놓으면 드러납니다. 첫 줄이 직접 쓴 역전파이고 둘째 줄이 차분입니다.

# %%
def by_tape(function, x):
    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return tape.gradient(y, x).numpy()


def by_differences(x, h=1e-6):
    return (value(x + h) - value(x - h)) / (2 * h)


x = np.array([-3.0, -1.0, -0.1, 0.1, 1.0, 3.0])
print(by_tape(softsign, x))
print(by_differences(x))

# %% [markdown]
# 원점 가까이에서는 비슷하고 멀리서는 크게 다릅니다. 부호는 같고, 앞에서 본 대로 오차도 줄었습니다. 그래서 오차만 보아서는 틀린 줄 알 수 없습니다.
#
# ## 문제 1. 맞는 기울기
#
# softsign의 기울기를 쓰십시오. 확인하는 셀은 그 기울기로 역전파를 다시 만들어 차분과 비교합니다.

# %% tags=["answer"] labels=["softsign의 기울기"] ask={"slope(x)": "x"}
def slope(x):
    return None     # x에서 softsign의 기울기

# %% tags=["check"]
if slope(0.5) is None:
    print(NOT_YET)
else:
    @tf.custom_gradient
    def mended(x):
        return value(x), lambda upstream: upstream * slope(x)

    for x in np.random.default_rng(1).uniform(-3, 3, (20, 1)):
        assert np.allclose(by_tape(mended, x), by_differences(x), rtol=1e-4), \
            f'{x}에서 차분은 {by_differences(x)}인데 기울기가 {by_tape(mended, x)}이니, 분모가 커지면 몫이 얼마나 주는지 다시 따져 보십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# 양수 쪽만 보면 절댓값이 사라지고, 다음처럼 쓸 수 있습니다.
#
# $$
# y = 1 - \frac{1}{1 + x}
# $$
#
# 역수의 기울기는 제곱의 역수에 음의 부호를 붙인 것입니다. 그 역수를 빼므로 부호가 바뀌어, $y$의 기울기는 제곱의 역수입니다. 곡선이 원점 대칭이므로 음수 쪽의 기울기도 같습니다.
#
# $$
# \frac{1}{(1 + |x|)^2}
# $$
#
# 처음 프로그램은 제곱을 빠뜨렸습니다.
#
# ```python
# def slope(x):
#     return 1 / (1 + abs(x)) ** 2
# ```
#
# </details>

# %% [markdown]
# ## 걸음마다 새 데이터
#
# 이번에는 걸음마다 데이터를 새로 만들어 같은 배열에 담습니다. 목표 값은 [4.1.1절](../411.md)의 가중치와 편향으로 만들었으니, 잘 배우면 그 가중치가 나와야 합니다.

# %%
X = np.zeros((1, 2), np.float32)
T = np.zeros((1, 2), np.float32)


def fill(epoch):
    """새 데이터를 X와 T에 담습니다."""
    X[:] = np.random.default_rng(epoch).uniform(-1, 1, X.shape)
    T[:] = X @ [[3, 5], [4, 6]] + [1, 2]


def update(W, B, X, T, lr):
    """경사 하강 한 걸음."""
    with tf.GradientTape() as tape:
        E = tf.reduce_mean(tf.square(X @ W + B - T))
    Wb, Bb = tape.gradient(E, [W, B])
    W.assign_sub(lr * Wb)
    B.assign_sub(lr * Bb)


def train(make_step, epochs=100):
    """학습한 가중치와 편향."""
    W, B = tf.Variable(tf.zeros((2, 2))), tf.Variable(tf.zeros(2))
    step = make_step(W, B)
    for epoch in range(epochs):
        fill(epoch)
        step(X, T)
    return W.numpy(), B.numpy()


def make_step(W, B):
    @tf.function
    def step(data, target):
        update(W, B, X, T, lr=0.3)
    return step


W, B = train(make_step)
print(W)
print(B)

# %% [markdown]
# 걸음은 모두 실행되었는데 가중치가 엉뚱합니다. 학습한 것은 첫 데이터 하나뿐입니다.
#
# ## 문제 2. 굳은 데이터
#
# `make_step`을 고쳐 `mended_step`으로 쓰십시오. `tf.function`은 그대로 두어야 합니다. 함수가 데이터를 어디에서 읽는지 보십시오.

# %% tags=["answer"] ask={"step": ["update(W, B, X, T, lr=0.3)", "update(W, B, X[:], T[:], lr=0.3)", "update(W, B, tf.constant(X), tf.constant(T), lr=0.3)", "update(W, B, data, target, lr=0.3)"]}
mended_step = None      # make_step을 고친 함수

# %% tags=["check"]
if mended_step is None:
    print(NOT_YET)
else:
    step = mended_step(tf.Variable(tf.zeros((2, 2))), tf.Variable(tf.zeros(2)))
    assert hasattr(step, 'get_concrete_function'), 'tf.function을 떼지 말고 고치십시오.'
    W, B = train(mended_step)
    assert np.allclose(W, [[3, 5], [4, 6]], atol=0.01) and np.allclose(B, [1, 2], atol=0.01), \
        f'아직 첫 데이터만 배워 편향이 {B}이니, 함수 안에서 쓰는 이름이 모두 인수인지 확인하십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# 함수는 `data`와 `target`을 받아 놓고 함수 밖의 `X`와 `T`를 읽었습니다. 밖의 배열은 추적할 때 상수로 굳습니다. 인수를 읽게 하면 됩니다.
#
# ```python
# def mended_step(W, B):
#     @tf.function
#     def step(data, target):
#         update(W, B, data, target, lr=0.3)
#     return step
# ```
#
# </details>

# %% [markdown]
# ## 줄어드는 학습률
#
# 마지막으로 학습률을 걸음마다 줄입니다. 학습률은 인수로 건넸고 걸음마다 갱신도 맞습니다. 그런데 추적한 횟수를 세면 이상합니다.

# %%
def schedule(rate, epochs=4):
    """추적한 횟수, 학습한 가중치."""
    W, B = tf.Variable(tf.zeros((2, 2))), tf.Variable(tf.zeros(2))

    @tf.function
    def step(X, T, lr):
        update(W, B, X, T, lr)

    for epoch in range(epochs):
        fill(epoch)
        step(X, T, rate(epoch))
    return step.experimental_get_tracing_count(), W.numpy()


def python_rate(epoch):
    return 0.5 / (1 + epoch)


traced, W = schedule(python_rate)
print('traced :', traced)

# %% [markdown]
# 걸음마다 한 번씩 추적했습니다. 더 오래 학습시키면 TensorFlow가 경고합니다.
#
# ## 문제 3. 한 번만 추적하게
#
# 같은 학습률을 돌려주지만 `step`을 한 번만 추적하게 하는 함수를 쓰십시오.

# %% tags=["answer"] ask={"rate(epoch)": ["0.5 / (1 + epoch)", "tf.constant(0.5)", "tf.constant(0.5 / (1 + epoch))", "float(tf.constant(0.5 / (1 + epoch)))"]}
def rate(epoch):
    return None     # 이 epoch의 학습률

# %% tags=["check"]
if rate(0) is None:
    print(NOT_YET)
else:
    traced, W = schedule(rate)
    assert np.allclose(W, schedule(python_rate)[1], atol=1e-5), '학습률이 달라졌으니, epoch마다 처음 함수와 같은 수를 돌려주십시오.'
    assert traced == 1, f'아직 {traced}번 추적하니, 값이 아니라 모양과 자료형으로 구별되는 것에 학습률을 담으십시오.'
    print(RIGHT)

# %% [markdown]
# <details>
# <summary>풀이 보기</summary>
#
# 파이썬의 수를 주면 `step`을 값마다 다시 추적합니다. 텐서를 주면 모양과 자료형이 같은 동안 다시 추적하지 않습니다([4.4.7절](../447.md)).
#
# ```python
# def rate(epoch):
#     return tf.constant(0.5 / (1 + epoch))
# ```
#
# </details>

# %% [markdown]
# ## 기억할 것
#
# - 직접 쓴 기울기는 차분으로 확인합니다. 오차가 준다고 맞는 것은 아닙니다.
# - 그래프가 되는 함수는 데이터를 인수로 받습니다. 밖에서 읽은 배열은 굳습니다.
# - 걸음마다 바뀌는 수는 텐서나 변수에 담고, 추적한 횟수를 세어 확인합니다.
