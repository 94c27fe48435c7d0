"""Every word that stands in a figure, in both languages."""

LABELS = {
    "ko": {
        "sigmoid": "시그모이드", "tanh": "tanh", "relu": "ReLU", "softmax": "소프트맥스",
        "forward": "순전파", "backward": "역전파", "left out": "구하지 않음", "slope": "기울기",
    },
    "en": {
        "sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "softmax": "softmax",
        "forward": "forward", "backward": "backward", "left out": "not needed", "slope": "slope",
    },
}
