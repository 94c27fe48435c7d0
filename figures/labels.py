"""Every word that stands in a figure, in both languages."""

LABELS = {
    "ko": {
        "forward": "순전파", "backward": "역전파", "slope": "기울기",
        "weight": "가중치", "error": "오차",
        "step": "걸음", "after": "{}걸음 뒤",
        "rising": "기울기가 양수: 왼쪽으로", "falling": "기울기가 음수: 오른쪽으로",
        "straight": "곧은 골짜기", "tilted": "비스듬한 골짜기",
        "layer": "층", "loss": "손실", "tape": "테이프", "optimizer": "옵티마이저", "unused": "쓰이지 않음",
        "gd": "경사 하강법",
        "momentum": "Momentum", "adagrad": "AdaGrad", "rmsprop": "RMSProp", "adam": "Adam",
    },
    "en": {
        "forward": "forward", "backward": "backward", "slope": "slope",
        "weight": "weight", "error": "error",
        "step": "step", "after": "after {} steps",
        "rising": "slope positive: go left", "falling": "slope negative: go right",
        "straight": "straight ravine", "tilted": "tilted ravine",
        "layer": "layer", "loss": "loss", "tape": "tape", "optimizer": "optimizer", "unused": "not used",
        "gd": "gradient descent",
        "momentum": "Momentum", "adagrad": "AdaGrad", "rmsprop": "RMSProp", "adam": "Adam",
    },
}
