"""The steps of tf.keras.optimizers that the programs of 4.3 and the site's scripts are compared with.

A case is what witnesses/keras_steps.py takes: optimizer, arguments, start, curvatures, minimum, steps.
"""

import random

# The programs' own: on their bowl, from their start, for as many steps, E = ½(p + 2)² from p = -5.

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


# The scripts': on the bowl and in a ravine, from anywhere. Keras holds settings in float32, so these are
# exact in it.
RULES = {
    "gd": ("SGD", lambda s: {}),
    "momentum": ("SGD", lambda s: {"momentum": s["m"]}),
    "adagrad": ("Adagrad", lambda s: {"initial_accumulator_value": 0.0, "epsilon": 0.0}),
    "rmsprop": ("RMSprop", lambda s: {"rho": s["rho"], "epsilon": 0.0}),
    "adam": ("Adam", lambda s: {"beta_1": s["beta_1"], "beta_2": s["beta_2"], "epsilon": 0.0}),
}


def settings(some):
    """Of any rule, as the scripts call them."""
    return {"start": some.uniform(-8, 4), "x": some.uniform(1, 8), "y": some.uniform(1, 8), "a": 0.1, "b": 3,
            "turned": False, "lr": some.randint(1, 96) / 64, "m": some.randint(0, 63) / 64,
            "rho": some.randint(6, 58) / 64, "beta_1": some.randint(0, 15) / 16,
            "beta_2": 1 - 2.0 ** -some.randint(2, 11), "eps": 0.0, "steps": 24}


def case(rule, surface, settings):
    """What Keras is asked for the script's rule, surface and settings."""
    optimizer, arguments = RULES[rule]
    start, curvatures, minimum = ([settings["start"]], [1], [-2]) if surface == "bowl" else (
        [settings["x"], settings["y"]], [settings["a"], settings["b"]], [0, 0])
    arguments = {"learning_rate": settings["lr"], **arguments(settings)}
    return optimizer, arguments, start, curvatures, minimum, settings["steps"]


SOME = random.Random(5)
ANYWHERE = {f"{rule} {surface} {number}": (rule, surface, settings(SOME))
            for rule in RULES for surface in ("bowl", "ravine") for number in range(3)}
CASES |= {name: case(*each) for name, each in ANYWHERE.items()}
