"""What readers type into the search, and the page that they find first."""

import pytest
from playwright.sync_api import expect

from literate.site.languages import folder_of

# By page: words of the book as they stand in a sentence, compounds written as one, words in Latin letters,
# questions, programs.
KOREAN = {
    "41": "인공 신경, 인공 신경망, 순전파, 순전파에서는, 역전파, 역전파는, 가중치, 가중치를, "
          "가중치가, 편향, 편향은, 오차, 오차가, 오차를, 목표 값, 목표 값과, 손실 함수, "
          "손실 함수를, 평균 제곱 오차, 평균 제곱 오차로, 행렬 곱, 행렬 곱은, 손실함수가, 목표값, "
          "손실, 뉴런, loss",
    "411": "예측 값, 예측 값이, 학습, 반복 학습, 반복 학습으로, 그래디언트, 그레이디언트, 에포크, "
           "411_1, 411_2.py",
    "4110": "초기화, float32",
    "4111": "Mazur",
    "4112": "확률적 경사 하강, 배치, SGD, train_on_batch, fit, axis=0, 편향 기울기 합",
    "415": "은닉 층, 은닉 층에서, 출력 층, 출력 층은, 입력 층, 입력 층이, 은닉층, 출력층을",
    "416": "활성화 함수, 활성화 함수의, 활성화함수, XOR, 시그모이드, 렐루, 기울기 소실, sigmoid, "
           "tanh, ReLU, 416_3, ReLU 죽는",
    "417": "교차 엔트로피 오차, 교차 엔트로피 오차를, 소프트맥스, 로짓, 분류, softmax, "
           "softmax와, cross entropy",
    "418": "그래디언트 테이프, GradientTape, tf.GradientTape",
    "419": "기울기, 기울기를, 경사도, 경사도가, 체인룰, 연쇄 법칙, 수치 미분, 왜 transpose, 전치",
    "42": "경사 하강 법, 경사 하강 법으로, 편미분, 편미분은, 경사하강법",
    "421": "421_1",
    "422": "학습률, 학습률이",
    "425": "발산",
    "43": "최적화 함수, 최적화 함수란, 옵티마이저, 옵티마이저는",
    "431": "모멘텀, Momentum, 431_1",
    "432": "아다그라드, AdaGrad",
    "433": "이동 평균, rmsprop",
    "434": "아담, 편향 보정, Adam, Adam은, 434_1.py, Adam 수식",
    "435": "tf.keras, 431_2",
    "437": "미니배치, 과적합, 과적합이, 오버피팅, 검증 데이터, overfitting, AdamW",
    "44": "연산",
    "441": "run_eagerly, train_step",
    "442": "계산 그래프",
    "443": "자동 미분, raw_ops",
    "444": "autograd",
    "445": "recompute_grad",
    "446": "custom_gradient, stop_gradient",
    "447": "추적, tracing, retracing, tf.function, tf.function 느림",
    "448": "XLA, 커널, kernel, Grappler, jit_compile",
    "449": "씨앗, set_random_seed",
    "errors": "오류 메시지, 에러, mismatch in its core dimension, Matrix size-incompatible, from_logits, "
              "could not be broadcast together, overflow encountered in exp, double tensor, "
              "too many values to unpack, No gradients provided for any variable, 정수로 만든 변수, "
              "nan, loss 안 줄어",
    "glossary": "용어",
    "questions": "질문",
}
ENGLISH = {
    "41": "forward pass, backpropagation, weight, weights, bias, error, targets, loss function, "
          "mean squared error, loss, MSE, neuron, what is backpropagation, matrix product, backprop",
    "411": "prediction, 411_1",
    "4111": "overflow",
    "4112": "stochastic gradient descent, axis=0",
    "415": "hidden layer",
    "416": "activation functions, XOR, vanishing gradient, dead relu",
    "417": "cross-entropy error, logits, cross entropy",
    "418": "gradient tape, GradientTape",
    "419": "gradient, chain rule, transpose, why transpose",
    "42": "gradient descent, partial derivatives",
    "422": "learning rate",
    "425": "divergence",
    "43": "optimizer, optimizers",
    "434": "bias correction, how does Adam work, Adam, adam formula",
    "437": "overfitting, batch, mini-batch, AdamW, learning rate schedule, validation data",
    "441": "run_eagerly",
    "442": "computation graph, 442_1",
    "443": "automatic differentiation",
    "444": "autograd",
    "445": "recompute_grad",
    "446": "custom_gradient, second derivative",
    "447": "tracing, retracing, AutoGraph, tf.function is slow",
    "448": "XLA, kernel, Grappler",
    "449": "set_random_seed",
    "errors": "error message, size 1 is different from 2, incompatible with the layer, non-broadcastable, "
              "invalid value encountered in divide, must have the same rank, Cannot cast ufunc, EagerTensor, "
              "not enough values to unpack, expected to be a double tensor but is a float tensor, "
              "nan, loss is nan, loss not decreasing",
    "glossary": "glossary",
}

