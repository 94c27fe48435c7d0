"""The ratios that pages quote: what is timed against what. ``bench/`` measures them; pages name them."""

NAMES = {
    "keras_calls": "predict and fit against predict_on_batch and train_on_batch, a training step each",
}
