"""What readers type into the search, and the page that they find first."""

import pytest

from literate.site.languages import folder_of

KOREAN = {
    # the words of the book, as they stand in a sentence
    "인공 신경": "41", "인공 신경망": "41", "순전파": "41", "순전파에서는": "41", "역전파": "41", "역전파는": "41", "가중치": "41",
    "가중치를": "41", "가중치가": "41", "편향": "41", "편향은": "41", "오차": "41", "오차가": "41", "오차를": "41", "목표 값": "41",
    "목표 값과": "41", "예측 값": "411", "예측 값이": "411", "학습": "411", "반복 학습": "411", "반복 학습으로": "411",
    "학습률": "422", "학습률이": "422", "활성화 함수": "416", "활성화 함수의": "416", "은닉 층": "415", "은닉 층에서": "415",
    "출력 층": "415", "출력 층은": "415", "입력 층": "415", "입력 층이": "415", "경사 하강 법": "42", "경사 하강 법으로": "42",
    "기울기": "419", "기울기를": "419", "경사도": "419", "경사도가": "419", "최적화 함수": "43", "최적화 함수란": "43",
    "손실 함수": "41", "손실 함수를": "41", "평균 제곱 오차": "41", "평균 제곱 오차로": "41", "교차 엔트로피 오차": "417",
    "교차 엔트로피 오차를": "417", "확률적 경사 하강": "4112", "편미분": "42", "편미분은": "42", "행렬 곱": "41", "행렬 곱은": "41",
    # compounds written as one
    "은닉층": "415", "출력층을": "415", "활성화함수": "416", "경사하강법": "42", "손실함수가": "41", "목표값": "41",
    # other words for the same, and as they sound
    "에러": "41", "손실": "41", "뉴런": "41", "배치": "4112", "미니배치": "437", "옵티마이저": "43", "옵티마이저는": "43",
    "XOR": "416", "과적합": "437", "과적합이": "437", "오버피팅": "437", "모멘텀": "431", "아담": "434", "아다그라드": "432",
    "소프트맥스": "417", "시그모이드": "416", "렐루": "416", "체인룰": "419", "연쇄 법칙": "419", "그래디언트": "411",
    "그레이디언트": "411", "그래디언트 테이프": "418", "자동 미분": "443", "수치 미분": "419", "기울기 소실": "416",
    "편향 보정": "434", "이동 평균": "433", "검증 데이터": "437", "초기화": "4110", "로짓": "417", "발산": "425", "용어": "glossary",
    "질문": "questions", "에포크": "411", "분류": "417",
    "계산 그래프": "442", "연산": "44",
    # words in Latin letters
    "run_eagerly": "441", "train_step": "441", "raw_ops": "443", "autograd": "444",
    "loss": "41", "nan": "4111", "overfitting": "437", "AdamW": "437", "SGD": "4112",
    "GradientTape": "418", "tf.GradientTape": "418", "sigmoid": "416", "tanh": "416", "ReLU": "416",
    "softmax": "417", "softmax와": "417", "Momentum": "431", "AdaGrad": "432", "rmsprop": "433",
    "Adam": "434", "Adam은": "434", "float32": "4110", "train_on_batch": "4112", "fit": "4112",
    "Mazur": "4111", "tf.keras": "435",
    # programs
    "411_1": "411", "411_2.py": "411", "416_3": "416", "421_1": "421", "431_1": "431", "431_2": "435",
    "434_1.py": "434",
}
ENGLISH = {
    "forward pass": "41", "backpropagation": "41", "weight": "41", "weights": "41", "bias": "41",
    "error": "41", "targets": "41", "prediction": "411", "learning rate": "422",
    "activation functions": "416", "hidden layer": "415", "gradient descent": "42", "gradient": "419",
    "optimizer": "43", "optimizers": "43", "loss function": "41", "mean squared error": "41",
    "cross-entropy error": "417", "stochastic gradient descent": "4112", "partial derivatives": "42",
    "loss": "41", "MSE": "41", "nan": "4111", "chain rule": "419", "gradient tape": "418", "overfitting": "437",
    "mini-batch": "437", "XOR": "416", "neuron": "41", "batch": "4112", "bias correction": "434", "AdamW": "437",
    "vanishing gradient": "416", "logits": "417", "learning rate schedule": "437", "glossary": "glossary",
    "how does Adam work": "434", "what is backpropagation": "41", "validation data": "437", "divergence": "425",
    "computation graph": "442", "automatic differentiation": "443", "run_eagerly": "441", "autograd": "444",
    "442_1": "442", "matrix product": "41", "GradientTape": "418", "Adam": "434", "411_1": "411",
}
FOUND = ".md-search-result__item"
FIRST = "new URL(document.querySelector('.md-search-result__item a').href).pathname"


@pytest.fixture(scope="module", params=["ko", "en"])
def found_first(request, chromium, book_address):
    """The page that the search of a language shows first for a query, typed on that language's first page."""
    page = chromium.new_page()
    page.goto(book_address + folder_of(request.param))
    box = page.get_by_role("searchbox").or_(page.locator(".md-search__input")).first
    box.click()

    def found_first(query):
        box.fill("")
        box.press("End")
        page.locator(FOUND).first.wait_for(state="detached")
        box.fill(query)
        box.press("End")
        page.locator(FOUND).first.wait_for()
        return page.evaluate(FIRST).rstrip("/").rpartition("/")[2]

    found_first.language = request.param
    yield found_first
    page.close()


def test_the_page_a_reader_looks_for_comes_first(found_first):
    queries = {"ko": KOREAN, "en": ENGLISH}[found_first.language]
    assert {query: found_first(query) for query in queries} == queries