# Puts each query into the search, as dictation does, without keys, and gives the page that comes first.
SEARCH = """async queries => {
  const box = document.querySelector(".md-search__input");
  const list = document.querySelector(".md-search-result__list");
  const first = () => list.querySelector("a")?.href;
  const type = (text, isDone) => new Promise((done, fail) => {
    const observer = new MutationObserver(() => isDone() && (observer.disconnect(), done()));
    observer.observe(list, { childList: true, subtree: true });
    box.value = text;
    box.dispatchEvent(new Event("input"));
    setTimeout(() => fail(new Error(`the search is silent on "${text}"`)), 60_000);
  });
  const found = {};
  for (const query of queries) {
    await type(query, first);
    found[query] = new URL(first()).pathname.split("/").at(-2);
    await type("", () => !first());
  }
  return found;
}"""


@pytest.mark.parametrize("language, pages", [("ko", KOREAN), ("en", ENGLISH)])
def test_the_page_a_reader_looks_for_comes_first(open_page, book_address, language, pages):
    wanted = {query: page for page, queries in pages.items() for query in queries.split(", ")}
    page = open_page(book_address + folder_of(language))
    page.locator(".md-search__input").click()
    assert page.evaluate(SEARCH, list(wanted)) == wanted


# Of each hit that is seen: whether it has one block of text, a low one, and shows the first word found.
HITS = """() => [...document.querySelectorAll("article.md-search-result__article")]
  .filter((hit) => hit.checkVisibility())
  .map((hit) => {
    const blocks = [...hit.querySelectorAll(":scope > :not(h1, h2)")]
      .filter((block) => block.checkVisibility());
    const box = blocks[0]?.getBoundingClientRect();
    const word = blocks[0]?.querySelector("mark")?.getBoundingClientRect();
    return [blocks.length < 2, !box || box.height < 100, !word || word.bottom < box.bottom + 2];
  })"""


@pytest.mark.parametrize("edition, query", [("", "왜 transpose"), ("", "nan"), ("", "편향 기울기 합"),
                                            ("en/", "axis"), ("en/", "loss is nan")])
def test_a_hit_is_short_and_shows_the_word_found(open_page, book_address, edition, query):
    page = open_page(f"{book_address}{edition}41/", viewport={"width": 360, "height": 740})
    page.locator(".md-header [for=__search]").first.click()
    page.locator(".md-search__input").fill(query)
    page.locator("article.md-search-result__article").first.wait_for()
    found = page.evaluate(HITS)
    assert len(found) > 4 and [hit for hit in found if not all(hit)] == []


def test_where_nothing_is_found_other_pages_lead_on(open_page, book_address):
    page = open_page(f"{book_address}411/")
    page.locator(".md-search__input").click()
    leads = page.locator(".search-leads a")
    expect(leads.first).to_be_visible()
    page.locator(".md-search__input").fill("역전파")
    expect(leads.first).to_be_hidden()
    page.locator(".md-search__input").fill("qwertz")
    expect(page.locator(".md-search-result__meta")).to_contain_text("찾는 말이 없습니다")
    expect(leads).to_have_count(3)
    leads.first.press("Enter")
    page.wait_for_url("**/questions/")
