"""The ratios that pages quote: what is timed against what. ``bench/`` measures them; pages name them."""

NAMES = {
    "keras_calls": "predict and fit against predict_on_batch and train_on_batch, a training step each",
    "ladder_fit": "fit against train_on_batch, one row",
    "ladder_tape": "a step under GradientTape against train_on_batch, one row",
    "ladder_function": "a step under GradientTape against the same step in a tf.function, one row",
    "ladder_numpy": "train_on_batch against the step in NumPy, one row",
    "ladder_wide": "fit against train_on_batch, 2000 rows and a layer of 2000 inputs and outputs",
}
