import numpy as np

tape = []


class Tensor:
    """A value whose operators write on the tape what they did."""

    def __init__(self, value):
        self.value = np.array(value, float)
        self.gradient = np.zeros(self.value.shape)

    def __add__(self, other):
        return record(self.value + other.value, (self, lambda g: g), (other, lambda g: g))

    def __mul__(self, other):
        return record(self.value * other.value,
                      (self, lambda g: g * other.value), (other, lambda g: g * self.value))

    def __matmul__(self, other):
        return record(self.value @ other.value,
                      (self, lambda g: g @ other.value.T), (other, lambda g: self.value.T @ g))


def record(value, *inputs):
    """Write the inputs on the tape, each with its rule, and the output."""
    output = Tensor(value)
    tape.append((inputs, output))
    return output


def backward(error):
    """Read the tape from its end, and hand each output's gradient on to the inputs."""
    error.gradient += 1
    for inputs, output in reversed(tape):
        for tensor, rule in inputs:
            tensor.gradient += rule(output.gradient)


x = Tensor(3)
y = x * x + x
backward(y)
gradient = x.gradient
print('y =', y.value)
print('gradient =', gradient)
