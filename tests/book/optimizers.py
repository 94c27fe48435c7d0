"""The steps of tf.keras.optimizers that the programs of 4.3 are compared with.

All on the programs' own bowl, from their start, for as many steps: E = ½(p + 2)² from p = -5. A case is what
keras_steps.py takes: optimizer, arguments, start, curvatures, minimum, steps.
"""

EXACT = {"beta_1": 0.875, "beta_2": 1 - 2.0 ** -10}         # values that float32 holds exactly

SETTINGS = {
    "SGD": ("SGD", {}),
    "Momentum": ("SGD", {"momentum": 0.5}),
    "Adagrad": ("Adagrad", {"initial_accumulator_value": 0.0, "epsilon": 0.0}),
    "Adagrad from its default accumulator": ("Adagrad", {"epsilon": 0.0}),
    "Adagrad with its default epsilon": ("Adagrad", {"initial_accumulator_value": 0.0}),
    "RMSprop": ("RMSprop", {"rho": 0.9, "epsilon": 0.0}),
    "RMSprop with its default epsilon": ("RMSprop", {"rho": 0.9}),
    "Adam": ("Adam", {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8}),
    "Adam without epsilon": ("Adam", {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 0.0}),
    "Adam with exact decay rates": ("Adam", {**EXACT, "epsilon": 1e-8}),
    "Adam with exact decay rates, without epsilon": ("Adam", {**EXACT, "epsilon": 0.0}),
}
CASES = {name: (optimizer, {"learning_rate": 0.5} | arguments, [-5.0], [1.0], [-2.0], 16)
         for name, (optimizer, arguments) in SETTINGS.items()}
