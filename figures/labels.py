"""Every word that stands in a figure, in both languages."""

LABELS = {
    "ko": {
        "forward": "순전파", "backward": "역전파", "slope": "기울기",
        "weight": "가중치", "bias": "편향", "error": "오차",
        "start": "출발점", "arrival": "학습이 도착한 답", "other": "다른 답", "squares": "거리의 제곱",
        "step": "걸음", "after": "{}걸음 뒤",
        "rising": "기울기가 양수: 왼쪽으로", "falling": "기울기가 음수: 오른쪽으로",
        "straight": "곧은 골짜기", "tilted": "비스듬한 골짜기",
        "layer": "층", "loss": "손실", "tape": "테이프", "optimizer": "옵티마이저", "unused": "쓰이지 않음",
        "gd": "경사 하강법",
        "momentum": "Momentum", "adagrad": "AdaGrad", "rmsprop": "RMSProp", "adam": "Adam",
    },
    "en": {
        "forward": "forward", "backward": "backward", "slope": "slope",
        "weight": "weight", "bias": "bias", "error": "error",
        "start": "start", "arrival": "where training ends", "other": "another answer",
        "squares": "distances squared",
        "step": "step", "after": "after {} steps",
        "rising": "slope positive: go left", "falling": "slope negative: go right",
        "straight": "straight ravine", "tilted": "tilted ravine",
        "layer": "layer", "loss": "loss", "tape": "tape", "optimizer": "optimizer", "unused": "not used",
        "gd": "gradient descent",
        "momentum": "Momentum", "adagrad": "AdaGrad", "rmsprop": "RMSProp", "adam": "Adam",
    },
}
